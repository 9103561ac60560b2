"""What the compiler cannot say, in the file that it has made: the sensitivity label, and fields to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.renderers.common.signature_fields import SCHEME
from specexport.renderers.pdf.labelled import described
from specexport.renderers.pdf.typst.packed import File, Stream

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from specexport.renderers.common.signature_fields import SignatureField

_INFO, _ROOT = regex(rb"/Info (\d+) 0 R"), regex(rb"/Root (\d+) 0 R")
_METADATA = b"/Type/Metadata"
_ADDRESS = regex(rb"/URI\((%s\d+)\)" % SCHEME.encode())
_RECT = regex(rb"/Rect ?\[([\d. -]+)\]")
_PARENT = regex(rb"/StructParent \d+")
_LINK = regex(rb"/S ?/Link\b")
_HELD = regex(rb"/Obj (\d+) 0 R")


def labelled(file: File, properties: Mapping[str, str]) -> File:
    """Return a file with the properties of a sensitivity label. Raises ValueError where it is not known."""
    objects = list(file.objects)
    said = b"".join(b"/%b%b" % (name.encode(), _text(value)) for name, value in properties.items())
    _extend(objects, _place(file, _INFO), said)
    for at, one in enumerate(objects):
        if isinstance(one, Stream) and _METADATA in one.dictionary:
            xmp = described(one.data, properties)
            objects[at] = Stream(b"<</Length %d/Type/Metadata/Subtype/XML>>" % len(xmp), xmp)
            return File(objects, file.trailer)
    raise ValueError("no metadata")


def signed(file: File, fields: Mapping[str, SignatureField]) -> File:
    """Return a file in which the links that stand for fields to sign are these (ISO 32000-1, 12.7.4.5).

    Raises ValueError where it is not known.
    """
    objects = list(file.objects)
    made = []
    for at, one in enumerate(file.objects):
        found = None if isinstance(one, Stream) else _ADDRESS.search(one)
        field = fields.get(found[1].decode()) if found else None
        if field is not None and not isinstance(one, Stream):
            objects.append(_appearance(one))
            objects[at] = _widget(one, field, len(objects))
            made.append(at + 1)
    if len(made) < len(fields):
        raise ValueError("a field is on no page")
    for at, one in enumerate(objects):
        if not isinstance(one, Stream) and _LINK.search(one) and _holds(one, made):
            objects[at] = _LINK.sub(b"/S/Form", one)
    entries = b" ".join(b"%d 0 R" % number for number in made)
    _extend(objects, _place(file, _ROOT), b"/AcroForm<</Fields[%b]/SigFlags 1>>" % entries)
    return File(objects, file.trailer)


def _place(file: File, name: re.Pattern[bytes]) -> int:
    found = name.search(file.trailer)
    if found is None:
        raise ValueError("not a trailer that is known")
    return int(found[1]) - 1


def _extend(objects: list[bytes | Stream], at: int, entries: bytes) -> None:
    """Put entries at the end of a dictionary."""
    one = objects[at]
    if isinstance(one, Stream) or not one.endswith(b">>"):
        raise ValueError("not a dictionary that is known")
    objects[at] = one.removesuffix(b">>") + entries + b">>"


def _holds(element: bytes, numbers: list[int]) -> bool:
    return not {int(one) for one in _HELD.findall(element)}.isdisjoint(numbers)


def _sides(link: bytes) -> list[float]:
    found = _RECT.search(link)
    if found is None:
        raise ValueError("not an annotation that is known")
    return [float(one) for one in found[1].split()]


def _appearance(link: bytes) -> Stream:
    """Return what a field shows that nobody has signed: nothing, as large as it is."""
    left, bottom, right, top = _sides(link)
    box = b"%.3f %.3f" % (right - left, top - bottom)
    return Stream(b"<</Length 0/Type/XObject/Subtype/Form/BBox[0 0 %b]/Resources<<>>>>" % box, b"")


def _widget(link: bytes, field: SignatureField, appearance: int) -> bytes:
    rect, parent = _RECT.search(link), _PARENT.search(link)
    if rect is None or parent is None:
        raise ValueError("not an annotation that is known")
    title = _text(field.title)
    said = b"/FT/Sig/T%b/TU%b/Contents%b/F 4" % (_text(field.name), title, title)
    place = b"/Rect[%b]%b/AP<</N %d 0 R>>" % (rect[1], parent[0], appearance)
    return b"<</Type/Annot/Subtype/Widget" + said + place + b">>"


def _text(value: str) -> bytes:
    """Return a text string (ISO 32000-1, 7.9.2.2): as ASCII, else as UTF-16, with octal escapes."""
    data = value.encode() if value.isascii() else b"\xfe\xff" + value.encode("utf-16-be")
    written = (b"\\%03o" % one if one in b"()\\" or not 32 <= one < 127 else bytes((one,)) for one in data)
    return b"(%b)" % b"".join(written)
