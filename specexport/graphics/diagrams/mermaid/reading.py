"""A diagram read for an engine: what its labels show, and spellings of it that engines do not misread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.graphics.diagrams import labels, markup
from specexport.graphics.diagrams.mermaid import kinds, structure
from specexport.graphics.diagrams.ways import Shown

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.graphics.diagrams.labels import Label


_DATA = regex(r"@\{[^}]*\}")
# The shapes of flowcharts that show no text, by all their names.
_TEXTLESS = regex(
    r"(\bshape\s*:\s*[\"']?)(?:hourglass|collate|bolt|com-link|lightning-bolt|fork|join|f-circ|filled-circle"
    r"|junction|sm-circ|small-circle|start|fr-circ|framed-circle|stop|cross-circ|crossed-circle|summary)\b"
)


class Reading:
    """The text of a diagram of one `kind`, and its labels."""

    def __init__(self, kind: str, text: str, context: Context) -> None:
        self.kind = kind
        self._tidied = structure.tidied(kind, text)
        self._text = self._tidied.text
        self._labels = list(kinds.found(kind, self._text))
        self._formulas = self._made(context)

    def line(self, number: int) -> int:
        """Return the author's line for one of the spellings."""
        return self._tidied.line(number)

    def shown(self) -> tuple[Shown, ...]:
        """Return what a drawing shows."""
        return tuple(
            Shown(
                labels.on_the_line("\n".join(self._lines(label))),
                self.line(self._text.count("\n", 0, label.start) + 1),
            )
            for label in labels.shown(self._labels, self._text)
        )

    def spellings(self) -> tuple[str, ...]:
        """Return texts of the diagram, without and with stand-ins for every sign in labels."""
        unusual = labels.rewritten(self._text, self._labels, self._if_unusual)
        strict = labels.rewritten(self._text, self._labels, self._strictly)
        return tuple(dict.fromkeys((unusual, strict, _with_room(strict))))

    def _lines(self, label: Label) -> list[str]:
        written = self._text[label.start : label.end]
        if label.name:
            return markup.lines(written.replace("*", ""))
        return markup.lines(written, lambda tex: self._formulas.get(tex, tex))

    def _if_unusual(self, label: Label, written: str) -> str:
        if markup.is_usual(written, label.breaks) or not self._lines(label):
            return written
        return self._spelled(label, all_signs=False)

    def _strictly(self, label: Label, _written: str) -> str:
        return self._spelled(label, all_signs=True)

    def _spelled(self, label: Label, *, all_signs: bool) -> str:
        lines = [labels.covered(line, all_signs=all_signs) for line in self._lines(label)]
        return ("<br/>" if label.breaks else " ").join(lines)

    def _made(self, context: Context) -> dict[str, str]:
        """Return the formulas in labels as text."""
        given = [
            tex
            for label in self._labels
            if not label.name
            for tex in markup.formulas(self._text[label.start : label.end])
        ]
        if not given:
            return {}
        from specexport.graphics.formulas import linear

        return linear.texts(given, context)


def _with_room(text: str) -> str:
    """Return a flowchart in which what has a label has a shape that shows it."""
    return _DATA.sub(lambda data: _TEXTLESS.sub(r"\1rect", data[0]) if "label" in data[0] else data[0], text)
