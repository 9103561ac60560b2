"""The formats that pandoc writes for this program: a table, and what a name beyond it stands for."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem

Drawings: TypeAlias = Literal["svg", "png", "pdf"]
Pictures: TypeAlias = Literal["inside", "beside", "none"]
Admonitions: TypeAlias = Literal["titled", "named", "quote"]
Title: TypeAlias = Literal["metadata", "heading"]


class Format(Struct, frozen=True):
    """How a document becomes one format.

    `writer` is pandoc's name for it, with its extensions, and `suffixes` are those of its files, the usual
    one first. `packed` files are zip archives. `pictures` stand inside the file, beside it, or are words
    only; drawings are of the kind `drawings`. `numbered` writers number headings, `labelled` ones captions,
    when told so. Admonitions are `titled` where the writer knows them with their title, `named` where it
    knows their kind only, else quotations with the title before them. `title` says whether the writer's
    template shows title and authors, or a heading has to. `style` names what gives the file its look; `pages`
    are laid out, so that columns of tables need widths. Of formats with `slugs`, readers name headings by
    their words as GitHub does. Writers that are not `subtitled` show no subtitle, those not `captioned` no
    captions of their own, and those without `deep_notes` no footnote but one paragraph. In `flat` ones no
    markup of words stands within another.
    `says` names what else of the cover the writer's template shows, and `lacks` what is lost.
    """

    writer: str
    suffixes: tuple[str, ...]
    packed: bool = False
    pictures: Pictures = "beside"
    drawings: Drawings = "svg"
    numbered: bool = False
    labelled: bool = False
    admonitions: Admonitions = "quote"
    title: Title = "metadata"
    contents: bool = False
    slides: bool = False
    pages: bool = False
    slugs: bool = False
    subtitled: bool = True
    captioned: bool = True
    deep_notes: bool = True
    flat: bool = False
    says: tuple[str, ...] = ()
    style: str = ""
    options: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


_NO_ALTERNATIVES = ("alternative texts",)

FORMATS: dict[str, Format] = {
    "odt": Format(
        "odt",
        (".odt",),
        packed=True,
        pictures="inside",
        admonitions="titled",
        contents=True,
        pages=True,
        style="odt",
    ),
    "epub": Format("epub3", (".epub",), packed=True, pictures="inside", admonitions="titled", style="epub"),
    "pptx": Format("pptx", (".pptx",), True, "inside", "png", slides=True, pages=True, style="pptx"),
    "rtf": Format(
        "rtf",
        (".rtf",),
        pictures="inside",
        subtitled=False,
        drawings="png",
        contents=True,
        pages=True,
        style="rtf",
        lacks=_NO_ALTERNATIVES,
    ),
    "latex": Format(
        "latex", (".tex", ".latex"), drawings="pdf", numbered=True, labelled=True, contents=True, pages=True
    ),
    "typst": Format(
        "typst", (".typ",), numbered=True, labelled=True, contents=True, pages=True, lacks=_NO_ALTERNATIVES
    ),
    "context": Format(
        "context", (".ctx",), drawings="pdf", numbered=True, contents=True, pages=True, lacks=_NO_ALTERNATIVES
    ),
    "rst": Format(
        "rst-auto_identifiers",
        (".rst",),
        admonitions="named",
        contents=True,
        flat=True,
        says=("status", "version"),
        options=("--list-tables",),
    ),
    "asciidoc": Format(
        "asciidoc-auto_identifiers",
        (".adoc", ".asciidoc"),
        admonitions="titled",
        contents=True,
        subtitled=False,
        deep_notes=False,
    ),
    "org": Format("org", (".org",), admonitions="named", subtitled=False, lacks=_NO_ALTERNATIVES),
    "gfm": Format("gfm-yaml_metadata_block", (".md",), admonitions="named", title="heading", slugs=True),
    "commonmark": Format("commonmark", (".md",), title="heading", slugs=True),
    "mediawiki": Format("mediawiki", (".wiki",), title="heading", contents=True, captioned=False),
    "dokuwiki": Format("dokuwiki", (".dokuwiki",), title="heading"),
    "jira": Format("jira", (".jira",), title="heading", captioned=False),
    "textile": Format("textile", (".textile",), title="heading"),
    "txt": Format(
        "plain",
        (".txt",),
        pictures="none",
        title="heading",
        captioned=False,
        options=("--columns=100",),
        lacks=("pictures",),
    ),
    "man": Format("man", (".man",), pictures="none", subtitled=False, lacks=("pictures",)),
    "docbook": Format("docbook5", (".dbk",), admonitions="titled"),
    "jats": Format("jats", (".jats",)),
    "fb2": Format("fb2", (".fb2",), pictures="inside", drawings="png", subtitled=False, captioned=False),
}
# Writers whose files are archives or hold their pictures, beyond the table's.
_PACKED = frozenset({"docx", "odt", "epub", "epub2", "epub3", "pptx", "chunkedhtml"})
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:[+-][a-z_]+)*")
# What pandoc writes only lists of literature in, or through other programs.
_NO_DOCUMENTS = frozenset({"bibtex", "biblatex", "csljson", "pdf", "beamer_pdf"})
_PREFIX = "pandoc:"


def find(name: str) -> Format:
    """Return the format of a short name, or of `pandoc:WRITER`, with extensions if there are any.

    Raises EnvironmentProblem (SX010) where nothing can come of the name.
    """
    if name in FORMATS:
        return FORMATS[name]
    writer = name.removeprefix(_PREFIX)
    base = re.split("[+-]", writer)[0]
    if base in _NO_DOCUMENTS or not _NAME.fullmatch(writer):
        hint = "name a writer that `pandoc --list-output-formats` lists"
        raise EnvironmentProblem(
            Diagnostic("SX010", f"pandoc writes no documents as {writer!r}", "error", hint=hint)
        )
    for known in FORMATS.values():
        if base in (known.writer, re.split("[+-]", known.writer)[0]):
            return replace(known, writer=writer)
    inside = base in _PACKED or base.startswith(("html", "s5", "slid", "dzslides", "revealjs"))
    return Format(
        writer,
        _SUFFIXES.get(base, (f".{base}",)),
        packed=base in _PACKED,
        pictures="inside" if inside else "beside",
        drawings="png" if base in ("docx", "ipynb") else "svg",
        title="metadata",
    )


_SUFFIXES = {
    **dict.fromkeys(
        ("html", "html4", "html5", "s5", "slidy", "slideous", "dzslides", "revealjs"), (".html", ".htm")
    ),
    **dict.fromkeys(("markdown", "markdown_github", "markdown_mmd", "markdown_phpextra"), (".md",)),
    **dict.fromkeys(("markdown_strict", "commonmark_x", "markua"), (".md",)),
    **dict.fromkeys(("asciidoctor", "asciidoc_legacy"), (".adoc",)),
    **dict.fromkeys(("epub2", "epub3"), (".epub",)),
    **dict.fromkeys(("docbook4", "docbook5"), (".dbk",)),
    **dict.fromkeys(("jats_archiving", "jats_articleauthoring", "jats_publishing"), (".jats",)),
    "beamer": (".tex",),
    "chunkedhtml": (".zip",),
    "plain": (".txt",),
    "texinfo": (".texi",),
    "opendocument": (".fodt",),
}
