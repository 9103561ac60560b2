"""The document information: what authors call its fields, and what they mean by what they write there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from specexport.model import document as d
from specexport.model import walk
from specexport.model.field_names import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable

_HEADINGS = frozenset(
    {
        *(
            "document information",
            "document info",
            "document control",
            "document metadata",
            "document details",
        ),
        *("metadata", "meta data", "meta", "document properties"),
        *("dokumentinformationen", "informations sur le document", "información del documento"),
        *("文档信息", "文件資訊", "文書情報", "문서 정보", "информация о документе"),
    }
)
# What a site generator or converter is told in front matter: settings, not information about the document.
_SETTINGS = frozenset(
    {
        *(
            "layout",
            "sidebardepth",
            "sidebar position",
            "sidebar label",
            "sidebar",
            "hide title",
            "head",
            "permalink",
        ),
        *(
            "slug",
            "weight",
            "toc",
            "toc depth",
            "css",
            "header includes",
            "geometry",
            "template",
            "draft",
            "nav order",
        ),
        *(
            "has children",
            "hide table of contents",
            "pagination next",
            "pagination prev",
            "outline",
            "editlink",
        ),
        *(
            "reference doc",
            "include before",
            "include after",
            "output",
            "filters",
            "classoption",
            "documentclass",
            "dialect",
            "parts",
        ),
    }
)
_SEPARATOR = re.compile(r"\s*(?:[,;&、，；]|\band\b)\s*(?![^()<>]*[)>])")
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_CJK_DATE = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_DATE_FORMATS = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


def key(name: str) -> str:
    """Return the form of a field's name by which names are compared."""
    return " ".join(name.replace("-", " ").replace("_", " ").rstrip(":：").split()).lower()


def target(name: str) -> str:
    """Return the typed field of `Meta` that a name stands for, or nothing."""
    return TARGETS.get(key(name), "")


def is_setting(name: str) -> bool:
    """Say whether a field of front matter tells some tool what to do, and readers nothing."""
    return key(name) in _SETTINGS


def is_heading(header: d.Header) -> bool:
    """Say whether a heading announces the document information."""
    return key(walk.plain(header.content)) in _HEADINGS


def value(name: str, content: tuple[d.Inline, ...]) -> Any:
    """Return the value of the typed field `name` that `content` gives it."""
    return _VALUES.get(name, walk.plain)(content)


def _names(content: tuple[d.Inline, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in _SEPARATOR.split(walk.plain(content)))))


def date_of(text: str) -> str:
    """Return a date as ISO 8601 where it can only be read in one way, else as it is written."""
    if iso := _ISO_DATE.fullmatch(text) or _CJK_DATE.fullmatch(text):
        return f"{iso[1]}-{int(iso[2]):02}-{int(iso[3]):02}"
    from datetime import datetime

    words = " ".join(_ORDINAL.sub("", text.replace(",", " ").replace(".", " ")).split())
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(words, form).date().isoformat()
        except ValueError:
            continue
    return text


def _date(content: tuple[d.Inline, ...]) -> str:
    return date_of(walk.plain(content))


def _as_it_is(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    return content


_VALUES: dict[str, Callable[[tuple[d.Inline, ...]], Any]] = {
    "title": _as_it_is,
    "prd": _as_it_is,
    "authors": _names,
    "reviewers": _names,
    "approvers": _names,
    "keywords": _names,
    "created": _date,
    "updated": _date,
}
