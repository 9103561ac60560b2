"""Mermaid, drawn by a native engine: merman, else mmdr (the same engine, for more platforms), else `mmdc`."""

from __future__ import annotations

import json
import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.graphics.diagrams import DiagramError, EngineMissingError, directions, installed, program
from specexport.graphics.diagrams.labels import uncovered, uncovered_svg
from specexport.graphics.diagrams.mermaid.theme import adopted, configuration
from specexport.graphics.diagrams.ways import Plan, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from specexport.core.context import Context
    from specexport.graphics.diagrams.measure import Ruler
    from specexport.graphics.diagrams.mermaid.reading import Reading
    from specexport.style import Style

    Drawer = Callable[[str, Style], str]

# Diagrams in which `layout: dagre` is the layout of old; mind maps it would turn into trees.
_LAYERED = regex(r"(?:flowchart|graph|stateDiagram|classDiagram|erDiagram)\b")
_CLICK = regex(r"^[ \t]*(?:click|callback|link)[ \t]+[^\n]*$", re.MULTILINE)
_OF_NODES = regex(r"(?:flowchart|graph|classDiagram)\b")
_DIRECTIVE = regex(r"%%\{(?:[^%]|%(?!%\{))*?\}%%")
_FRONT_MATTER = regex(r"\A\s*---[ \t]*\n.*?\n[ \t]*---[ \t]*\n", re.DOTALL)
_COMMENT = regex(r"^[ \t]*%%[^\n]*\n?", re.MULTILINE)
# The largest diagram: Mermaid's own `maxTextSize`, and what mmdr, which has no limits, draws in a second.
_LONGEST, _MOST_LINES = 50_000, 600
# How wide mmdr takes a line of usual text to be, in em (Arial's widths, which it comes near to).
_SAMPLE = "The quick brown fox jumps over the lazy dog 0123456789"
_ASSUMED = 25.63
_MMDC = ("mmdc", "--input", "-", "--output", "-", "--outputFormat", "svg", "--quiet")
_PREFIX = regex(r"^Diagram parse error \([\w-]+\): ")


class Mermaid:
    """Draws Mermaid's diagrams in the style's colours and type."""

    def draw(self, text: str, context: Context) -> str:
        """Return the diagram as SVG."""
        return self.plan(text, context).ways[0].draw()

    def plan(self, text: str, context: Context) -> Plan:
        """Return what the drawing shows, and the ways to it: each engine, without and with stand-ins."""
        from specexport.graphics.diagrams.mermaid.reading import Reading

        engines = [(engine, scale) for engine, scale in _engines() if engine]
        if not engines:
            raise EngineMissingError("install mmdr (pip install mmdr), or mermaid-cli")
        if len(text) > _LONGEST:
            raise DiagramError(f"its text is longer than {_LONGEST} characters, Mermaid's own limit")
        reading = Reading(kind(text), text, context)
        ways = [
            Way(partial(_draw, engine, reading, written, context), scale)
            for written in reading.spellings()
            for engine, scale in engines
        ]
        return Plan(reading.shown(), tuple(ways))

    def turned(self, text: str) -> str:
        """Return a diagram that goes in the other direction, nothing where it has none."""
        return directions.mermaid(text)

    def stamp(self, context: Context) -> str:
        """Return which engine is there, and since when."""
        found = next((found for name in ("merman", "mmdr") if (found := installed(name))), "")
        return f"{found} {json.dumps(configuration(context.style))}"

    def scale(self, ruler: Ruler) -> float:
        """Return 1 where the engine measures with the style's font, else the share by which that is wider."""
        return _measured(ruler) if _merman() else _assumed(ruler)


engine = Mermaid()


def _engines() -> Iterator[tuple[Drawer | None, Callable[[Ruler], float]]]:
    """Yield what draws, the best first, None for what is not there; a browser only where nothing else is."""
    yield _merman(), _measured
    yield _mmdr(), _assumed
    if not _merman() and not _mmdr():
        yield _mmdc(), _assumed


def _draw(engine: Drawer, reading: Reading, written: str, context: Context) -> str:
    try:
        svg = engine(written, context.style)
    except DiagramError as error:
        raise DiagramError(uncovered(error.message), reading.line(error.line), error.column) from None
    return adopted(uncovered_svg(svg), reading.kind, context.style)


def _measured(_ruler: Ruler) -> float:
    return 1.0


def _assumed(ruler: Ruler) -> float:
    return min(1.0, _ASSUMED / ruler.width(_SAMPLE))


def kind(text: str) -> str:
    """Return the word that a diagram begins with, such as `flowchart`."""
    return next(iter(_COMMENT.sub("", _DIRECTIVE.sub("", _FRONT_MATTER.sub("", text))).split()), "")


def _layout(text: str) -> dict[str, str]:
    return {"layout": "dagre"} if _LAYERED.match(kind(text)) else {}


def _native(package: str, name: str) -> ModuleType | None:
    """Import the extension module `name` of `package` without the package.

    mmdr itself would load a rasteriser as well, which takes 30 ms and prints what it leaks at the end.
    """
    from importlib.machinery import PathFinder
    from importlib.util import find_spec, module_from_spec

    home = find_spec(package)
    spec = PathFinder.find_spec(name, home.submodule_search_locations) if home else None
    if spec is None or spec.loader is None:
        return None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=1)
def _mmdr() -> Drawer | None:
    native = _native("mmdr", "_mmdr")
    if native is None:
        return None

    def render(text: str, style: Style) -> str:
        if text.count("\n") > _MOST_LINES:
            raise DiagramError(f"it has more than {_MOST_LINES} lines")
        if _OF_NODES.match(kind(text)):
            text = _CLICK.sub("", text)  # it sets the label of a linked node in the corner
        try:
            return str(native.render(_configured(text, style)))
        except ValueError as error:
            raise DiagramError(_PREFIX.sub("", str(error))) from None
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # of its Rust code, no Exception to Python
                raise
            raise DiagramError("the engine has a fault that this diagram brings out") from None

    return render


def _mmdc() -> Drawer | None:
    """Return what draws by mermaid-cli, which starts a browser for every diagram."""
    if not program.stamp(_MMDC):
        return None

    def render(text: str, style: Style) -> str:
        return program.run(_MMDC, _configured(text, style))

    return render


def _configured(text: str, style: Style) -> str:
    """Return a diagram with its configuration within it; its own directives would come after, so they go."""
    site = configuration(style) | _layout(text)
    plain = _DIRECTIVE.sub("", text)
    front = _FRONT_MATTER.match(plain)
    start = front.end() if front else 0
    return f"{plain[:start]}%%{{init: {json.dumps(site)}}}%%\n{plain[start:]}"


@lru_cache(maxsize=1)
def _merman() -> Drawer | None:
    try:
        from specexport.graphics.diagrams.mermaid.merman_engine import draw
    except ImportError:
        return None

    def render(text: str, style: Style) -> str:
        return draw(text, style, _layout(text))

    return render
