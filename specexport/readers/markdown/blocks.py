"""Blocks: CommonMark's, GFM's tables (0.29, 4.10), footnotes, formulas, definition lists, containers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specexport.core.patterns import regex
from specexport.readers.common import page_breaks, picture_sizes
from specexport.readers.markdown import (
    block_attributes,
    character_tables,
    drawn,
    grid_tables,
    line_blocks,
    ruled_tables,
)
from specexport.readers.markdown.containers import titled
from specexport.readers.markdown.engine import Parser, escape_url, unescape_char, unikey

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable
    from re import Match

    from specexport.readers.markdown.engine import Rule, State

FOOTNOTE_LABEL = r"\^(?P<footnote_key>[^\s\[\]\\]{1,200})"
INCLUDE = r"[ \t]*\{\{#include[ \t]+(?P<path>[^\s{}][^\n{}]*)\}\}[ \t]*"
_FOOTNOTE = r"^ {0,3}\[" + FOOTNOTE_LABEL + r"\]:[ \t]*"
_DASHES = r":?-+:?[ \t]*"
_TABLE = (
    r"^ {0,3}(?=\S)[^\n]*\n"
    r" {0,3}(?=[|:-])(?:\|[ \t]*)?" + _DASHES + r"(?:\|[ \t]*" + _DASHES + r")*(?:\|[ \t]*)?$"
)
_MATH = r"^ {0,3}\$\$(?P<formula>(?:(?!\n[ \t]*\n)[^$]|\$(?!\$))+)\$\$[ \t]*$"
_DEFINITION = r"^ {0,3}:(?:[ ]{1,3}|\t)(?=[^\s:])"
_BREAK = rf"^ {{0,3}}(?P<break>{page_breaks.LINE}|\+\+\+)[ \t]*$"
_SIZED = rf"^ {{0,3}}\[(?P<sized>(?:[^\\\[\]]|\\.)+)\]:[ \t]*{picture_sizes.address('sized_')}$"
_FENCED = r"^ {0,3}(?P<colons>:{3,})[ \t]*(?P<division>[^\s:][^\n]*?)[ \t]*:*[ \t]*$"
_INDENTED = (
    r"^(?P<lead> {0,3})(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)(?:[ \t]+[\w-]+)*"
    r'(?:[ \t]+"(?P<kind_title>[^"\n]*)")?[ \t]*$'
)

_CELL = regex(r"(?:[^|\\]+|\\.?)*")
_CONTINUATION = regex(r" {4}| {0,3}\t")
_HANGING = regex(r" {2,4}|\t")
_COLONS = regex(r" {0,3}:{3,}[ \t]*(\S?)")
_FENCE = regex(r" {0,3}(`{3,}|~{3,})")
_SOMETHING = regex(r"\S")
_NAME = regex(r"[\w-]+")
_LONGEST_TERM = 120
_ENDING_SENTENCES = ".:;,!?\uff1a\u3002"
_INTERRUPTING = (
    *("thematic_break", "fenced_code", "atx_heading", "block_quote", "list", "block_html"),
    *("footnote", "definition", "page_break", "attributes"),
)


class Blocks(Parser):
    """Reads CommonMark's blocks, those of RULES, which stand below, and those of further rules."""

    indented_rules = ("simple_table",)

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        rules = tuple(rules)
        super().__init__((*RULES, *rules))
        self._interrupting = (*_INTERRUPTING, *(name for name, *_ in rules))
        self.note_rules = [rule for rule in self.rules if rule != "footnote"]

    def parse_raw_html(self, m: Match[str], state: Any) -> int | None:
        """Read a block of HTML; a diagram in it goes on over blank lines."""
        before = len(state.tokens)
        end = super().parse_raw_html(m, state)
        if end is None or len(state.tokens) == before or state.tokens[-1]["type"] != "block_html":
            return end
        last = drawn.html_end(state, m.start(), end)
        state.tokens[-1]["raw"] += state.src[end:last]
        return last

    def indented(self, state: State, start: int, lead: str, token: dict[str, Any]) -> int | None:
        """Append `token` with the blocks that are indented from `start` on, and return where they end.

        `lead` is what stands before the line above. None where nothing is indented, or too much already is.
        """
        end, lines = start, []
        while end < state.cursor_max:
            written = state.get_line(end)
            line = written.removeprefix(lead)
            if line.strip() and not _CONTINUATION.match(line):
                break
            lines.append(_CONTINUATION.sub("", line, count=1) if line.strip() else "\n")
            end += len(written)
        text = "".join(lines)
        if not (text.strip() or token.get("title")) or state.depth() >= self.max_nested_level:
            return None
        child = state.child_state(text)
        child.line = state.line + 1
        self.parse(child, self.rules)
        state.append_token({**token, "children": child.tokens})
        return min(end, state.cursor_max)

    def interrupts(self, state: State, offset: int) -> bool:
        """Say whether a block that may interrupt a table or a lazy paragraph begins at `offset`."""
        return self.finds(self._interrupting, state, offset)


def footnote(block: Blocks, m: Match[str], state: State) -> int:
    """Read a footnote into `env["footnotes"]`: its text goes on where it is indented, or lazily."""
    text, end = continued(block, state, m.end(), _CONTINUATION)
    child = state.child_state(text)
    block.parse(child, block.note_rules)
    notes = state.env.setdefault("footnotes", {})
    key = unikey(m["footnote_key"])
    if key in notes:
        state.env.setdefault("footnotes_again", []).append((key, text, state.line))
    notes.setdefault(key, {"children": child.tokens, "line": state.line})
    return end


def math(_: Blocks, m: Match[str], state: State) -> int:
    """Read a formula that stands alone, between `$$`."""
    state.append_token({"type": "math", "raw": m["formula"].strip()})
    return min(m.end() + 1, state.cursor_max)


def page_break(_: Blocks, m: Match[str], state: State) -> int | None:
    """Read a line that ends a page; one of three plus signs does so where it stands alone, between blocks."""
    if m["break"] == "+++" and not _is_between(state.src, m.start(), m.end()):
        return None
    state.append_token({"type": "page_break"})
    return min(m.end() + 1, state.cursor_max)


def sized_reference(_: Blocks, m: Match[str], state: State) -> int | None:
    """Read the definition of a reference to a picture with a size, which is no paragraph's line."""
    if end := state.append_paragraph():
        return end
    found = picture_sizes.of_address(m, "sized_")
    url = escape_url(unescape_char(found["url"]))
    state.env["ref_links"].setdefault(unikey(m["sized"]), found | {"url": url})
    return min(m.end() + 1, state.cursor_max)


def _is_between(src: str, start: int, end: int) -> bool:
    if src[max(start - 2, 0) : start] != "\n\n" or src[end : end + 2] != "\n\n":
        return False
    return bool(_SOMETHING.search(src, 0, start) and _SOMETHING.search(src, end))


def include(_: Blocks, m: Match[str], state: State) -> int:
    """Read a line that names a file to include."""
    state.append_token({"type": "include", "path": m["path"].rstrip(), "raw": m.group().strip()})
    return min(m.end() + 1, state.cursor_max)


def table(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read a table, if its first two lines have the same number of cells."""
    head, rule = m.group().split("\n")
    aligns = [character_tables.alignment(text[0] == ":", text[-1] == ":") for _, text in _cells(rule)]
    cells = _cells(head)
    if len(cells) != len(aligns) or "|" not in m.group():
        return None
    rows, end = [], m.end() + 1
    while end < state.cursor_max:
        line = state.get_line(end)
        if not line.strip() or block.interrupts(state, end):
            break
        rows.append(_cells(line))
        end += len(line)
    state.append_token({"type": "table", "aligns": aligns, "head": cells, "rows": rows})
    return min(end, state.cursor_max)


def definition(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read a definition (`: meaning`) of the term that is the paragraph of one line before it.

    Between the two a line may be blank.
    """
    term = state.last_token()
    if not term or state.depth() >= block.max_nested_level:
        return None
    text, end = continued(block, state, m.end(), _HANGING)
    if term["type"] == "definition_list" and term["end"] == m.start():
        item = term["items"][-1]
    elif _is_term(term):
        item = _new_item(state, term)
    elif _is_loose_term(state) and not (m.group().lstrip() == ": " and block.finds(["table"], state, end)):
        # A colon and one space before a table make a caption, where a blank line is before it.
        state.tokens.pop()
        item = _new_item(state, state.tokens[-1])
    else:
        return None
    child = state.child_state(text)
    block.parse(child, block.rules)
    item["definitions"].append({"children": child.tokens, "line": state.line})
    last = state.tokens[-1]
    last["end"], last["end_line"] = end, state.line + text.rstrip().count("\n")
    return end


def container(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read a division between `::: name` and `:::`, or a diagram; without its end it is text."""
    if behind := drawn.container(m["division"], state, m.end() + 1):
        return behind
    if state.division_ends is None:
        state.division_ends = _division_ends(state.src, m.start())
    start, end = m.end() + 1, state.division_ends.get(m.start())
    if end is None and page_breaks.is_class(m["division"].strip("{}. \t")):
        state.append_token({"type": "page_break"})
        return min(start, state.cursor_max)
    if end is None or state.depth() >= block.max_nested_level:
        return None
    _division(block, state, m["division"], state.src[start:end])
    return state.find_line_end_at(end)


def _division_ends(src: str, start: int) -> dict[int, int]:
    """Return the offset at which the last line of each container begins, by that of its first line."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    fence = ""
    for line in src[start:].split("\n"):
        if found := _FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        elif not fence and (colons := _COLONS.match(line)):
            if colons[1]:
                opened.append(start)
            elif opened:
                ends[opened.pop()] = start
        start += len(line) + 1
    return ends


def admonition(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read an admonition of `!!! kind "title"` (`???` for one that opens) and the lines indented below."""
    if m.group().lstrip().startswith("?"):
        info = f"details {m['kind_title'] or titled(m['kind'])}"
    else:
        info = f"{m['kind']} {m['kind_title'] or ''}".strip()
    token = {"type": "division", "info": info, "title": m["kind_title"]}
    return block.indented(state, m.end() + 1, m["lead"], token)


def _division(block: Blocks, state: State, info: str, text: str) -> None:
    child = state.child_state(text)
    child.line = state.line + 1
    block.parse(child, block.rules)
    state.append_token({"type": "division", "info": info.strip(), "children": child.tokens})


def _is_term(token: dict[str, Any]) -> bool:
    """Say whether a block may be a term: a paragraph of one short line."""
    text = token.get("text", "")
    return token["type"] == "paragraph" and "\n" not in text.rstrip("\n") and len(text) < _LONGEST_TERM


def _is_loose_term(state: State) -> bool:
    """Say whether the tokens end with a term, which is no sentence, and a blank line, as pandoc writes."""
    if len(state.tokens) < 2 or state.tokens[-1]["type"] != "blank_line":
        return False
    term = state.tokens[-2]
    return _is_term(term) and term["text"].rstrip()[-1:] not in _ENDING_SENTENCES


def _new_item(state: State, term: dict[str, Any]) -> dict[str, Any]:
    """Turn the paragraph that ends the tokens into a term, of the list before it if that is one."""
    state.tokens.pop()
    item: dict[str, Any] = {"text": term["text"], "line": term["line"], "definitions": []}
    before = next((token for token in reversed(state.tokens) if token["type"] != "blank_line"), None)
    if before and before["type"] == "definition_list":
        while state.tokens[-1] is not before:
            state.tokens.pop()
        before["items"].append(item)
    else:
        state.append_token({"type": "definition_list", "items": [item], "line": term["line"]})
    return item


def continued(block: Blocks, state: State, start: int, indent: re.Pattern[str]) -> tuple[str, int]:
    """Return the text that begins at `start` and goes on where it is indented, or lazily, and its end."""
    end = state.find_line_end_at(start)
    lines = [state.src[start:end]]
    while end < state.cursor_max:
        line = state.get_line(end)
        if not line.strip():
            lines.append("\n")
        elif indent.match(line):
            lines.append(indent.sub("", line, count=1))
        elif lines[-1].strip() and not block.interrupts(state, end):
            lines.append(line)
        else:
            break
        end += len(line)
    return "".join(lines), end


def _cells(line: str) -> list[tuple[int, str]]:
    """Return the cells of a line: each one as it is written, and its distance from the line's end."""
    line = line.rstrip()
    found, pos = [], len(line) - len(line.lstrip())
    pos += line.startswith("|", pos)
    while pos < len(line):
        end = _CELL.match(line, pos).end()  # type: ignore[union-attr]  # it matches everywhere
        text = line[pos:end].lstrip()
        found.append((len(line) - end + len(text), text.rstrip()))
        pos = end + 1
    return found


RULES: tuple[Rule, ...] = (
    block_attributes.RULE,
    grid_tables.RULE,
    *ruled_tables.RULES,
    line_blocks.RULE,
    ("include", f"^{INCLUDE}$", include, "setex_heading"),
    ("math", _MATH, math, "setex_heading"),
    ("page_break", _BREAK, page_break, "setex_heading"),
    ("definition", _DEFINITION, definition, "setex_heading"),
    ("container", _FENCED, container, "setex_heading"),
    ("admonition", _INDENTED, admonition, "setex_heading"),
    ("sized_reference", _SIZED, sized_reference, "ref_link"),
    ("footnote", _FOOTNOTE, footnote, "ref_link"),
    ("table", _TABLE, table, "blank_line"),
)
