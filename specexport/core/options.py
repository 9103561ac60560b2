"""What is asked of a run: how a source is read, and what is made of it.

A new option is one field of `Options`, and its use. The command line is built from the fields, and `read`,
`convert`, `render`, `export` and `batch` take all of them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from msgspec import Struct, field

from specexport.core.limits import STANDARD, Limits

RawHtml: TypeAlias = Literal["sanitize", "escape", "drop"]
Unfilled: TypeAlias = Literal["mark", "hide", "keep"]
PdfEngine: TypeAlias = Literal["auto", "weasyprint", "typst"]
PathName: TypeAlias = str | os.PathLike[str]


READING, UNFILLED, LIMITS = "How specifications are read", "What is not filled in", "Limits"


class Flag(Struct, frozen=True):
    """How a field of `Options` is an option of the command line; the field's type says what it takes.

    `name` is by default the field's, with hyphens. `group` is the heading in help below which it stands.
    `completes` is what its values are completed from: a kind of the registry, or the names of dialects or
    limits. A value has to match `pattern`, or is told not to be `meaning`.
    """

    help: str
    group: str = "Documents"
    name: str = ""
    metavar: str | None = None
    completes: Literal["readers", "dialects", "limits", ""] = ""
    pattern: str = ""
    meaning: str = ""


class Options(Struct, frozen=True, kw_only=True):
    """What is asked of a run, beyond the targets and the style.

    Reading: `reader` names the source's format, by default told from its suffix. `dialect` names the dialect
    of Markdown (`core.dialects`) of a source whose front matter names none; by default the project says it,
    and for a source in memory there is none. `root` is the folder that
    `/` means in the source and that pictures may come from; by default they come from the source's folder
    only, and nothing is read from the disk for a source in memory. `variables` are what `{{name}}` stands for
    in the source, before the fields of its front matter. `raw_html` is `sanitize` (HTML becomes what it
    means, without what acts), `escape` (its tags are shown) or `drop`. `unfilled` says what becomes of
    placeholders: `mark`, `hide` or `keep`. `require_complete` refuses a specification in which something is
    missing or not filled in (SX070). `allow_remote` lets pictures come from public addresses of the web; by
    default the user's settings say whether, and for a source in memory it is not allowed. `passes` are the
    names of other packages' passes that the document goes through.

    Rendering: `docx_template` is a Word file of the company's, into which the text goes; by default that of
    the style. `paper` is another sheet than the style's, such as `Letter`. `fragment` makes of a page what
    stands within its body, for a page of somebody else's. `assets` is a folder relative to the page in which
    its pictures, fonts and sheet go, empty to have them inside. `attach_source` puts the source into a PDF.
    `pdf_engine` lays it out: `auto` is WeasyPrint where it can be loaded, else Typst; by default the project
    says it. `source_map` puts into a Word file what `review` goes by: the source, and the lines
    that each paragraph is from; by default the project says it, else it is there.

    `limits` are what one specification may take. Time and memory are those of the process: the command and a
    batch keep them, functions of the library do not.
    """

    reader: Annotated[
        str | None,
        Flag(
            "The format of the specification. By default its suffix tells.",
            group=READING,
            name="from",
            metavar="FORMAT",
            completes="readers",
        ),
    ] = None
    dialect: Annotated[
        str | None,
        Flag(
            "The dialect of Markdown, such as obsidian or mkdocs, where the front matter names none. By "
            "default what the project's settings or its own files say.",
            group=READING,
            metavar="NAME",
            completes="dialects",
        ),
    ] = None
    root: Annotated[
        PathName | None,
        Flag(
            "The folder that / means in a specification, and that pictures may come from.",
            group=READING,
            metavar="DIR",
        ),
    ] = None
    variables: Annotated[
        Mapping[str, str],
        Flag(
            "What {{NAME}} stands for in the specification, before what its front matter says.",
            group=READING,
            name="set",
            metavar="NAME=VALUE",
        ),
    ] = field(default_factory=dict)
    raw_html: Annotated[
        RawHtml,
        Flag(
            "What becomes of HTML in the specification: what it means without what acts (the default), "
            "its tags as text, or nothing.",
            group=READING,
        ),
    ] = "sanitize"
    unfilled: Annotated[
        Unfilled,
        Flag(
            "What becomes of placeholders: marked so that nobody misses them (the default), left out, or "
            "kept as they are written.",
            group=UNFILLED,
        ),
    ] = "mark"
    require_complete: Annotated[
        bool,
        Flag("Export nothing in which something is missing or not filled in, and name what.", group=UNFILLED),
    ] = False
    allow_remote: Annotated[
        bool | None,
        Flag(
            "Fetch pictures from public addresses of the web, over http and https. By default what your "
            "settings say, else nothing is fetched.",
            group=READING,
        ),
    ] = None
    docx_template: Annotated[
        PathName | None,
        Flag(
            "A Word file (.docx, .dotx, .dotm) of the company's, into which the text goes. "
            "By default that of the style, if it has one.",
            metavar="FILE",
        ),
    ] = None
    paper: Annotated[
        str | None,
        Flag(
            "Another sheet than the style's: A3, A4, A5, B5, Letter, Legal, Executive or Tabloid.",
            metavar="NAME",
        ),
    ] = None
    passes: Annotated[
        tuple[str, ...],
        Flag(
            "What installed packages do to the document before it is numbered, in this order.",
            group=READING,
            name="pass",
            metavar="NAME,...",
        ),
    ] = ()
    fragment: Annotated[bool, Flag("Of pages, write only what stands within the body.")] = False
    assets: Annotated[
        str,
        Flag(
            "Put pictures, fonts and style sheet of pages into this folder beside them, not into the pages.",
            metavar="FOLDER",
            # Names that are their own URLs.
            pattern=r"([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?)?",
            meaning="a folder beside the page, such as assets",
        ),
    ] = ""
    attach_source: Annotated[bool, Flag("Put the specification into the PDF.")] = False
    pdf_engine: Annotated[
        PdfEngine | None,
        Flag(
            "What lays out a PDF: weasyprint, typst, or auto: WeasyPrint where it can be loaded, else Typst. "
            "By default what the project's settings say, else auto."
        ),
    ] = None
    source_map: Annotated[
        bool | None,
        Flag(
            "Put into Word files the specification and the lines that each paragraph is from, by which "
            "`specexport review` finds them again. By default what the project's settings say, else yes."
        ),
    ] = None
    limits: Annotated[
        Limits,
        Flag(
            "What a specification may take at most, such as pixels=10m, seconds=300 or memory=1GiB; 0 is no "
            "limit. Before what [limits] in specexport.toml says.",
            group=LIMITS,
            name="limit",
            metavar="NAME=VALUE",
            completes="limits",
        ),
    ] = STANDARD


DEFAULTS = Options()
