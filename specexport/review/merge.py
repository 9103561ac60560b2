"""Three ways: what was sent, what came of it, and what the source is now, joined as git joins them."""

from __future__ import annotations

from difflib import SequenceMatcher, unified_diff
from typing import TYPE_CHECKING

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARK = 7
_LINE = regex(r"[^\n]*\n|[^\n]+")
_ANY_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def lines(text: str) -> list[str]:
    """Return the lines of a text with their ends: line feeds alone end them, as they do for git."""
    return _LINE.findall(text)


def merged(sent: str, reviewed: str, now: str, names: tuple[str, str]) -> tuple[str, int]:
    """Return the text with the changes of both sides, and in how many places these contradict each other.

    There both stand between the marks of git, called by `names`: that of the source, that of what came back.
    """
    base, mine, theirs = (lines(text) for text in (sent, now, reviewed))
    out: list[str] = []
    conflicts = 0
    for stretch in _stretches(base, mine, theirs):
        if isinstance(stretch, list):
            out += stretch
            continue
        old, one, other = stretch
        if one in (other, old):
            out += other
        elif other == old:
            out += one
        else:
            conflicts += 1
            out += [f"{'<' * _MARK} {names[0]}\n", *_ended(one), f"{'=' * _MARK}\n", *_ended(other)]
            out.append(f"{'>' * _MARK} {names[1]}\n")
    return "".join(out), conflicts


def _ended(lines: Sequence[str]) -> list[str]:
    return [line if line.endswith("\n") else f"{line}\n" for line in lines]


def _stretches(
    base: list[str], mine: list[str], theirs: list[str]
) -> Iterator[list[str] | tuple[list[str], list[str], list[str]]]:
    """Yield lines that all three have, and between them what each has, the base's first (diff3)."""
    here, there = _same(base, mine), _same(base, theirs)
    i = j = k = 0
    while True:
        at = next((n for n in range(i, len(base)) if n in here and n in there), None)
        one, other, old = len(mine), len(theirs), len(base)
        if at is not None:
            one, other, old = here[at], there[at], at
        if (i, j, k) != (old, one, other):
            yield base[i:old], mine[j:one], theirs[k:other]
        if at is None:
            return
        run = 0
        while at + run in here and here[at + run] == one + run and there.get(at + run) == other + run:
            run += 1
        yield base[at : at + run]
        i, j, k = at + run, one + run, other + run


def _same(base: list[str], other: list[str]) -> dict[int, int]:
    """Return which line of another text each line of the base is, for those that it has."""
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    blocks = matcher.get_matching_blocks()
    return {start + step: begin + step for start, begin, size in blocks for step in range(size)}


def difference(old: str, new: str, path: str) -> str:
    """Return how a text has changed, as a unified diff that `git apply` and `patch` take."""
    found = unified_diff(lines(old), lines(new), f"a/{path}", f"b/{path}")
    return "".join(
        [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found]
    )


def with_ends(now: bytes, text: str) -> bytes:
    """Return `text` as bytes with the mark and the line ends of what it changes, line by line."""
    mark = b"\xef\xbb\xbf" if now.startswith(b"\xef\xbb\xbf") else b""
    if b"\r" not in now:
        return mark + text.encode()
    old = now.removeprefix(mark).decode("utf-8", "replace")
    was = lines(old.replace("\r\n", "\n").replace("\r", "\n"))
    whole = _ANY_LINE.findall(old)
    new = lines(text)
    usual = "\r\n" if old.count("\r\n") * 2 >= len(whole) else "\n"
    kept = {place: at for at, place in _same(was, new).items()} if len(was) == len(whole) else {}
    made = [whole[kept[at]] if at in kept else line.replace("\n", usual) for at, line in enumerate(new)]
    return mark + "".join(made).encode()
