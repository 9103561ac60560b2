"""An EPUB in the style's look: one style sheet from the tokens, fonts, and a name made of the content."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from specexport.model import walk
from specexport.model.document import CodeBlock
from specexport.renderers.pandoc import package
from specexport.renderers.pandoc.looks import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.document import Document
    from specexport.model.style import Style

# pandoc's names of the parts that the look changes, in the folder of the publication.
_FOLDER, _SHEET, _FONTS = "EPUB/", "EPUB/styles/stylesheet1.css", "fonts/"
_MODIFIED = re.compile(r"(<meta property=\"dcterms:modified\">)[^<]*")
_NAMESPACE = uuid.UUID("6f1d3c0e-2f52-5d0c-9d0b-0f6f6d1f7a51")
_TYPES = {"woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf"}
# The classes of pandoc's highlighting (skylighting) by our kinds of tokens.
_TOKENS = {
    "keyword": "kw cf im op",
    "string": "st ch ss vs sc",
    "number": "dv fl bn cn",
    "comment": "co do an in wa cv er",
    "name": "fu bu at ex",
    "type": "dt",
}


def options(document: Document, style: Style) -> tuple[str, ...]:
    """Return what pandoc is told for an EPUB (EPUB 3.3)."""
    return (
        f"--metadata=identifier:urn:uuid:{_identifier(document)}",
        f"--metadata=toc-title:{style.words.contents}",
        f"--toc-depth={max(style.contents_depth, 1)}",
        "--split-level=1",
        *([f"--metadata=publisher:{style.company}"] if style.company else []),
    )


def _identifier(document: Document) -> uuid.UUID:
    """Return what names a document by all that it says, but the colours of code, which depend on the run."""
    blocks = walk.rewrite(document.blocks, lambda code: replace(code, tokens=()), CodeBlock)
    return uuid.uuid5(_NAMESPACE, msgspec.json.encode(replace(document, blocks=blocks)).hex())


def finished(data: bytes, style: Style, day: str) -> bytes:
    """Return the publication with the style's sheet and fonts, dated `day` (ISO 8601)."""
    faces = fonts.embeddable(style, web=True)
    items = "".join(
        f'    <item id="font-{number}" href="{_FONTS}{face.name}" media-type="{_type(face.name)}" />\n'
        for number, face in enumerate(faces, 1)
    )

    def changed(name: str, part: bytes) -> bytes:
        if name == _SHEET:
            return sheet(style, faces).encode()
        if not name.endswith(".opf"):
            return part
        dated = _MODIFIED.sub(rf"\g<1>{day}T00:00:00Z", part.decode())
        return dated.replace("  </manifest>", f"{items}  </manifest>", 1).encode()

    more = [(f"{_FOLDER}{_FONTS}{face.name}", face.data) for face in faces]
    return package.repacked(data, changed, more)


def _type(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def sheet(style: Style, faces: tuple[fonts.EmbeddedFont, ...]) -> str:
    """Return the style sheet. Sizes are relative, for readers choose how large they read."""
    return (
        "\n".join([*_faces(faces), *_text(style), *_headings(style), *_blocks(style), *_meanings(style)])
        + "\n"
    )


def _faces(faces: tuple[fonts.EmbeddedFont, ...]) -> Iterator[str]:
    for face in faces:
        slope = "italic" if face.italic else "normal"
        yield (
            f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{slope};'
            f'src:url("../fonts/{face.name}")}}'
        )


def _text(style: Style) -> Iterator[str]:
    base, colors = style.base, style.colors
    height = base.line_height / base.size
    yield f'body{{font-family:"{base.family}",sans-serif;line-height:{height:.2f};margin:0}}'
    yield "strong,th,dt{font-weight:600}"
    yield "p{margin:0 0 .6em;orphans:2;widows:2}"
    yield f"a{{color:{colors.link}}}"
    yield "ul,ol{padding-left:1.4em;margin:.3em 0 .8em}li{margin:.15em 0}"
    yield "ul.task-list{list-style:none;padding-left:.4em}"
    yield "dt{margin-top:.5em}dd{margin:0 0 .4em 1.4em}"
    bar = f"border-left:2px solid {colors.rule};color:{colors.secondary}"
    yield f"blockquote{{margin:.8em 0;padding-left:1em;{bar}}}"
    yield f"hr{{border:0;border-top:1px solid {colors.rule};margin:1.5em 0}}"
    yield "img{max-width:100%;height:auto}"
    yield f"section.titlepage p{{color:{colors.secondary};margin:.2em 0}}section.titlepage{{padding-top:18%}}"


def _headings(style: Style) -> Iterator[str]:
    for level, heading in enumerate(style.headings, 1):
        kind = heading.type
        size = kind.size / style.base.size
        yield (
            f'h{level}{{font-family:"{kind.family}",sans-serif;font-size:{size:.2f}em;'
            f"font-weight:{kind.weight};color:{kind.color}}}"
        )
    yield "h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.2em 0 .4em;page-break-after:avoid;break-after:avoid}"
    title = style.title
    yield (
        f'h1.title{{font-family:"{title.family}",sans-serif;font-size:{title.size / style.base.size:.2f}em;'
        f"color:{title.color};margin:0 0 .3em}}"
    )


def _blocks(style: Style) -> Iterator[str]:
    rules, code, inline = style.table_rules, style.code_theme, style.inline_code
    caption = f"color:{style.caption.color};font-size:{style.caption.size / style.base.size:.2f}em"
    yield "table{border-collapse:collapse;margin:.6em 0 1em;width:100%;font-size:.9em}"
    line = f"1px solid {rules.border_color}"
    yield f"td,th{{border-bottom:{line};padding:.3em .5em}}td,th{{vertical-align:top}}"
    yield "th{text-align:left}"
    ground = f"background:{rules.head_background_color};color:{rules.head_color}"
    yield f"thead th{{{ground};border-bottom-color:{rules.head_border_color}}}"
    yield f"caption,figcaption{{{caption};margin:.4em 0}}figure{{margin:1em 0;text-align:center}}"
    yield f'pre,code{{font-family:"{style.code.family}",monospace}}'
    yield f"code{{font-size:{inline.scale:.2f}em;background:{inline.background}}}"
    yield (
        f"pre{{background:{code.background};border-left:2px solid {code.bar};padding:.6em .8em;"
        "font-size:.8em;line-height:1.4;white-space:pre-wrap;overflow-wrap:anywhere}"
    )
    yield "pre.box-diagram{white-space:pre;font-size:.6em;line-height:1.15}"
    yield "pre code{background:none;font-size:1em}"
    for kind, names in _TOKENS.items():
        chosen = ",".join(f"pre code span.{name}" for name in names.split())
        yield f"{chosen}{{color:{getattr(code, kind)};font-weight:normal;font-style:normal}}"


def _meanings(style: Style) -> Iterator[str]:
    yield "div.title p{font-weight:600;margin:0 0 .2em}"
    for kind, look in style.admonitions.items():
        yield (
            f"div.{kind}{{background:{look.background};border-left:3px solid {look.color};padding:.6em .9em;"
            f"margin:.9em 0}}div.{kind}>div.title p{{color:{look.color}}}"
        )
    yield f"kbd{{border:1px solid {style.colors.rule};border-radius:3px;padding:0 .3em;font-size:.85em}}"
    yield f".placeholder{{color:{style.colors.warning};border-bottom:1px dotted}}"
    yield "div.center{text-align:center}"
