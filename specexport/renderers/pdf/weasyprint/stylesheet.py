"""The style sheet of a layout, made cheap for the engine."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from specexport.renderers.html import css
from specexport.renderers.pdf import fallback_font
from specexport.renderers.pdf.weasyprint import engine
from specexport.renderers.pdf.weasyprint.engine.fonts import alone, configuration
from specexport.renderers.pdf.weasyprint.engine.log import collected
from specexport.style.memo import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from weasyprint.text.fonts import FontConfiguration

    from specexport.core.context import Context
    from specexport.model.style import FontFace, Style
    from specexport.renderers.pdf.weasyprint.engine.fetch import AllowedFiles
    from specexport.renderers.pdf.weasyprint.engine.log import Log

_VALUE = r'(?:"[^"]*"|[^";{}])*'
_DEFINITION = re.compile(rf"--([\w-]+)\s*:({_VALUE});?")
_ROOT = re.compile(rf":root \{{({_VALUE}(?:;{_VALUE})*)\}}")
_USE = re.compile(r"var\(\s*--([\w-]+)\s*(?:,\s*([^()]*))?\)")


class Sheets(NamedTuple):
    """What a style says of a layout, read by the engine: rules, fonts, counters, and what it said of them."""

    rules: Any
    fonts: FontConfiguration
    counters: Any
    messages: tuple[str, ...]


@contextmanager
def sheets(context: Context, log: Log, fallback: bytes) -> Iterator[Sheets]:
    """Give the style's sheets for the layouts of one document.

    They are read once for all documents of a style. Where there is a `fallback`, a font of last resort, they
    are the document's alone, and gone afterwards, since that font is.
    """
    if not fallback:
        read = _read_once(context.style)
        log.messages.update(dict.fromkeys(read.messages))
        yield read
        return
    with alone() as fonts:
        yield _read(context.style, fonts, fallback)


@remembered
def _read_once(style: Style) -> Sheets:
    with collected() as log:
        read = _read(style, configuration(style, "whole"))
    return read._replace(messages=tuple(log.messages))


def _read(style: Style, fonts: FontConfiguration, fallback: bytes = b"") -> Sheets:
    """Have the engine read the sheet of `style`; `fallback` is a font of last resort."""
    weasyprint = engine.load()
    from weasyprint.css.counters import CounterStyle

    from specexport.renderers.pdf.weasyprint.engine.fetch import AllowedFiles

    files, counters = AllowedFiles(), CounterStyle()
    rules = settled(css.paged(style, _urls(files)))
    if fallback:
        source = f'font-family: "{fallback_font.FAMILY}"; src: url("{files.put(fallback)}");'
        rules += f"\n@font-face {{ {source} }}"
    read = weasyprint.CSS(string=rules, font_config=fonts, counter_style=counters, url_fetcher=files)
    return Sheets(read, fonts, counters, ())


def lettering(context: Context, files: AllowedFiles) -> str:
    """Return the rules that decide which font a letter is set in."""
    return css.lettering(context.style, _urls(files))


def _urls(files: AllowedFiles) -> Callable[[FontFace], str]:
    return lambda face: f'"{files.file(face.path)}"' if face.path else ""


def settled(rules: str) -> str:
    """Return `rules` with the custom properties of the root put in where they are used.

    The engine would look them up for every element. Rules that define some elsewhere are left alone.
    """
    root = _ROOT.search(rules)
    if root is None or len(_DEFINITION.findall(rules)) > len(_DEFINITION.findall(root[1])):
        return rules
    values = {name: value.strip() for name, value in _DEFINITION.findall(root[1])}

    def value(use: re.Match[str]) -> str:
        return str(values.get(use[1]) or use[2] or "unset")

    kept = _DEFINITION.sub("", root[1])
    return f"{rules[: root.start()]}:root {{{kept}}}{_USE.sub(value, rules[root.end() :])}"
