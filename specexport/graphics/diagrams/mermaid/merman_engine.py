"""The merman engine, which measures text with the style's own font files and tells where an error is."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import merman

from specexport.graphics.diagrams import DiagramError
from specexport.graphics.diagrams.labels import uncovered
from specexport.graphics.diagrams.measure import Ruler, ruler
from specexport.graphics.diagrams.mermaid.theme import configuration

if TYPE_CHECKING:
    from specexport.style import Style

_FAULTS = (merman.merman_uniffi.InternalError,)
_Kind = merman.MermanTextMeasurementResultKind
_LENGTHS = frozenset(
    {
        *(
            "COMPUTED_LENGTH",
            "SIMPLE_BBOX_WIDTH",
            "RAW_BBOX_WIDTH",
            "TSPAN_BBOX_WIDTH",
            "WRAP_PROBE_BBOX_WIDTH",
        ),
        *("BOUNDING_CLIENT_RECT_WIDTH", "CANVAS_MEASURE_TEXT_WIDTH"),
    }
)
_EXTENTS = frozenset({"BBOX_X", "BBOX_X_WITH_ASCII_OVERHANG", "TITLE_BBOX_X"})
_WHOLE = frozenset({"MEASURE", "MERMAID_CALCULATE_TEXT_DIMENSIONS"})


def draw(text: str, style: Style, own: dict[str, str]) -> str:
    """Return the diagram as SVG, with `own` in its configuration. Raises DiagramError."""
    return _engine(json.dumps(configuration(style)), ruler(style)).draw(text, own)


@lru_cache(maxsize=8)
def _engine(site: str, ruler: Ruler) -> Merman:
    return Merman(json.loads(site), ruler)


class Merman:
    """One engine for all diagrams of a style: its site configuration and what measures text."""

    def __init__(self, site: dict[str, Any], ruler: Ruler) -> None:
        self._measurer = _Measurer(ruler)
        options = {
            "version": 2,
            "svg": {"pipeline": "resvg-safe"},
            "resources": {"profile": "constrained"},
            "site_config": site,
        }
        services = merman.MermanEngineServices().with_text_measurer(self._measurer)
        self._engine = merman.MermanEngine(json.dumps(options), services)

    def draw(self, text: str, own: dict[str, str]) -> str:
        """Return the diagram as SVG, with `own` in its configuration. Raises DiagramError."""
        options: dict[str, Any] = {"svg": {"diagram_id": "m"}}
        if own:
            options["site_config"] = own
        try:
            return str(self._engine.render_svg(text, json.dumps(options)))
        except merman.MermanError as error:
            raise self._told(text, error) from None
        except _FAULTS as error:
            raise DiagramError(f"the engine has a fault that this diagram brings out ({error})") from None

    def _told(self, text: str, error: Any) -> DiagramError:
        message = str(getattr(error, "message", error))
        try:
            found = json.loads(self._engine.analyze_json(text, None))["diagnostics"]
        except merman.MermanError:
            found = []
        worst = next((item for item in found if item.get("severity") == "error"), None)
        if worst is None:
            return DiagramError(message)
        span = worst.get("span") or {}
        return DiagramError(str(worst["message"]), int(span.get("line") or 0), int(span.get("column") or 0))


class _Measurer(merman.MermanTextMeasurer):  # type: ignore[misc] # generated without types
    """Answers merman's questions about text from font files; those it leaves open merman answers itself."""

    def __init__(self, ruler: Ruler) -> None:
        self._ruler = ruler

    def measure(self, request: Any) -> Any:
        """Return the measure that `request.operation` asks for, in CSS pixels, or None."""
        name = request.operation.name.replace("B_BOX", "BBOX")
        lines = request.text.split("\n")
        if name in _LENGTHS:
            return _result(_Kind.LENGTH, length=self._widest(lines, request))
        if name in _EXTENTS:
            half = self._widest(lines, request) / 2
            return _result(_Kind.HORIZONTAL_EXTENTS, bbox_left=half, bbox_right=half)
        height = request.line_height or request.font_size * 1.2
        if name in _WHOLE and request.max_width is None:
            width = self._widest(lines, request)
            return _result(_Kind.METRICS, width=width, height=height * len(lines), line_count=len(lines))
        if name in ("WRAPPED", "WRAPPED_WITH_RAW_WIDTH") and request.wrap_mode.name == "HTML_LIKE":
            return self._wrapped(name, lines, height, request)
        return None

    def _wrapped(self, name: str, lines: list[str], height: float, request: Any) -> Any:
        broken = [part for line in lines for part in self._broken(line, request)]
        size = {
            "width": self._widest(broken, request),
            "height": height * len(broken),
            "line_count": len(broken),
        }
        if name == "WRAPPED":
            return _result(_Kind.METRICS, **size)
        return _result(_Kind.WRAPPED_WITH_RAW_WIDTH, raw_width=self._widest(lines, request), **size)

    def _broken(self, line: str, request: Any) -> list[str]:
        out = [""]
        for word in line.split():
            longer = f"{out[-1]} {word}".strip()
            if out[-1] and request.max_width and self._width(longer, request) > request.max_width:
                out.append(word)
            else:
                out[-1] = longer
        return out

    def _widest(self, lines: list[str], request: Any) -> float:
        return max((self._width(line, request) for line in lines), default=0.0)

    def _width(self, line: str, request: Any) -> float:
        weight = _weight(request.font_weight or "")
        em = self._ruler.width(uncovered(line), weight, request.font_style in ("italic", "oblique"))
        return float(em * request.font_size + max(len(line) - 1, 0) * request.letter_spacing)


def _weight(value: str) -> int:
    if value.isdigit():
        return int(value)
    return 700 if value.lower() in ("bold", "bolder") else 400


def _result(kind: Any, **values: float) -> Any:
    blank = {"width": 0.0, "height": 0.0, "length": 0.0, "line_count": 0}
    unset = {"bbox_left": None, "bbox_right": None, "raw_width": None}
    return merman.MermanTextMeasureResult(result_kind=kind, **{**blank, **unset, **values})
