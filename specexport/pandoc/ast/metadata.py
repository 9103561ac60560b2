"""What is known of a document, as the metadata of pandoc's syntax tree.

What pandoc has names for stands under these: title, subtitle, author, keywords, date, lang. The map `sx`
holds the rest of the model: its other fields, the contents and the pictures.
"""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model.classes import CARRIER
from specexport.pandoc.ast.names import Raw, place, placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    WriteInlines: TypeAlias = Callable[[Iterable[d.Inline]], Raw]
    ReadInlines: TypeAlias = Callable[[Raw], tuple[d.Inline, ...]]

# Fields of the model that are one text or several, and what pandoc calls those that it knows.
_TEXTS = {"subtitle": "subtitle", "lang": "lang"}
_LISTS = {"authors": "author", "keywords": "keywords"}
_OWN_TEXTS = ("kind", "status", "version", "created", "updated", "classification")
_OWN_LISTS = ("reviewers", "approvers")


def write(document: d.Document, inlines: WriteInlines, carry: bool) -> Raw:
    """Return the metadata of a document. Without `carry` all of it stands under plain names."""
    meta = document.meta
    known = {
        "title": _inlines(meta.title, inlines),
        **{name: _text(getattr(meta, field)) for field, name in _TEXTS.items()},
        **{name: _texts(getattr(meta, field)) for field, name in _LISTS.items()},
        "date": _text(meta.updated or meta.created),
    }
    own = {
        **{field: _text(getattr(meta, field)) for field in _OWN_TEXTS},
        **{field: _texts(getattr(meta, field)) for field in _OWN_LISTS},
    }
    if not carry:
        return _given(known | own)
    own |= {
        "prd": _inlines(meta.prd, inlines),
        "id": _text(meta.id),
        "fields": _list([_field(field, inlines) for field in meta.fields]),
        "contents": _list([_entry(entry, inlines) for entry in document.contents]),
        "media": _list([_media(url, media) for url, media in document.media.items()]),
    }
    return _given(known) | {CARRIER: {"t": "MetaMap", "c": _given(own)}}


def _given(values: dict[str, Raw]) -> dict[str, Raw]:
    return {name: value for name, value in values.items() if value is not None}


def _text(text: str) -> Raw:
    return {"t": "MetaString", "c": text} if text else None


def _texts(texts: tuple[str, ...]) -> Raw:
    return _list([{"t": "MetaString", "c": text} for text in texts])


def _list(values: list[Raw]) -> Raw:
    return {"t": "MetaList", "c": values} if values else None


def _inlines(content: tuple[d.Inline, ...], inlines: WriteInlines) -> Raw:
    return {"t": "MetaInlines", "c": inlines(content)} if content else None


def _map(**values: Raw) -> Raw:
    return {"t": "MetaMap", "c": _given(values)}


def _field(field: d.MetaField, inlines: WriteInlines) -> Raw:
    pos = _text(place(field.pos)) if field.pos else None
    return _map(name=_text(field.name), content=_inlines(field.content, inlines), pos=pos)


def _entry(entry: d.ContentsEntry, inlines: WriteInlines) -> Raw:
    return _map(
        level=_text(str(entry.level)),
        content=_inlines(entry.content, inlines),
        target=_text(entry.target),
        number=_text(entry.number),
    )


def _media(url: str, media: d.Media) -> Raw:
    return _map(
        url=_text(url),
        data=_text(binascii.b2a_base64(media.data, newline=False).decode()),
        type=_text(media.type),
        width=_text(str(media.width)),
        height=_text(str(media.height)),
    )


def read(raw: Raw, blocks: tuple[d.Block, ...], inlines: ReadInlines) -> d.Document:
    """Return the document of `blocks` with the metadata that `write` made."""
    own = _values(raw.get(CARRIER))
    simple: dict[str, Any] = {
        **{field: _string(raw.get(name)) for field, name in _TEXTS.items()},
        **{field: _strings(raw.get(name)) for field, name in _LISTS.items()},
        **{field: _string(own.get(field)) for field in _OWN_TEXTS},
        **{field: _strings(own.get(field)) for field in _OWN_LISTS},
    }
    meta = d.Meta(
        title=_content(raw.get("title"), inlines),
        prd=_content(own.get("prd"), inlines),
        fields=tuple(_read_field(field, inlines) for field in _members(own.get("fields"))),
        id=_string(own.get("id")),
    )
    return d.Document(
        meta=replace(meta, **simple),
        blocks=blocks,
        contents=tuple(_read_entry(entry, inlines) for entry in _members(own.get("contents"))),
        media=dict(_read_media(media) for media in _members(own.get("media"))),
    )


def _values(raw: Raw) -> dict[str, Raw]:
    return dict(raw["c"]) if raw and raw["t"] == "MetaMap" else {}


def _members(raw: Raw) -> list[dict[str, Raw]]:
    return [_values(value) for value in raw["c"]] if raw and raw["t"] == "MetaList" else []


def _string(raw: Raw) -> str:
    return str(raw["c"]) if raw and raw["t"] == "MetaString" else ""


def _strings(raw: Raw) -> tuple[str, ...]:
    return tuple(_string(value) for value in raw["c"]) if raw and raw["t"] == "MetaList" else ()


def _content(raw: Raw, inlines: ReadInlines) -> tuple[d.Inline, ...]:
    return inlines(raw["c"]) if raw and raw["t"] == "MetaInlines" else ()


def _read_field(raw: dict[str, Raw], inlines: ReadInlines) -> d.MetaField:
    pos = placed(_string(raw.get("pos")))
    return d.MetaField(_string(raw.get("name")), _content(raw.get("content"), inlines), pos)


def _read_entry(raw: dict[str, Raw], inlines: ReadInlines) -> d.ContentsEntry:
    return d.ContentsEntry(
        _number(raw.get("level")),
        _content(raw.get("content"), inlines),
        _string(raw.get("target")),
        _string(raw.get("number")),
    )


def _read_media(raw: dict[str, Raw]) -> tuple[str, d.Media]:
    data = binascii.a2b_base64(_string(raw.get("data")))
    size = (_number(raw.get("width")), _number(raw.get("height")))
    return _string(raw.get("url")), d.Media(data, _string(raw.get("type")), *size)


def _number(raw: Raw) -> int:
    text = _string(raw)
    return int(text) if text.isdecimal() and len(text) < 10 else 0
