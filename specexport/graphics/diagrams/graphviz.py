"""Graphviz: pygraphviz, which carries it, else `dot` on the PATH; either in a process of its own."""

from __future__ import annotations

import re
import sys
from functools import partial
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.graphics.diagrams import (
    DiagramError,
    EngineMissingError,
    directions,
    dot,
    installed,
    labels,
    program,
)
from specexport.graphics.diagrams.ways import Plan, Shown, Way
from specexport.style.colors import mix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context
    from specexport.graphics.diagrams.measure import Ruler
    from specexport.style import Style

_START = regex(
    r"(?:\s|//[^\n]*|/\*.*?\*/|#[^\n]*)*(?:strict\s+)?(?:di)?graph\b"
    r"\s*(?:\"(?:[^\"\\]|\\.)*\"|[\w.-]+|(?!\{)\S+)?\s*\{",
    re.DOTALL | re.IGNORECASE,
)
_PROBLEM = regex(r"syntax error in line (\d+)(?: near '(.*?)')?")
# Graphviz opens no files that a graph names when it believes to serve the web.
_CLOSED = {"SERVER_NAME": "specexport", "GV_FILE_PATH": ""}
_DOT = ("dot", "-Tsvg")
# pygraphviz stands on a library in C: what makes that fall must not take the export along.
_SCRIPT = (
    "import sys, pygraphviz\n"
    "graph = pygraphviz.AGraph(string=sys.stdin.read())\n"
    "sys.stdout.buffer.write(graph.draw(format='svg', prog='dot'))\n"
)


class Graphviz:
    """Draws graphs in the DOT language, in the style's colours where the text sets none."""

    def draw(self, text: str, context: Context) -> str:
        """Return the graph as SVG."""
        return self.plan(text, context).ways[0].draw()

    def plan(self, text: str, context: Context) -> Plan:
        """Return what the graph shows; it is drawn as it is, then with stand-ins for the signs in labels."""
        command = self._command(context)
        if not command:
            raise EngineMissingError("install pygraphviz (pip install 'specexport[graphviz]') or Graphviz")
        found = dot.labels(text)
        shown = tuple(_shown(text, one) for one in found)
        spellings = dict.fromkeys((text, _with_stand_ins(text, found)))
        ways = (Way(partial(_draw, command, written, context), self.scale) for written in spellings)
        return Plan(shown, tuple(ways))

    def turned(self, text: str) -> str:
        """Return a graph that goes in the other direction."""
        start = _START.match(text)
        return directions.dot(text, start.end()) if start else ""

    def stamp(self, context: Context) -> str:
        """Return which Graphviz is there."""
        return installed("pygraphviz") or program.stamp(self._command(context) or _DOT)

    def scale(self, _ruler: Ruler) -> float:
        """Return 1: Graphviz asks the system for the font, and leaves room."""
        return 1.0

    def _command(self, context: Context) -> tuple[str, ...]:
        if own := context.commands.get("dot"):
            return own
        if installed("pygraphviz"):
            return (sys.executable, "-I", "-c", _SCRIPT)
        return _DOT if program.stamp(_DOT) else ()


def _draw(command: tuple[str, ...], text: str, context: Context) -> str:
    try:
        return labels.uncovered_svg(program.run(command, _dressed(text, context.style), _CLOSED))
    except program.FailedError as error:
        if problem := _PROBLEM.search(error.said):
            near = f" near {problem[2]!r}" if problem[2] else ""
            raise DiagramError(f"syntax error{near}", int(problem[1])) from None
        raise


def _shown(text: str, one: dot.Shown) -> Shown:
    lines = "\n".join(one.value.lines(one.name, one.record))
    return Shown(labels.on_the_line(lines), text.count("\n", 0, one.value.start) + 1)


def _with_stand_ins(text: str, found: Iterable[dot.Shown]) -> str:
    """Return a graph whose labels, but for names of nodes, have stand-ins for their signs."""
    values = {one.value.start: one for one in found if one.value.name != one.name}
    for start, one in sorted(values.items(), reverse=True):
        text = text[:start] + one.value.spelled(one.name, one.record) + text[one.value.end :]
    return text


def _dressed(text: str, style: Style) -> str:
    """Return a graph that begins with the style's look, which what follows may change."""
    start = _START.match(text)
    if start is None:
        return text
    colors = style.colors
    font = f'fontname="{style.base.family}" fontsize=16 fontcolor="{colors.text}"'
    ground = mix(colors.primary, colors.background, 0.09)
    defaults = (
        f' graph [bgcolor=transparent color="{colors.rule}" {font}];'
        rf' node [label="\N" color="{colors.primary}" fillcolor="{ground}" style=filled {font}];'
        f' edge [color="{colors.secondary}" {font}]; '
    )
    return text[: start.end()] + defaults + text[start.end() :]


engine = Graphviz()
