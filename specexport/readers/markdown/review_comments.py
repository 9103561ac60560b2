"""Comments of reviewers in Markdown, as `review --comments` writes them: they are comments in Word again.

    The {==pump==}{>>Ann Lee, 2026-11-30T10:00:00Z: which one?<<}{>>Bob Roe: both<<} runs.
    The pump <!-- review: Ann Lee, 2026-11-30T10:00:00Z, on "pump": which one? --> runs.
    The pump[^1] runs.

    [^1]: **Ann Lee**, 2026-11-30T10:00:00Z, on "pump": which one?

CriticMarkup needs nobody's name. A comment of HTML is one of a reviewer where it says `review:`, and a
footnote where it begins with a name and a moment; any other of HTML is private. What follows a comment at
once, or is a further paragraph of the note, answers it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import BYLINE, COMMENT, COMMENT_START
from specexport.readers.markdown.dialects.seam import InlineRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specexport.readers.markdown.dialects.seam import Spot

_MOMENT = r"\d{4}-\d{2}-\d{2}(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2})?)?"
_SIGNED = re.compile(
    rf"\s*(?P<author>[^:\n]{{1,80}}?)(?:, (?P<date>{_MOMENT}))?(?P<resolved>, resolved)?"
    r"(?:, on \"(?P<quote>[^\"\n]*)\")?:\s",
)
_HTML = re.compile(r"<!--\s*review:\s*(.*?)\s*-->\Z", re.DOTALL)
_NOTED = re.compile(
    rf", (?P<date>{_MOMENT})(?P<resolved>, resolved)?(?:, on [\"“](?P<quote>[^\"”\n]*)[\"”])?:\s"
)
_IN_TEXT = re.compile(r"\{>>|<!--\s*review:|\]:\s*\*\*[^*\n]+\*\*, \d{4}-")
_SAID = re.compile(r"\{>>(.+?)<<\}", re.DOTALL)
_ABOUT = re.compile(r"\{==((?:(?!==\}).)+)==\}(?=\{>>)", re.DOTALL)


def are_in(text: str) -> bool:
    """Say whether there may be comments of reviewers in a text."""
    return ("{>>" in text or "review:" in text or ", 20" in text) and bool(_IN_TEXT.search(text))


def _name(pos: d.Pos | None) -> str:
    return f"{pos.path}:{pos.line}:{pos.column}" if pos else ""


def _said(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    pos = spot.pos(match)
    return (_comment(match[1], pos),)


def _about(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    pos = spot.pos(match)
    start = d.Span(content=(), attr=d.Attr(classes=(COMMENT_START,)), pos=pos)
    return (start, *spot.read(match, 1))


RULES = (InlineRule("{", _ABOUT, _about), InlineRule("{", _SAID, _said))


def _comment(text: str, pos: d.Pos | None) -> d.Span:
    """Return a comment from what says who made it, and its words."""
    signed = _SIGNED.match(text)
    words = text[signed.end() :] if signed else text
    found = signed.groupdict() if signed else {}
    return _span((d.Str(text=" ".join(words.split())),), found, pos)


def _span(words: tuple[d.Inline, ...], said: dict[str, str | None], pos: d.Pos | None) -> d.Span:
    author, date = said.get("author") or "", said.get("date") or ""
    pairs = (
        ("author", " ".join(author.split()).strip("*")),
        ("date", date),
        ("comment", _name(pos)),
        ("resolved", "true" if said.get("resolved") else ""),
        ("quote", said.get("quote") or ""),
    )
    label = ", ".join(filter(None, (pairs[0][1], date.partition("T")[0])))
    byline = (d.Span(content=(d.Str(text=f"{label}: "),), attr=d.Attr(classes=(BYLINE,))),) if label else ()
    note = d.Note(content=(d.Para(content=(*byline, *words)),))
    attr = d.Attr(classes=(COMMENT,), pairs=tuple(pair for pair in pairs if pair[1]))
    return d.Span(content=(note,), attr=attr, pos=pos)


def hung(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return blocks in which comments hang on their words, and answers on what they answer."""

    def visit(node: d.Node) -> d.Node:
        content = getattr(node, "content", None)
        if not isinstance(content, tuple) or not any(map(_may_be, content)):
            return node
        return replace(node, content=tuple(_threaded(list(_found(content)))))

    return walk.rewrite(blocks, visit)


def _may_be(node: object) -> bool:
    if isinstance(node, d.RawInline):
        return _HTML.match(node.text) is not None
    return isinstance(node, d.Note) or _is(node, COMMENT)


def _is(node: object, name: str) -> bool:
    return isinstance(node, d.Span) and name in node.attr.classes


def _found(content: tuple[d.Inline, ...]) -> Iterator[d.Inline]:
    """Yield inlines in which what is a comment is one."""
    for node in content:
        if isinstance(node, d.RawInline) and (html := _HTML.match(node.text)):
            yield _comment(html[1], node.pos)
        elif isinstance(node, d.Note) and (spans := _noted(node)):
            yield from spans
        else:
            yield node


def _noted(note: d.Note) -> list[d.Span]:
    """Return the comments that a footnote is, none for an ordinary one."""
    found: list[d.Span] = []
    for at, block in enumerate(note.content):
        pos = note.pos and replace(note.pos, column=note.pos.column * 100 + at)
        if not isinstance(block, d.Para) or len(block.content) < 2:
            return []
        name, after, *rest = block.content
        if not isinstance(name, d.Strong) or not isinstance(after, d.Str):
            return []
        signed = _NOTED.match(after.text)
        if signed is None:
            return []
        words = (d.Str(text=after.text[signed.end() :]), *rest)
        found.append(_span(words, {"author": walk.plain(name.content), **signed.groupdict()}, pos))
    return found


def _threaded(nodes: list[d.Inline]) -> list[d.Inline]:
    """Return inlines in which answers name what they answer, and each comment begins where its words do."""
    out: list[d.Inline] = []
    first: d.Span | None = None
    for node in nodes:
        if not _is(node, COMMENT):
            blank = isinstance(node, (d.SoftBreak, d.Str)) and not walk.plain([node]).strip()
            first = first if blank else None
            out.append(node)
            continue
        assert isinstance(node, d.Span)
        if first is not None:
            node = _paired(node, "answers", first.attr.get("comment"))
        _begin(out, node, node.attr.get("quote"))
        first = first or node
        out.append(_without(node, "quote"))
    return [node for node in out if not (_is(node, COMMENT_START) and not _attr(node).get("comment"))]


def _attr(node: d.Inline) -> d.Attr:
    return node.attr if isinstance(node, d.Span) else d.NO_ATTR


def _paired(node: d.Span, name: str, value: str) -> d.Span:
    return replace(node, attr=replace(node.attr, pairs=(*node.attr.pairs, (name, value))))


def _without(node: d.Span, name: str) -> d.Span:
    pairs = tuple(pair for pair in node.attr.pairs if pair[0] != name)
    return replace(node, attr=replace(node.attr, pairs=pairs))


def _begin(out: list[d.Inline], comment: d.Span, quote: str) -> None:
    """Mark where the words of a comment begin: at CriticMarkup's sign, or where the quoted words do.

    The sign is that of the comment behind it, and an answer begins where what it answers does.
    """
    name, above = comment.attr.get("comment"), comment.attr.get("answers")
    start = d.Span(content=(), attr=d.Attr(classes=(COMMENT_START,), pairs=(("comment", name),)))
    for at in range(len(out) - 1, -1, -1):
        node = out[at]
        if _is(node, COMMENT_START) and _attr(node).get("comment") == above:
            out[at : at + 1] = [node, start] if above else [start]
            return
        if quote and not above and isinstance(node, d.Str) and (place := node.text.rfind(quote)) >= 0:
            halves = _halves(node, place)
            out[at : at + 1] = [half for half in (halves[0], start, halves[1]) if half is not None]
            return


def _halves(node: d.Str, at: int) -> tuple[d.Str | None, d.Str]:
    """Return a text cut in two, each with its place."""
    pos = node.pos
    exact = pos is not None and pos.line == pos.end_line and pos.end_column - pos.column + 1 == len(node.text)
    first = replace(pos, end_column=pos.column + at - 1) if pos and exact else pos
    second = replace(pos, column=pos.column + at) if pos and exact else pos
    before = d.Str(text=node.text[:at], pos=first) if at else None
    return before, d.Str(text=node.text[at:], pos=second)
