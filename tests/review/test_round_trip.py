"""What is edited in Word comes back to the Markdown: those words, and nothing else."""

from __future__ import annotations

import shutil
from difflib import SequenceMatcher
from pathlib import Path

from tests.review.round_trip import Trip, exported, trip

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"


def holds(made: Trip) -> None:
    assert not made.differences, (made.done, made.differences)
    changes = made.review.changes
    assert all(one.place and one.applies for one in changes), [one for one in changes if not one.applies]
    assert len(changes) >= len(made.done)


def test_edits_of_every_kind_come_back(tmp_path: Path) -> None:
    spec = tmp_path / "spec.md"
    shutil.copy(HERE / "spec.md", spec)
    sent = exported(spec.read_bytes(), spec)
    for seed in range(8):
        made = trip(spec, sent, tmp_path, seed, 5)
        holds(made)
        # Every line that no change is on is the same line.
        old, new = made.before.split("\n"), made.after.split("\n")
        touched = {
            line
            for one in made.review.changes
            if one.place
            for line in range(one.place.line - 2, max(one.place.line, one.place.end_line) + 2)
        }
        for kind, first, last, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind in ("replace", "delete"):
                assert touched.issuperset(range(first + 1, last + 1)), (made.done, old[first:last])


def test_edits_of_an_example_come_back(tmp_path: Path) -> None:
    spec = EXAMPLES / "gauge-firmware" / "gauge-firmware.md"
    holds(trip(spec, exported(spec.read_bytes(), spec), tmp_path, 3, 25))
