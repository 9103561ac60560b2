"""What a picture is, told by its bytes: type and size read from the header, damage found, nothing decoded.

Pillow, which converts pictures elsewhere, is not asked here. To open a WebP it takes the memory of two
canvases, half a gigabyte for a file of 2.5 kB; it refuses a PNG for its texts, and takes one that is cut
short.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left

from msgspec import Struct

SVG = "image/svg+xml"

# An SVG may not nest deeper, nor draw more elements once every `use` is followed.
SVG_DEPTH = 128
SVG_ELEMENTS = 200_000

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TEXT = (b"tEXt", b"zTXt", b"iTXt")
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_CSS_PIXELS = {
    "": 1,
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "in": 96,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
    "q": 2.4 / 2.54,
}
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,2})?)\s*(px|pt|pc|in|cm|mm|[qQ])?\s*")
_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]{1,2})?")
_LARGEST = 1_000_000


class PictureHeader(Struct, frozen=True):
    """The IANA media type of a picture and its size in pixels (CSS pixels for SVG), 0 where it does not say.

    `data` are its bytes as they should travel: a PNG without its text chunks, everything else as it was.
    """

    type: str
    width: int
    height: int
    data: bytes


class NotAPictureError(Exception):
    """The bytes are none of the picture formats known here."""


class DamagedPictureError(Exception):
    """The bytes begin like a picture and cannot be one; the message says what is wrong, without a subject."""


def identify(data: bytes) -> PictureHeader:
    """Return what picture `data` is. Raises NotAPictureError or DamagedPictureError."""
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return PictureHeader("image/jpeg", *_jpeg_size(data), data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return PictureHeader("image/gif", *_sized(struct.unpack("<HH", _slice(data, 6, 4))), data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return PictureHeader("image/webp", *_webp_size(data), data)
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return PictureHeader("image/avif", *_avif_size(data), data)
    if b"<svg" in data[:65536] or b"<\0s\0v\0g" in data[:4096]:
        return PictureHeader(SVG, *_svg_size(data), data)
    raise NotAPictureError


def _slice(data: bytes, start: int, length: int) -> bytes:
    part = data[start : start + length]
    if len(part) < length:
        raise DamagedPictureError("is cut short")
    return part


def _sized(size: tuple[int, ...]) -> tuple[int, int]:
    width, height = size
    if not width or not height:
        raise DamagedPictureError("has no size")
    return width, height


def _png(data: bytes) -> PictureHeader:
    """Follow PNG (third edition), 5.3 Chunk layout, 11.2.1 IHDR and 11.3.3 Textual information.

    Text chunks are left out: they are not seen, may be bombs, and may say more than the author knows.
    """
    if _slice(data, 12, 4) != b"IHDR":
        raise DamagedPictureError("has no header")
    size = _sized(struct.unpack(">II", _slice(data, 16, 8)))
    kept, at, kind, drawn = [_PNG], len(_PNG), b"", False
    while kind != b"IEND":
        length = int.from_bytes(_slice(data, at, 4), "big")
        chunk = _slice(data, at, length + 12)
        kind = chunk[4:8]
        drawn = drawn or kind == b"IDAT"
        if kind not in _PNG_TEXT:
            kept.append(chunk)
        at += length + 12
    if not drawn:
        raise DamagedPictureError("has no pixels")
    return PictureHeader("image/png", *size, b"".join(kept))


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Follow ITU-T T.81, B.1.1 and B.2.2: the frame header, which must come before the first scan."""
    at = 2
    while True:
        marker, code = _slice(data, at, 2)
        if marker != 0xFF:
            raise DamagedPictureError("is cut short or damaged")
        if code == 0xFF:
            at += 1
        elif code in _JPEG_BARE:
            at += 2
        elif code in _JPEG_SIZES:
            height, width = struct.unpack(">HH", _slice(data, at + 5, 4))
            if b"\xff\xda" not in data[at:]:
                raise DamagedPictureError("has no pixels")
            return _sized((width, height))
        elif code in (0xD9, 0xDA):
            raise DamagedPictureError("has no size")
        else:
            at += 2 + int.from_bytes(_slice(data, at + 2, 2), "big")


def _webp_size(data: bytes) -> tuple[int, int]:
    """Follow RFC 9649, 2.4 to 2.7: how long the file is, and lossy, lossless and extended ones."""
    _slice(data, 8, int.from_bytes(_slice(data, 4, 4), "little"))
    match data[12:16]:
        case b"VP8 ":
            width, height = struct.unpack("<HH", _slice(data, 26, 4))
            return _sized((width & 0x3FFF, height & 0x3FFF))
        case b"VP8L":
            bits = int.from_bytes(_slice(data, 21, 4), "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            canvas = _slice(data, 24, 6)
            return int.from_bytes(canvas[:3], "little") + 1, int.from_bytes(canvas[3:], "little") + 1
    raise DamagedPictureError("is cut short or damaged")


def _avif_size(data: bytes) -> tuple[int, int]:
    """Follow ISO/IEC 23008-12, 6.5.3: the first image spatial extents property."""
    at = data.find(b"ispe", 0, 65536)
    if at < 0:
        raise DamagedPictureError("is cut short or damaged")
    return _sized(struct.unpack(">II", _slice(data, at + 8, 8)))


def _svg_size(data: bytes) -> tuple[int, int]:
    """Follow SVG 2, 8.2 and 8.12: `width` and `height`, where they are absolute, else the `viewBox`."""
    root = _SvgScan().run(data)
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    box = [float(part) for part in _NUMBER.findall(root.get("viewBox", ""))]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        ratio = box[2] / box[3]
        width, height = width or (height * ratio or box[2]), height or (width / ratio or box[3])
    return min(round(width), _LARGEST), min(round(height), _LARGEST)


def _pixels(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _CSS_PIXELS[(match[2] or "").lower()] if match else 0.0


class _SvgScan:
    """One pass over an SVG: the attributes of its root, and the refusal of what would never end or fit.

    Entities are refused where they are declared, so that none is ever expanded.
    """

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self.open: list[tuple[str, int]] = []
        self.elements = 0
        self.uses: list[tuple[int, str]] = []
        self.spans: dict[str, tuple[int, int]] = {}
        self.weights: dict[str, int] = {}

    def run(self, data: bytes) -> dict[str, str]:
        from xml.parsers import expat

        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.EntityDeclHandler = self.entity
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise DamagedPictureError(f"is not well-formed XML (line {error.lineno})") from None
        if self.elements + self.copies(0, self.elements, ()) > SVG_ELEMENTS:
            raise DamagedPictureError(f"draws more than {SVG_ELEMENTS} shapes")
        return self.root

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self.open:
            if local != "svg":
                raise NotAPictureError
            self.root = attributes
        if len(self.open) >= SVG_DEPTH:
            raise DamagedPictureError(f"is nested more than {SVG_DEPTH} deep")
        if local == "use":
            target = attributes.get("href") or attributes.get("xlink:href", "")
            self.uses.append((self.elements, target.removeprefix("#")))
        self.open.append((attributes.get("id", ""), self.elements))
        self.elements += 1

    def end(self, _name: str) -> None:
        identifier, first = self.open.pop()
        if identifier:
            self.spans.setdefault(identifier, (first, self.elements))

    def entity(self, *_declaration: object) -> None:
        raise DamagedPictureError("declares XML entities, which are refused")

    def copies(self, first: int, last: int, path: tuple[str, ...]) -> int:
        """Return how many more elements those from `first` to before `last` draw by their `use`s.

        `path` are the targets that lead here. Each target is weighed once, so the cost is linear.
        """
        total = 0
        for at, target in self.uses[bisect_left(self.uses, (first, "")) :]:
            if at >= last:
                break
            if target in self.spans:
                total += self.weight(target, path)
        return total

    def weight(self, target: str, path: tuple[str, ...]) -> int:
        """Return how many elements a `use` of `target` draws."""
        if target in path or len(path) > SVG_DEPTH:
            raise DamagedPictureError(f"uses #{target} within itself or too deeply")
        if target not in self.weights:
            first, last = self.spans[target]
            self.weights[target] = last - first + self.copies(first, last, (*path, target))
        return self.weights[target]
