"""Edits such as people make to a specification in Markdown: a generator of its next version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

WORDS = (
    "retry",
    "within 30 s",
    "ledger",
    "**at most** once",
    "`POST /refunds`",
    "[the plan](https://example.com/p)",
    "audit",
)
SENTENCES = (
    "Every call carries an idempotency key[^new].",
    "Clients *must* wait, then try again.",
    "This is decided by the operations team on call.",
)


def chunks(text: str) -> list[str]:
    """Return what stands between empty lines, code whole."""
    parts: list[str] = []
    fence = False
    for part in text.split("\n\n"):
        if fence:
            parts[-1] += "\n\n" + part
        else:
            parts.append(part)
        fence ^= len(re.findall(r"^\s*(?:```|~~~)", part, re.MULTILINE)) % 2 == 1
    return parts


def _is_text(part: str) -> bool:
    return bool(part) and part[0].isalpha()


def _is_table(part: str) -> bool:
    return part.startswith("|") and part.count("\n") > 2


def _is_list(part: str) -> bool:
    return part.startswith("- ")


def _is_heading(part: str) -> bool:
    return part.startswith("## ") and "\n" not in part


def _is_code(part: str) -> bool:
    return part.startswith("```") and part.count("\n") > 3


def _word(random: Random, part: str) -> str:
    words = part.split(" ")
    words[random.randrange(1, len(words)) if len(words) > 1 else 0] = random.choice(WORDS)
    return " ".join(words)


def _fewer(random: Random, part: str) -> str:
    words = part.split(" ")
    at = random.randrange(1, len(words)) if len(words) > 1 else 1
    return " ".join(words[:at] + words[at + random.randrange(1, 4) :])


def _more(random: Random, part: str) -> str:
    return f"{part} {random.choice(SENTENCES)}"


def _strong(random: Random, part: str) -> str:
    found = list(re.finditer(r"(?<![\w*`\[])[a-z]{4,}(?![\w*`\]])", part))
    if not found:
        return part
    word = random.choice(found)
    return f"{part[: word.start()]}**{word[0]}**{part[word.end() :]}"


def _line_in(random: Random, part: str, first: int, last: int) -> tuple[list[str], int]:
    lines = part.split("\n")
    return lines, random.randrange(first, max(first + 1, len(lines) - last))


def _row_gone(random: Random, part: str) -> str:
    lines, at = _line_in(random, part, 2, 0)
    del lines[at]
    return "\n".join(lines)


def _row_more(random: Random, part: str) -> str:
    lines, at = _line_in(random, part, 2, 0)
    count = lines[0].strip().strip("|").count("|") + 1
    lines.insert(at, "| " + " | ".join(random.choice(WORDS) for _ in range(count)) + " |")
    return "\n".join(lines)


def _cell(random: Random, part: str) -> str:
    lines, at = _line_in(random, part, 2, 0)
    cells = lines[at].split("|")
    if len(cells) > 2:
        cells[random.randrange(1, len(cells) - 1)] = f" {random.choice(WORDS)} "
    lines[at] = "|".join(cells)
    return "\n".join(lines)


def _column(random: Random, part: str) -> str:
    marks = ("Owner", "---")
    lines = part.split("\n")
    return "\n".join(
        f"{line} {marks[at] if at < 2 else random.choice(WORDS)} |" for at, line in enumerate(lines)
    )


def _item_more(random: Random, part: str) -> str:
    lines, at = _line_in(random, part, 0, 0)
    lines.insert(at if lines[at].startswith("- ") else 0, f"- {random.choice(SENTENCES)}")
    return "\n".join(lines)


def _code_line(random: Random, part: str) -> str:
    lines, at = _line_in(random, part, 1, 1)
    lines[at : at + random.randrange(2)] = [f"changed {random.randrange(9)}"]
    return "\n".join(lines)


INSIDE: tuple[tuple[Callable[[str], bool], Callable[[Random, str], str]], ...] = (
    *((_is_text, edit) for edit in (_word, _word, _fewer, _more, _strong)),
    *((_is_table, edit) for edit in (_row_gone, _row_more, _cell, _cell, _column)),
    *((_is_list, edit) for edit in (_item_more, _word)),
    (_is_heading, _word),
    (_is_code, _code_line),
)


def edited(text: str, random: Random, count: int) -> str:
    """Return `text` after some edits: within blocks, and of blocks as wholes."""
    parts = chunks(text)
    for _ in range(count):
        kind = random.randrange(8)
        at = random.randrange(1, len(parts))
        if kind == 0:
            del parts[at]
        elif kind == 1:
            parts.insert(at, " ".join(random.sample(SENTENCES, 2)))
        elif kind == 2:
            parts.insert(random.randrange(1, len(parts)), parts.pop(at))
        else:
            fits, edit = random.choice(INSIDE)
            places = [place for place, part in enumerate(parts) if fits(part)]
            if places:
                at = random.choice(places)
                parts[at] = edit(random, parts[at])
        if len(parts) < 3:
            break
    changed = "\n\n".join(parts)
    return changed + ("\n\n[^new]: Kept for a day.\n" if "[^new]" in changed else "")
