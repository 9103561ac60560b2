"""No word is lost in silence: it is drawn, or a message says that it is not, whatever stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from graphics.diagrams import made
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from specexport import style
from specexport.core import registry
from specexport.core.context import Context
from specexport.graphics.conservation import missing, words
from specexport.graphics.diagrams.draw import draw
from specexport.graphics.svg import seen
from specexport.model import document as d
from specexport.system import files

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic

# Of each of 23 kinds: a search draws more than three hundred diagrams.
EXAMPLES = 14 if settings.get_current_profile_name() == "search" else 6


@pytest.mark.parametrize("kind", list(made.KINDS))
@settings(max_examples=EXAMPLES)
@given(seed=st.integers(0, 2**32 - 1))
def test_no_word_is_lost_in_silence(kind: str, seed: int) -> None:
    reports: list[Diagnostic] = []
    context = Context(style=style.load("base"), resources=files.NoFolder(), report=reports.append)
    language, text, wanted = made.diagram(kind, seed)
    if not registry.load("diagrams", language).stamp(context):
        pytest.skip("nothing is there to draw it")
    pos = d.Pos(1, text.count("\n") + 3)
    drawing = draw(d.CodeBlock(text=text, attr=d.Attr(classes=(language,)), pos=pos), context)
    assert (drawing is None) == bool(reports)
    if drawing:
        lines = "\n".join(seen.lines(etree.fromstring(drawing.media.data)))
        assert missing(words(" ".join(wanted)), words(lines)) == (), text
