"""Graphviz: pygraphviz, which carries it, else `dot` on the PATH; either in a process of its own."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from specexport.graphics.diagrams import DiagramError, EngineMissingError, installed, program
from specexport.style.colors import mix

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.graphics.diagrams.measure import Ruler
    from specexport.style import Style

_START = re.compile(
    r"(?:\s|//[^\n]*|/\*.*?\*/|#[^\n]*)*(?:strict\s+)?(?:di)?graph\b"
    r"\s*(?:\"(?:[^\"\\]|\\.)*\"|[\w.-]+|(?!\{)\S+)?\s*\{",
    re.DOTALL | re.IGNORECASE,
)
_PROBLEM = re.compile(r"syntax error in line (\d+)(?: near '(.*?)')?")
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
        command = self._command(context)
        if not command:
            raise EngineMissingError("install pygraphviz (pip install 'specexport[graphviz]') or Graphviz")
        try:
            return program.run(command, _dressed(text, context.style), _CLOSED)
        except program.FailedError as error:
            if problem := _PROBLEM.search(error.said):
                near = f" near {problem[2]!r}" if problem[2] else ""
                raise DiagramError(f"syntax error{near}", int(problem[1])) from None
            raise

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
        f' node [color="{colors.primary}" fillcolor="{ground}" style=filled {font}];'
        f' edge [color="{colors.secondary}" {font}]; '
    )
    return text[: start.end()] + defaults + text[start.end() :]


engine = Graphviz()
