"""Definitions with a blank line behind the term, as pandoc writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read


@pytest.mark.parametrize("after", ["", "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "\n## Next\n", "\nText.\n"])
@pytest.mark.parametrize("sign", [":   ", ":\t", ":  "])
@pytest.mark.parametrize("term", ["Pump", "`Gauge`", "A *term* of five words"])
def test_they_are_definitions(read: Read, term: str, sign: str, after: str) -> None:
    document = read(
        f"Before it.\n\n{term}\n\n{sign}Moves water.\n\n    All day.\n\nValve\n\n{sign}Opens.\n\n"
        f"{sign}Closes.\n{after}"
    )
    made = document.blocks[1]
    assert isinstance(made, d.DefinitionList)
    assert [len(item.definitions) for item in made.items] == [1, 2]
    assert walk.plain([made.items[0].definitions[0]]) == "Moves water. All day."
    assert len(document.blocks) == 3 if after else 2


@pytest.mark.parametrize(
    "text",
    [
        "The limits\n\n: Limits of it\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "We see this.\n\n: Not a meaning\n",
        "Two lines\nof text\n\n: not a meaning\n",
        "Which one?\n\n:   none\n",
    ],
)
def test_captions_and_sentences_are_none(read: Read, text: str) -> None:
    assert not any(walk.find(read(text).blocks, d.DefinitionList))
