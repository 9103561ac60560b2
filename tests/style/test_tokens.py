"""Every token acts in every format, or the table in the documentation says that it does not.

A token acts in a format when giving it another value changes what comes out. Custom properties that no rule
uses do not count. Run with `--accept` to write the table anew.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import pytest
from msgspec.structs import fields, replace

from specexport import style
from specexport.core.context import Context, Source
from specexport.model.style import FontFace, RunningLine, Sensitivity, Signing, Style
from specexport.pipeline import flow
from specexport.renderers.common import signature_fields
from specexport.renderers.html import css, page
from specexport.renderers.html.medium import Medium
from specexport.renderers.html.shell import Shell
from specexport.renderers.pdf import short
from specexport.renderers.pdf.typst import compiler
from specexport.renderers.pdf.typst.writer import Layout
from specexport.renderers.pdf.weasyprint import margins
from specexport.style.tools.specimen import Swatches, specimen

from . import templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specexport.model.document import Document

Key: TypeAlias = tuple[str | int, ...]

TABLE = Path(__file__).parents[2] / "docs" / "tokens.md"
FORMATS = ("html", "pdf", "docx")

# Tokens that decide what a document says or draws, not only how it looks.
READING = (
    *("numbering", "numbering_depth", "contents_depth", "line_numbers", "revisions", "approvals", "signing"),
    *("diagrams", "meanings"),
)
DIAGRAM = b"\n```mermaid\nflowchart LR\n  A[One] --> B[Two]\n```\n"

# Another value of tokens that have but a few.
CHOICES = {
    **{"align": "right", "caption_align": "right", "theme": "dark", "method": "privileged"},
    **{"tenant": "99999999-1111-2222-3333-444444444444", "internal": "88888888-1111-2222-3333-444444444444"},
}

# What a token is for when it is not for the look of a document.
SILENT = {
    ("name",): "what messages and the specimen call the style",
    ("folders",): "where its files come from",
    ("own_words",): "kept for documents in other languages",
    ("page", "size"): "the name of the sheet; its width and height act",
}

TENANT = "00000000-1111-2222-3333-444444444444"

INFO = "for a style's own sheet, as `--state-info`; in the file, notes and what else names `info` follow it"

# Tokens that a format has no use for, and why.
REASONS = {
    ("fonts", "path", "html"): "the page embeds the web font",
    ("fonts", "web", "pdf"): "print takes the full font",
    ("fonts", "web", "docx"): "Word takes the full font",
    ("header", "html"): "running headers and footers are for paper",
    ("footer", "html"): "running headers and footers are for paper",
    ("cover", "show", "html"): "the page on the screen has no cover",
    ("cover", "min_pages", "html"): "the page on the screen has no cover",
    ("css", "docx"): "Word knows no style sheets",
    ("colors", "info", "html"): INFO,
    ("colors", "info", "pdf"): INFO,
    ("colors", "palette", "html"): "for a style's own sheet, as `--palette-…`",
    ("colors", "palette", "pdf"): "for a style's own sheet, as `--palette-…`",
    ("page", "duplex", "html"): "the screen has one side",
    ("verso", "html"): "running headers and footers are for paper",
    ("docx", "html"): "for Word alone",
    ("docx", "pdf"): "for Word alone",
    ("html", "pdf"): "for the screen alone",
    ("html", "docx"): "for the screen alone",
    ("dark", "pdf"): "paper is light",
    ("dark", "docx"): "Word makes its own dark view",
    ("headings", "new_page", "html"): "the screen has no pages",
    ("page_references", "html"): "the screen has no pages",
    ("signing", "html"): "nobody signs on a page",
    ("cover", "template", "docx"): "Word has its own cover, and a message says so",
}


def tokens() -> list[Key]:
    """The key of every token: a field, or a part of one that has fields itself."""
    return [key for key in leaves(look()) if key not in SILENT]


def leaves(value: Any, key: Key = ()) -> Iterator[Key]:
    """Yield the keys of all single values in nested structs, and one of each kind out of sequences."""
    if key == ("verso",):
        yield from ((*key, 0, "left"), (*key, 1, "right"))
    elif isinstance(value, FontFace):
        yield from ((*key, "path"), (*key, "web"))
    elif isinstance(value, msgspec.Struct):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), (*key, field.name))
    elif isinstance(value, dict):
        for name in value:
            yield from leaves(value[name], (*key, name))
    elif key == ("headings",):
        for level in range(len(value)):
            yield from leaves(value[level], (*key, level))
    elif key == ("fonts",):
        yield from leaves(value[0], (*key, 0))
    elif key[0] != "words" or key[1] in ("contents", "figure"):
        yield key


def other(value: Any, key: Key) -> Any:
    """Return a value unlike the one that is there, which nothing else has."""
    match value:
        case bool():
            return not value
        case str() if re.fullmatch("#[0-9a-f]{6}", value):
            return "#0d1e2f"
        case str() if key[-1] in CHOICES:
            return CHOICES[str(key[-1])]
        case str():
            return "{section} zq" if key[0] in ("header", "footer", "verso") else "Zq"
        case int():
            heavy = 400 if value >= 600 else 700
            return {"weight": heavy, "min_pages": 99}.get(str(key[-1]), value + 1 if value < 6 else value - 1)
        case float():
            return value + 3.5
        case _:
            return special(value, key)


def special(value: Any, key: Key) -> Any:
    base = style.available()["base"] / "fonts"
    match key[-1]:
        case "path":
            return base / "DejaVuSansMono-Bold.ttf"
        case "web":
            return base / "DejaVuSansMono.woff2"
        case "logo":
            return Path(__file__).parent / "sheet" / "logo.svg"
        case "statuses":
            return ()
        case "styles":
            return (("Body Text", "Zq Body"),)
        case "accents":
            return ("#0d1e2f",) * 6
        case "dark":
            return (("text", "#fefdfc"),)
        case "template":
            return word_template() if key[0] == "docx" else Path(__file__).parent / "sheet" / "cover.html"
        case "css":
            return (*value, Path(__file__).parent / "sheet" / "style.css")
        case "fields":
            return ("updated", "status")
        case "palette":
            return (("zq", "#0d1e2f"), *value[1:])
    raise AssertionError(key)


@cache
def word_template() -> Path:
    path = Path(mkdtemp(prefix="specexport-")) / "works.dotx"
    path.write_bytes(templates.works())
    return path


def changed(value: Any, key: Key, whole: Key = ()) -> Any:
    """Return `value` with another one at `key`."""
    if not key:
        return other(value, whole)
    part, rest = key[0], key[1:]
    here = (*whole, part)
    if isinstance(value, msgspec.Struct):
        return replace(value, **{str(part): changed(getattr(value, str(part)), rest, here)})
    if isinstance(value, dict):
        return {**value, part: changed(value[part], rest, here)}
    index = int(part)
    return (*value[:index], changed(value[index], rest, here), *value[index + 1 :])


@cache
def look() -> Style:
    found = style.load("base")
    return replace(
        found,
        company="Acme",
        classification="Internal",
        logo=style.available()["corporate"] / "logo.svg",
        status_colors={"in review": found.status_colors["in review"]},
        classification_colors={"internal": found.classification_colors["internal"]},
        banner=True,
        approvals=True,
        inline_code=replace(found.inline_code, color="#333333"),
        table_rules=replace(found.table_rules, stripe_background_color="#eeeeee"),
        sensitivity=Sensitivity(TENANT, {"internal": TENANT}),
        signing=Signing("/sig{number}/"),
        verso=(RunningLine("{title}"), RunningLine(right="{page}")),
        watermark=replace(found.watermark, statuses=("in review", "draft")),
        header=replace(found.header, center="{kind}"),
        footer=replace(found.footer, center="{version}"),
        cover=replace(found.cover, min_pages=0),
    )


def context(changed_look: Style) -> Context:
    return Context(style=changed_look, resources=Swatches(look()), source=Source(b"", "specimen.md"))


@cache
def document(key: tuple[object, ...]) -> Document:
    """The specimen, with a diagram, read in a look that differs in what reading depends on."""
    at = replace(look(), **dict(zip(READING, key, strict=True)))
    made = specimen(look())
    text = made.data.replace(b"# Specimen", b"# Technical Specification", 1) + DIAGRAM
    return flow.read(Source(text, made.name), context(at))


def read(changed_look: Style) -> Document:
    return document(tuple(getattr(changed_look, name) for name in READING))


def html(changed_look: Style) -> object:
    made = flow.render(read(changed_look), "html", context(changed_look)).data.decode()
    return used(made)


def pdf(changed_look: Style) -> object:
    read_, about = read(changed_look), context(changed_look)
    rules = css.paged(changed_look, lambda face: str(face.path)) + margins.rules(
        read_.meta, about, lambda *_: "logo"
    )
    layout = "cover" if changed_look.cover.show else "block"
    shell = Shell(rules, logo=str(changed_look.logo), layout=layout)
    medium = Medium(lambda url, _: url, text_width=changed_look.page.text_width, signature_fields=True)
    drawn = [media.data for media in read_.media.values()], signature_fields.fields(read_)
    return used(page.compose(read_, about, medium, shell)), changed_look.cover.min_pages, drawn


def docx(changed_look: Style) -> object:
    made = flow.render(read(changed_look), "docx", context(changed_look)).data
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return {name: package.read(name) for name in package.namelist()}


def used(text: str) -> str:
    """Return a page without the custom properties that no rule uses."""
    while True:
        asked = set(re.findall(r"var\((--[\w-]+)", text))
        idle = {name for name in re.findall(r"(--[\w-]+):", text) if name not in asked}
        kept = re.sub(rf"(?:{'|'.join(idle)}):[^;{{}}]*;?", "", text) if idle else text
        if kept == text:
            return text
        text = kept


class NoWorker:
    """Stands for the compiler: the style's fonts are all there are."""

    def fonts(self, *_: object) -> compiler.Fonts:
        known = {face.family for face in look().fonts} | {"Zq"}
        return compiler.Fonts(frozenset(known), ())


def typst(changed_look: Style) -> object:
    read_, about = read(changed_look), context(changed_look)
    layout = Layout(read_, about, NoWorker())  # type: ignore[arg-type]  # stands for one
    kind = short.first_try(changed_look)
    return layout.files(kind), layout.fonts, (layout.label, layout.signed), changed_look.cover.min_pages


RENDER: dict[str, Callable[[Style], object]] = {"html": html, "pdf": pdf, "docx": docx, "typst": typst}


@cache
def plain(target: str) -> object:
    return RENDER[target](look())


def acts(key: Key, target: str) -> bool:
    return RENDER[target](changed(look(), key)) != plain(target)


@pytest.fixture(scope="module")
def matrix() -> dict[Key, tuple[bool, ...]]:
    return {key: tuple(acts(key, target) for target in FORMATS) for key in tokens()}


def test_the_table_of_the_documentation_is_what_the_formats_do(
    matrix: dict[Key, tuple[bool, ...]], accept: bool
) -> None:
    made = table(matrix)
    if accept:
        TABLE.write_text(made, "utf-8")
    assert TABLE.read_text("utf-8") == made, "run with --accept and look at the difference"


def test_what_acts_in_a_pdf_acts_whichever_engine_lays_it_out(matrix: dict[Key, tuple[bool, ...]]) -> None:
    acting = [key for key, marks in matrix.items() if marks[FORMATS.index("pdf")]]
    idle = {names(key) for key in acting if not acts(key, "typst")}
    assert idle == {("css",), ("cover", "template")}, "that is told: SX776"


def test_the_template_of_typst_uses_all_that_it_is_given() -> None:
    made, *_ = typst(look())  # type: ignore[misc]  # what typst() returns
    template = b"".join(data for name, data in made.items() if name.endswith(".typ")).decode()
    given = {name for value in leaves_of(json.loads(made["tokens.json"])) for name in value}
    assert {name for name in given if not re.search(rf"\.{name}\b", template)} == set()


def leaves_of(value: Any) -> Iterator[tuple[str, ...]]:
    """Yield the names of a dictionary of the template, but for what is named by values: colours, faces."""
    for name, inner in value.items() if isinstance(value, dict) else ():
        yield (name,)
        if name not in ("colors", "faces", "signs", "header", "footer", "verso-header", "verso-footer"):
            yield from leaves_of(inner)
    for inner in value if isinstance(value, list) else ():
        yield from leaves_of(inner)


def test_the_instrument_sees_a_property_that_nothing_uses() -> None:
    assert used(":root { --a: 1; --b: 2 } p { color: var(--a) }") == ":root { --a: 1; } p { color: var(--a) }"


def names(key: Key) -> tuple[str, ...]:
    return tuple(part for part in key if isinstance(part, str))


def reason(key: Key, target: str) -> str:
    words = names(key)
    return next(
        (
            REASONS[(*words[:length], target)]
            for length in range(1, len(words) + 1)
            if (*words[:length], target) in REASONS
        ),
        "",
    )


def table(matrix: dict[Key, tuple[bool, ...]]) -> str:
    """Return the page of the documentation. Headings and admonitions that agree share a row."""
    rows: dict[str, dict[tuple[bool, ...], list[Key]]] = {}
    for key, marks in matrix.items():
        rows.setdefault(".".join(map(str, general(key))), {}).setdefault(marks, []).append(key)
    lines = [INTRODUCTION, "| Token | HTML | PDF | Word |", "|:--|:--|:--|:--|"]
    for name, groups in rows.items():
        for marks, keys in groups.items():
            shown = name if len(groups) == 1 else ", ".join(".".join(map(str, key)) for key in keys)
            cells = (mark_of(keys[0], target, mark) for target, mark in zip(FORMATS, marks, strict=True))
            lines.append(f"| `{shown}` | {' | '.join(cells)} |")
    lines += ["", "Not for the look of a document:", ""]
    lines += [f"- `{'.'.join(key)}`: {why}" for key, why in SILENT.items()]
    return "\n".join(lines) + "\n"


def mark_of(key: Key, target: str, acts_: bool) -> str:
    return "yes" if acts_ else reason(key, target) or "no"


def general(key: Key) -> Key:
    if key[0] in ("headings", "admonitions"):
        return (key[0], "*", *key[2:])
    return (key[0], "*", *key[2:]) if key[0] == "fonts" else key


INTRODUCTION = """# Tokens and formats

Every value of a style, and whether it acts in each format. Made by
`pytest tests/style/test_tokens.py --accept`, which gives each token another value and looks whether what
comes out changes.
"""
