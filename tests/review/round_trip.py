"""A specification there and back: exported, edited as in Word, reviewed, applied, exported again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specexport.api import reviewing
from specexport.core.context import Source
from specexport.core.options import Options
from specexport.pipeline import environment, flow
from specexport.readers.docx import flat
from specexport.review import weave
from tests.review import word_edits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.review.found import Review

# What a reference says of a page is the layout's; it is left out when the words of its target change.
_PAGE = re.compile(r", (?:page|on page) (?=\))|(?<=\w), page ")


@dataclass
class Trip:
    """What was done, what the review found, and what differs between what Word shows and what came of it."""

    done: list[str]
    review: Review
    differences: list[tuple[list[str], list[str]]]
    before: str
    after: str


def exported(text: bytes, path: Path) -> bytes:
    """Return the Word file of a specification that lies at a path."""
    source = Source(text, str(path))
    context = environment.on_disk(source, environment.load_style("base", Options()), report=lambda _: None)
    return flow.render(flow.read(source, context, ["docx"]), "docx", context).data


def shown(data: bytes) -> list[str]:
    """Return the paragraphs that Word shows in the text after all changes are accepted."""
    out, held = [], ""
    for paragraph in flat.read(Source(data, "x.docx")).paragraphs:
        if paragraph.part or any(slot.removed for slot in paragraph.slots):
            continue
        held += weave.after(paragraph)
        if paragraph.removed is None:
            out.append(_PAGE.sub("", " ".join(held.split())))
            held = ""
    return [line for line in out if line]


def trip(
    spec: Path,
    sent: bytes,
    folder: Path,
    seed: int,
    count: int,
    through: Callable[[Path], Path] = lambda path: path,
) -> Trip:
    """Return what becomes of `count` edits of the Word file `sent` of a specification."""
    edited = word_edits.edited(sent, seed, count)
    path = folder / f"{seed}.docx"
    path.write_bytes(edited.saved())
    path = through(path)
    found = reviewing.review(path, spec)
    review = found.review
    before = spec.read_bytes().decode()
    results = found.result([one.id for one in review.changes])
    after = results[0].new if results else before
    want, got = shown(path.read_bytes()), shown(exported(after.encode(), spec))
    return Trip(edited.done, review, _different(got, want), before, after)


def _different(got: list[str], want: list[str]) -> list[tuple[list[str], list[str]]]:
    from difflib import SequenceMatcher

    codes = SequenceMatcher(None, got, want, autojunk=False).get_opcodes()
    return [(got[i:j], want[k:m]) for kind, i, j, k, m in codes if kind != "equal"]
