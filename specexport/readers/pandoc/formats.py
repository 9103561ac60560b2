"""What pandoc can read, as a table: names as users give them, suffixes, what pandoc is asked for.

Markdown is not among them: this program reads it itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.patterns import regex
from specexport.readers.common.draft import Draft
from specexport.readers.pandoc import counted, opendocument, restructured, tex


class Format(Struct, frozen=True):
    """A source format: its name for pandoc, with extensions, and what has to be done with it.

    `packed` files are zip archives. `pictures`: the file brings its pictures along. `all_fields`: authors
    wrote all metadata for readers; else what `told.COMMON` names, for the rest is meant for programs.
    `page_title`: the title is that of a page, which a heading in it says better. `prepared` makes of a
    file what pandoc understands better, `more` are options that depend on it, `begins` tells the line on
    which the text begins, and `finished` makes of what pandoc tells what the file says. `words`
    counts those of the source, where that is possible, to find out what pandoc leaves out;
    `around` tells what it does on purpose.
    """

    asked: str
    packed: bool = False
    pictures: bool = False
    all_fields: bool = True
    page_title: bool = False
    options: tuple[str, ...] = ()
    prepared: Callable[[bytes], bytes] | None = None
    more: Callable[[bytes], tuple[str, ...]] = lambda _: ()
    begins: Callable[[bytes], int] | None = None
    finished: Callable[[Draft], Draft] = lambda draft: draft
    words: Callable[[bytes], Counter[str]] | None = None
    around: Callable[[bytes], str] = lambda _: ""


FORMATS: dict[str, Format] = {
    "odt": Format(
        "odt",
        packed=True,
        pictures=True,
        prepared=opendocument.prepared,
        finished=opendocument.run,
        words=counted.opendocument,
    ),
    "epub": Format("epub", packed=True, pictures=True, all_fields=False, words=counted.book),
    "pptx": Format("pptx", packed=True, pictures=True),
    "xlsx": Format("xlsx", packed=True, pictures=True),
    "ipynb": Format("ipynb", pictures=True, all_fields=False),
    "rtf": Format("rtf", pictures=True),
    "fb2": Format("fb2", pictures=True, all_fields=False),
    "html": Format("html", all_fields=False, page_title=True, words=counted.page, around=counted.around),
    "rst": Format(
        "rst", prepared=restructured.prepared, more=restructured.options, finished=restructured.run
    ),
    "latex": Format("latex", prepared=tex.prepared, begins=tex.begins),
    "djot": Format("djot+sourcepos"),
}
"""Formats that need more than their name. Every other is asked for by its name alone."""

_NAME = regex(r"([a-z][a-z0-9_]*)((?:[+-][a-z0-9_]+)*)")
# What this program reads itself.
_OWN = regex(r"markdown|commonmark|gfm")


def named(name: str) -> Format:
    """Return the format of a name, which may have pandoc's extensions (`html+tex_math_dollars`).

    Raises EnvironmentProblem: SX011 it is no name that pandoc could know, or one for Markdown.
    """
    match = _NAME.fullmatch(name)
    if not match or _OWN.match(name):
        hint = "Markdown is read without pandoc: --from markdown" if match else "see specexport formats"
        raise EnvironmentProblem(Diagnostic("SX011", f"pandoc is not asked for {name!r}", "error", hint=hint))
    known = FORMATS.get(match[1], Format(match[1]))
    return replace(known, asked=known.asked + match[2])
