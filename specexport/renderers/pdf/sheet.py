"""The style sheet of a layout, made cheap for the engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.renderers.pdf import furniture, lastresort
from specexport.style import css

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.contracts import Context
    from specexport.document import Meta
    from specexport.renderers.pdf.fetch import Shelf
    from specexport.style.tokens import FontFace

_VALUE = r'(?:"[^"]*"|[^";{}])*'
_DEFINITION = re.compile(rf"--([\w-]+)\s*:({_VALUE});?")
_ROOT = re.compile(rf":root \{{({_VALUE}(?:;{_VALUE})*)\}}")
_USE = re.compile(r"var\(\s*--([\w-]+)\s*(?:,\s*([^()]*))?\)")


def sheet(meta: Meta, context: Context, shelf: Shelf, fallback: bytes = b"") -> str:
    """Return the whole style sheet of a document; `fallback` is a font of last resort."""
    plain = css.paged(context.style, _shelved(shelf))
    rules = [settled(plain), furniture.rules(meta, context)]
    if fallback:
        source = f'font-family: "{lastresort.FAMILY}"; src: url("{shelf.put(fallback)}");'
        rules.append(f"@font-face {{ {source} }}")
    return "\n".join(rules)


def lettering(context: Context, shelf: Shelf) -> str:
    """Return the rules that decide which font a letter is set in."""
    return css.lettering(context.style, _shelved(shelf))


def _shelved(shelf: Shelf) -> Callable[[FontFace], str]:
    return lambda face: f'"{shelf.file(face.path)}"' if face.path else ""


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
