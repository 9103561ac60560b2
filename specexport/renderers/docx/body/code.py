"""Blocks of code: coloured by character styles, long lines broken at a visible mark, drawings shrunk."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from specexport import document as d
from specexport import listing
from specexport.renderers.docx import xml
from specexport.renderers.docx.body import blocks
from specexport.style.word.vocabulary import BAR_GAP, BOX_PADDING, TOKEN_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from specexport.renderers.docx.body.place import Place
    from specexport.renderers.docx.job import Job

    # The stretches of a line, each with its character style.
    _Line: TypeAlias = list[tuple[str, str]]

# The width of a character in a monospace font, as a share of its size.
_ADVANCE = 0.602
_MARK = "↪ "
_CONTINUED = ("WrapMark", _MARK)
# Blocks of up to this many lines are not divided between pages; longer ones may be.
_KEPT_TOGETHER = 15
_LEAST_SIZE, _LEGIBLE_SIZE = 4.0, 5.5
_TAB = 4
_INSETS = BAR_GAP + 2 + BOX_PADDING + 1


def source(job: Job, node: d.CodeBlock, place: Place) -> str:
    """Return a block of code, its language above it, a numbered caption above that."""
    title = node.attr.get("caption")
    head = (
        blocks.caption(job, node.attr.id, "Listing", node.number, (d.Str(text=title),), "TableCaption")
        if title
        else ""
    )
    if "box-diagram" in node.attr.classes:
        return head + _diagram(job, node, place)
    label = _language(node, place)
    return head + label + _code(job, node, place, "LabelledCode" if label else "SourceCode")


def _stand(place: Place) -> str:
    if not place.left:
        return ""
    left, right = place.left + (BAR_GAP + 2) * xml.TWIPS, (BOX_PADDING + 1) * xml.TWIPS
    return f'<w:ind w:left="{left}" w:right="{right}"/>'


def _language(node: d.CodeBlock, place: Place) -> str:
    language = node.attr.classes[0] if node.attr.classes else ""
    if not language or language in ("text", "plain", "plaintext", "txt"):
        return ""
    # Word draws one box around paragraphs with the same borders, which these are then not.
    open_ = _open(below=True) if listing.highlighted(node) else ""
    return xml.p(xml.run(language_name(language)), "SourceLanguage", open_ + _stand(place))


def _open(above: bool = False, below: bool = False) -> str:
    """Return the borders of a paragraph whose box goes on in the one above or below it."""
    edges = (("top", above), ("bottom", below))
    nil = "".join(f'<w:{edge} w:val="nil"/>' for edge, is_open in edges if is_open)
    return f"<w:pBdr>{nil}</w:pBdr>" if nil else ""


def _code(job: Job, node: d.CodeBlock, place: Place, style: str) -> str:
    width = place.room / xml.TWIPS - _INSETS
    columns = max(16, int(width / (job.style.code.size * _ADVANCE)))
    lines = list(wrapped(pieces(node), columns))
    together = "" if len(lines) > _KEPT_TOGETHER else "<w:keepLines/>"
    if bright := listing.highlighted(node):
        return _divided_code(job, node, style, _stretches(lines, bright), together, _stand(place))
    return xml.p(job.mark(node.attr.id, _runs(lines)), style, together + _stand(place))


def _divided_code(
    job: Job, node: d.CodeBlock, style: str, parts: list[tuple[bool, list[_Line]]], together: str, stand: str
) -> str:
    """Return a paragraph for each stretch of lines that stand out or do not, with nothing between them."""
    last = len(parts) - 1
    made = []
    for index, (bright, lines) in enumerate(parts):
        named = "HighlightedCode" if bright else "LabelledCode" if index else style
        kept = ("<w:keepNext/>" if together and index < last else "") + together
        borders = _open(above=index > 0 or style == "LabelledCode", below=index < last)
        before = ' w:before="160"' if bright and not index and style == "SourceCode" else ""
        after = ' w:after="0"' if index < last else ""
        space = f"<w:spacing{before}{after}/>" if before or after else ""
        content = _runs(lines) if index else job.mark(node.attr.id, _runs(lines))
        made.append(xml.p(content, named, kept + borders + space + stand))
    return "".join(made)


def _stretches(lines: list[_Line], bright: frozenset[int]) -> list[tuple[bool, list[_Line]]]:
    """Return neighbouring lines that stand out together, and those that do not."""
    numbers = accumulate(0 if line[:1] and line[0] == _CONTINUED else 1 for line in lines)
    groups = groupby(zip(numbers, lines, strict=True), lambda pair: pair[0] in bright)
    return [(marked, [line for _, line in group]) for marked, group in groups]


def _runs(lines: list[list[tuple[str, str]]]) -> str:
    out: list[str] = []
    for number, line in enumerate(lines):
        if number:
            out.append("<w:r><w:br/></w:r>")
        out.extend(xml.run(text, xml.rstyle(style) if style else "") for style, text in line)
    return "".join(out)


def pieces(node: d.CodeBlock) -> Iterator[tuple[str, str]]:
    """Yield stretches of code, each with its character style; neighbours in one style are one stretch."""
    style, held = "", ""
    for token in node.tokens or (d.Token("", node.text),):
        fresh = TOKEN_STYLES.get(token.kind, "")
        # White space looks the same in every style.
        if held and fresh != style and not token.text.isspace():
            yield style, held
            held = ""
        if not held:
            style = fresh
        held += token.text
    if held:
        yield style, held


def wrapped(stretches: Iterator[tuple[str, str]], columns: int) -> Iterator[list[tuple[str, str]]]:
    """Yield lines of at most `columns` characters; what did not fit goes on after a mark on the next line."""
    for line in _lines(stretches):
        text = "".join(part for _, part in line)
        if len(text) <= columns:
            yield line
        else:
            yield from _divided(line, _cuts(text, columns))


def _cuts(text: str, columns: int) -> Iterator[int]:
    """Yield where to divide a line: after the last space that fits, or at the edge when there is none."""
    start, room = 0, columns
    while len(text) - start > room:
        start = text.rfind(" ", start + room // 2, start + room) + 1 or start + room
        room = columns - len(_MARK)
        yield start


def _divided(line: list[tuple[str, str]], cuts: Iterator[int]) -> Iterator[list[tuple[str, str]]]:
    cut = next(cuts, None)
    held: list[tuple[str, str]] = []
    position = 0
    for style, text in line:
        begin = 0
        while cut is not None and position + len(text) > cut:
            if text[begin : cut - position]:
                held.append((style, text[begin : cut - position]))
            yield held
            held, begin = [_CONTINUED], cut - position
            cut = next(cuts, None)
        if text[begin:]:
            held.append((style, text[begin:]))
        position += len(text)
    yield held


def _lines(stretches: Iterator[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    line: list[tuple[str, str]] = []
    column = 0
    for style, text in stretches:
        for number, part in enumerate(text.split("\n")):
            if number:
                yield line
                line, column = [], 0
            shown = part.expandtabs(_TAB) if not column else part.replace("\t", " " * _TAB)
            column += len(shown)
            if shown:
                line.append((style, shown))
    yield line


def _diagram(job: Job, node: d.CodeBlock, place: Place) -> str:
    """Return a drawing made of characters: never wrapped, its type as small as it must be to fit."""
    lines = [line.expandtabs(_TAB) for line in node.text.split("\n")]
    size = max(_LEAST_SIZE, _fitting(lines, place.room / xml.TWIPS))
    props, spacing = "", ""
    if size < job.style.code.size:
        half = round(size * 2)
        props = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        spacing = f'<w:spacing w:line="{round(size * 1.17 * xml.TWIPS)}" w:lineRule="exact"/>'
    runs = "<w:r><w:br/></w:r>".join(xml.run(line, props) for line in lines)
    return xml.p(job.mark(node.attr.id, runs), "BoxDiagram", spacing + _stand(place))


def _fitting(lines: list[str], room: float) -> float:
    """Return the size of type, in half points, at which the longest line fits into `room` points."""
    return int((room - _INSETS) / (max(1, *map(len, lines)) * _ADVANCE) * 2) / 2


def too_wide(job: Job, node: d.CodeBlock, room: float) -> bool:
    """Return whether a drawing made of characters is too small to read when it fits into `room` points."""
    if "box-diagram" not in node.attr.classes:
        return False
    lines = [line.expandtabs(_TAB) for line in node.text.split("\n")]
    return _fitting(lines, room) < min(_LEGIBLE_SIZE, job.style.code.size)


_NAMES = {
    "bash": "Shell",
    "c": "C",
    "console": "Console",
    "cpp": "C++",
    "c++": "C++",
    "cs": "C#",
    "csharp": "C#",
    "go": "Go",
    "graphql": "GraphQL",
    "js": "JavaScript",
    "javascript": "JavaScript",
    "jsonc": "JSON",
    "md": "Markdown",
    "objc": "Objective-C",
    "powershell": "PowerShell",
    "proto": "Protocol Buffers",
    "protobuf": "Protocol Buffers",
    "ps1": "PowerShell",
    "py": "Python",
    "rb": "Ruby",
    "rs": "Rust",
    "sh": "Shell",
    "shell": "Shell",
    "ts": "TypeScript",
    "typescript": "TypeScript",
    "yml": "YAML",
    "zsh": "Shell",
}


def language_name(language: str) -> str:
    """Return the name of a language as people write it: `cpp` is C++, `sql` is SQL, `kotlin` is Kotlin."""
    known = _NAMES.get(language.lower())
    if known:
        return known
    short = len(language) <= 4 and language.lower() not in (
        "java",
        "rust",
        "ruby",
        "perl",
        "dart",
        "lisp",
        "text",
    )
    return language.upper() if short else language[:1].upper() + language[1:]
