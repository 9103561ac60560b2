"""Formulas in a page: MathML, and the letters to set it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import walk
from specexport.model.document import Math, Media
from specexport.renderers.html.assets import embedded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.context import Context
    from specexport.model.document import Document

_STROKE = ", ".join(
    ("transparent calc(50% - .03em)", "currentColor calc(50% - .03em) calc(50% + .03em)", "transparent 0")
)
# What MathML Core has no words for: rules of arrays, what is struck through, frames. An outline that is not
# seen lets Chromium paint the whole of an arrow, whose ends it takes to be where those of a short one are.
_CLASSES = "".join(
    f"math {selector} {{ {rules}; }}\n"
    for selector, rules in (
        (":is(mover, munder, munderover) > mo[stretchy=true]", "outline: 1px solid transparent"),
        (":is(mover, munder, munderover) > mo[stretchy=true]", "outline-offset: 9em"),
        (":is(mover, munder, munderover) > mo[stretchy=true]:first-child ~ *", "padding-inline: .3em"),
        (".boxed", "border: .05em solid; padding: .2em .25em"),
        ("[class*=cancel-]", "background-image: var(--up, none), var(--down, none), var(--across, none)"),
        ("[class*=cancel-]", "print-color-adjust: exact"),
        (".cancel-up", f"--up: linear-gradient(to bottom right, {_STROKE})"),
        (".cancel-down", f"--down: linear-gradient(to top right, {_STROKE})"),
        (".cancel-across", f"--across: linear-gradient({_STROKE})"),
        *(
            (f".{kind}-{side}", f"border-{side}: {look}")
            for side in ("left", "right", "top", "bottom")
            for kind, look in (
                ("rule", ".05em solid"),
                ("dashed", ".05em dashed"),
                ("double", ".2em double"),
            )
        ),
    )
)
_CLASSES += "@media (forced-colors: active) { math mo { outline: none !important; } }\n"


def elements(document: Document, context: Context) -> Mapping[tuple[str, bool], str]:
    """Return the `math` element of every formula of a document, by its TeX and whether it is displayed."""
    if next(walk.find((*document.blocks, *document.meta.title), Math), None) is None:
        return {}
    from specexport.graphics.formulas import mathml

    return mathml.elements(document, context)


def sheet(formulas: Mapping[tuple[str, bool], str], context: Context) -> str:
    """Return the rules that give formulas a font made for them, nothing where there are none."""
    if not formulas:
        return ""
    from specexport.graphics.formulas import font

    text = context.style.base.family.replace("\\", "").replace('"', "")
    url = embedded("", Media(font.woff2(formulas.values(), context), "font/woff2"))
    return (
        f'@font-face {{ font-family: "{font.FAMILY}"; src: url("{url}") format("woff2"); }}\n'
        f'math {{ font-family: "{font.FAMILY}", math, "{text}"; font-size: 1.06em; }}\n'
        "math[display=block] { margin: .9rem 0; }\n" + _CLASSES
    )
