"""What a drawing may not bring along: activity, and references to anything outside itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.graphics.svg.names import HREFS, MATHML, SVG, XHTML, local, words

if TYPE_CHECKING:
    from lxml.etree import _Element

_ACTIVE = frozenset(
    {
        *("script", "iframe", "audio", "video", "canvas", "handler", "listener", "discard", "metadata"),
        *("animate", "animateColor", "animateMotion", "animateTransform", "set", "mpath"),
    }
)
# What labels in HTML may be made of; anything else gives way to what it holds.
_HTML = words(
    """
    a abbr address article b big blockquote body br caption center cite code col colgroup dd del dfn div
    dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr html i img ins kbd label li main
    mark nav ol p pre q s samp section small span strike strong sub sup style table tbody td tfoot th
    thead tr tt u ul var wbr
    """
)
_HOLDING = frozenset({"form", "button", "fieldset", "details", "summary", "legend", "output", "time", "data"})
_MATHS = frozenset({"maction", "annotation-xml", "annotation"})
PICTURE = regex(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,", re.IGNORECASE)
# The end of a value closes what is open (CSS Syntax Level 3, 4.3.6).
_OUTSIDE = regex(
    r"url\(\s*['\"]?\s*(?!['\"]?\s*(?:#|data:(?:application/(?:x-)?)?font[-/a-z0-9;=]*,))[^)]*\)?"
    r"|@import[^;]*;?",
    re.IGNORECASE,
)
# Other functions that name a picture by a mere string (CSS Images 4, 2).
_IMAGES = regex(r"(?:-webkit-)?(?:image-set|image|src|cross-fade)\([^)]*\)?", re.IGNORECASE)
# Letters and digits alone can be part of `url` or `@import` (CSS Syntax Level 3, 4.3.7).
_ESCAPED = regex(r"\\+(?=\w)")


def clean(root: _Element) -> None:
    """Leave in `root` only what draws."""
    for element in list(root.iter()):
        kind = local(element)
        if not kind or kind in _ACTIVE or not _is_drawn(element, kind):
            if kind in _HOLDING:
                _open(element)
            else:
                remove(element)
            continue
        _clean_attributes(element, kind)
        if kind == "style" and element.text:
            element.text = _inside(element.text)


def remove(element: _Element) -> None:
    """Take `element` out and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _open(element: _Element) -> None:
    """Put what an element of HTML holds into its place."""
    element.tag = f"{{{XHTML}}}span"
    element.attrib.clear()


def _is_drawn(element: _Element, kind: str) -> bool:
    """Return whether an element is one of SVG, or within a label one of HTML or MathML that is only shown."""
    tag = str(element.tag)
    if not tag.startswith("{") or tag.startswith(f"{{{SVG}}}"):
        return True
    if tag.startswith(f"{{{XHTML}}}"):
        return kind in _HTML
    return tag.startswith(f"{{{MATHML}}}") and kind not in _MATHS


def _clean_attributes(element: _Element, kind: str) -> None:
    for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
        short = name.rpartition("}")[2].lower()
        if short.startswith("on") or short in (
            "href",
            "src",
            "srcset",
            "srcdoc",
            "action",
            "formaction",
            "base",
        ):
            if not _is_inside(short, value, kind):
                del element.attrib[name]
        elif "(" in value or "\\" in value:
            element.set(name, _inside(value))


def _is_inside(name: str, value: str, kind: str) -> bool:
    """Return whether an address leads to something in the drawing, or is a picture itself."""
    if name not in ("href", "src"):
        return False
    return (name == "href" and value.startswith("#")) or (
        kind in ("image", "feImage", "img") and bool(PICTURE.match(value))
    )


def check(root: _Element) -> None:
    """Take out what, once style sheets are read, refers to anything outside after all."""
    for element in root.iter():
        for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
            if name not in HREFS and (_OUTSIDE.search(value) or "://" in value):
                del element.attrib[name]


def _inside(css: str) -> str:
    """Return `css` without references to anything outside, and without escapes, which could hide one."""
    return _IMAGES.sub("none", _OUTSIDE.sub("none", _ESCAPED.sub("", css)))
