"""From bytes to a picture: what kind it is, by its content, and whether it keeps the limits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.limits import STANDARD, Limits, exceeded, size
from specexport.model.document import Media

if TYPE_CHECKING:
    from specexport.system import pictures

_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")


def scheme(url: str) -> str:
    """Return the scheme of `url` in lower case (RFC 3986, 3.1), empty when it has none."""
    match = _SCHEME.match(url)
    return match[1].lower() if match else ""


def data_url(url: str, limits: Limits) -> bytes:
    """Return the bytes in a data URL, as RFC 2397 has it. Raises SpecExportError (SX734, SX738)."""
    import binascii
    from urllib.parse import unquote_to_bytes

    head, _, body = url.partition(",")
    if limits.picture_bytes and len(body) > limits.picture_bytes * 2:
        raise too_large("picture in the text", limits)
    data = unquote_to_bytes(body)
    try:
        return binascii.a2b_base64(data) if head.rstrip().endswith(";base64") else data
    except binascii.Error:
        raise refusal("SX738", "picture in the text is not valid base64", "encode it again") from None


def picture(url: str, data: bytes, limits: Limits = STANDARD) -> Media:
    """Return the picture that `data` is, called `url`; its type is told by its bytes.

    Raises SpecExportError: SX735 it has too many pixels, SX736 it is no picture,
    SX737 it is a git-LFS pointer, SX738 it is damaged.
    """
    from specexport.system import pictures

    try:
        found = pictures.identify(data)
    except pictures.NotAPictureError:
        if data.startswith(_LFS_POINTER):
            raise refusal(
                "SX737", f"picture {url} is a git-LFS pointer, not the picture", "run: git lfs pull"
            ) from None
        raise refusal(
            "SX736", f"{url} is not a PNG, JPEG, GIF, WebP or SVG picture", "save it as one of these"
        ) from None
    except pictures.DamagedPictureError as problem:
        raise refusal("SX738", f"picture {url} {problem}", "save it again") from None
    _hold_pixels(url, found, limits.pixels)
    return Media(found.data, found.type, found.width, found.height)


def _hold_pixels(url: str, picture: pictures.PictureHeader, most: int) -> None:
    pixels = picture.width * picture.height
    if most and pixels > most and picture.type != "image/svg+xml":
        have = f"{pixels / 10**6:.1f} million pixels, more than {most / 10**6:g} million"
        raise exceeded("pixels", f"picture {url} has {have}", "save it smaller")


def too_large(what: str, limits: Limits) -> SpecExportError:
    """Return the error of a picture or file that has more bytes than `limits` allow (SX734)."""
    return exceeded("picture_bytes", f"{what} is larger than {size(limits.picture_bytes)}", "save it smaller")


def refusal(code: str, message: str, hint: str) -> SpecExportError:
    """Return the error of a picture or file that cannot be had."""
    return SpecExportError(Diagnostic(code, message, hint=hint))
