"""A style's colours and type as Mermaid's configuration (theme `base`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from specexport.core.patterns import regex
from specexport.style.colors import contrast, legible, mix

if TYPE_CHECKING:
    from specexport.style import Style

_FONT_SIZE = 16
_SLICES = 12

# The colours that sankey diagrams take in turn: d3's scheme Tableau10.
_TABLEAU = (
    *("#4e79a7", "#f28e2c", "#e15759", "#76b7b2", "#59a14f"),
    *("#edc949", "#af7aa1", "#ff9da7", "#9c755f", "#bab0ab"),
)
_BANDS = regex(r'(<g class="nodes".*?)(<g class="links".*)(</svg>)', re.DOTALL)

# What a document may not set for itself: the look is the style's, and safety is not negotiable.
SECURE = (
    *("secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering"),
    *(
        "theme",
        "themeVariables",
        "themeCSS",
        "fontFamily",
        "altFontFamily",
        "look",
        "darkMode",
        "handDrawnSeed",
    ),
)


def configuration(style: Style) -> dict[str, Any]:
    """Return the site configuration for every kind of diagram in the look of `style`."""
    return {
        "theme": "base",
        "look": "classic",
        "fontFamily": style.base.family,
        "fontSize": _FONT_SIZE,
        "secure": list(SECURE),
        "securityLevel": "strict",
        "flowchart": {"wrappingWidth": 200},
        "sankey": {"linkColor": "source", "nodeAlignment": "justify"},
        "c4": _c4(style),
        "themeVariables": variables(style),
    }


def adopted(svg: str, kind: str, style: Style) -> str:
    """Return a drawing with the colours in it that no configuration reaches."""
    colors = style.colors
    if kind == "gantt":
        return svg.replace('stroke="currentColor"', f'stroke="{colors.rule}"')
    if kind.startswith("architecture"):
        return svg.replace("#087ebf", colors.primary)
    if kind.startswith("sankey"):
        several = hues(style)
        for index, color in enumerate(_TABLEAU):
            svg = svg.replace(color, several[index % len(several)])
        # The bands lie over the words.
        return _BANDS.sub(r"\2\1\3", svg)
    return svg


def _c4(style: Style) -> dict[str, str]:
    """Return the colours of the boxes of C4 diagrams: what is ours in the primary colour, others' in grey."""
    colors = style.colors
    within = ("system", "container", "component")
    found = {"person_bg_color": colors.primary, "person_border_color": colors.primary}
    found |= {"external_person_bg_color": colors.secondary, "external_person_border_color": colors.secondary}
    for level, name in enumerate(within):
        ground = legible(mix(colors.primary, colors.background, 0.92 - 0.1 * level), "#ffffff")
        for form in ("", "_db", "_queue"):
            found |= {f"{name}{form}_bg_color": ground, f"{name}{form}_border_color": colors.primary}
            found[f"external_{name}{form}_bg_color"] = colors.secondary
            found[f"external_{name}{form}_border_color"] = colors.secondary
    return found


def variables(style: Style) -> dict[str, Any]:
    """Return the theme variables: quiet surfaces, edges in the primary colour, every text legible."""
    colors = style.colors
    theme = style.diagrams
    surface = theme.background
    second = mix(colors.accent, colors.background, 0.12)
    third = colors.tint
    return {
        "fontFamily": style.base.family,
        "fontSize": f"{_FONT_SIZE}px",
        "background": colors.background,
        "mainBkg": surface,
        "textColor": theme.text,
        "titleColor": theme.text,
        "lineColor": theme.line,
        "arrowheadColor": theme.line,
        **_roles("primary", surface, theme.border, theme.text),
        **_roles("secondary", second, colors.accent, colors.text),
        **_roles("tertiary", third, colors.rule, colors.text),
        "nodeBorder": theme.border,
        "nodeTextColor": theme.text,
        "clusterBkg": third,
        "clusterBorder": colors.rule,
        "defaultLinkColor": theme.line,
        "edgeLabelBackground": colors.background,
        **_notes(style),
        **_sequence(style, surface),
        **_states(style, surface),
        **_gantt(style),
        **_slices(style),
        **_charts(style),
        **_other(style, surface),
    }


def _roles(role: str, ground: str, border: str, text: str) -> dict[str, str]:
    return {f"{role}Color": ground, f"{role}BorderColor": border, f"{role}TextColor": text}


def _notes(style: Style) -> dict[str, str]:
    note = style.admonitions["warning"]
    return {
        "noteBkgColor": note.background,
        "noteTextColor": style.colors.text,
        "noteBorderColor": note.color,
    }


def _sequence(style: Style, surface: str) -> dict[str, str]:
    colors = style.colors
    return {
        "actorBkg": surface,
        "actorBorder": colors.primary,
        "actorTextColor": colors.text,
        "actorLineColor": colors.rule,
        "signalColor": colors.secondary,
        "signalTextColor": colors.text,
        "labelBoxBkgColor": colors.tint,
        "labelBoxBorderColor": colors.secondary,
        "labelTextColor": colors.text,
        "loopTextColor": colors.text,
        "activationBkgColor": mix(colors.primary, colors.background, 0.2),
        "activationBorderColor": colors.primary,
        "sequenceNumberColor": colors.background,
    }


def _states(style: Style, surface: str) -> dict[str, str]:
    colors = style.colors
    return {
        "labelColor": colors.text,
        "stateBkg": surface,
        "stateLabelColor": colors.text,
        "transitionColor": colors.secondary,
        "transitionLabelColor": colors.text,
        "labelBackgroundColor": colors.background,
        "compositeBackground": colors.background,
        "compositeTitleBackground": colors.tint,
        "compositeBorder": colors.secondary,
        "altBackground": colors.tint,
        "innerEndBackground": colors.primary,
        "specialStateColor": colors.text,
        "classText": colors.text,
        "attributeBackgroundColorOdd": colors.background,
        "attributeBackgroundColorEven": colors.tint,
        "rowOdd": colors.background,
        "rowEven": colors.tint,
    }


def _gantt(style: Style) -> dict[str, str]:
    colors = style.colors
    return {
        "sectionBkgColor": colors.tint,
        "altSectionBkgColor": colors.background,
        "sectionBkgColor2": colors.tint,
        "excludeBkgColor": mix(colors.rule, colors.background, 0.35),
        "taskBorderColor": colors.primary,
        "taskBkgColor": mix(colors.primary, colors.background, 0.22),
        "taskTextColor": colors.text,
        "taskTextLightColor": colors.text,
        "taskTextDarkColor": colors.text,
        "taskTextOutsideColor": colors.text,
        "taskTextClickableColor": colors.text,
        "activeTaskBorderColor": colors.accent,
        "activeTaskBkgColor": mix(colors.accent, colors.background, 0.25),
        "gridColor": colors.rule,
        "doneTaskBkgColor": colors.rule,
        "doneTaskBorderColor": colors.secondary,
        "critBorderColor": colors.danger,
        "critBkgColor": mix(colors.danger, colors.background, 0.2),
        "todayLineColor": colors.danger,
        "vertLineColor": colors.accent,
    }


def hues(style: Style) -> list[str]:
    """Return the colours that tell things apart, in order: the roles first, then the palette."""
    colors = style.colors
    roles = [colors.primary, colors.accent, colors.warning, style.admonitions["important"].color]
    roles += [colors.success, colors.danger, colors.info]
    palette = [color for _, color in colors.palette if 3 < contrast(color, colors.background) < 12]
    return list(dict.fromkeys(roles + palette))


def _slices(style: Style) -> dict[str, str]:
    """Return the colours of slices, branches and sections: tints, so that text on them is legible."""
    colors = style.colors
    several = hues(style)
    found: dict[str, str] = {
        "pieStrokeColor": colors.background,
        "pieOuterStrokeColor": colors.rule,
        "pieOpacity": "1",
        "pieTitleTextColor": colors.text,
        "pieLegendTextColor": colors.text,
        "pieSectionTextColor": colors.text,
        "pieTitleTextSize": "20px",
        "commitLabelColor": colors.text,
        "commitLabelBackground": colors.tint,
        "tagLabelColor": colors.text,
        "tagLabelBackground": colors.background,
        "tagLabelBorder": colors.secondary,
    }
    for index in range(_SLICES):
        hue = several[index % len(several)]
        share = 0.42 if index < len(several) else 0.25
        ground = mix(hue, colors.background, share)
        text = legible(colors.text, ground)
        found |= {f"pie{index + 1}": ground, f"cScale{index}": ground, f"cScaleLabel{index}": text}
        found |= {f"cScaleInv{index}": hue, f"cScalePeer{index}": hue}
        if index < 8:
            found |= {f"git{index}": hue, f"gitInv{index}": mix(hue, colors.background, 0.35)}
            found |= {f"gitBranchLabel{index}": legible(colors.background, hue)}
            found |= {f"fillType{index}": mix(hue, colors.background, 0.18), f"actor{index}": hue}
    return found


def _charts(style: Style) -> dict[str, Any]:
    colors = style.colors
    tints = [mix(color, colors.background, 0.14) for color in hues(style)[:4]]
    names = ("Title", "XAxisText", "YAxisText", "PointText")
    return {
        **{f"quadrant{number}Fill": tint for number, tint in enumerate(tints, 1)},
        **{f"quadrant{number}TextFill": colors.text for number in range(1, 5)},
        **{f"quadrant{name}Fill": colors.text for name in names},
        "quadrantPointFill": colors.primary,
        "quadrantInternalBorderStrokeFill": colors.rule,
        "quadrantExternalBorderStrokeFill": colors.secondary,
        "xyChart": {
            "backgroundColor": colors.background,
            "titleColor": colors.text,
            **{f"{axis}Axis{part}Color": colors.text for axis in "xy" for part in ("Label", "Title")},
            **{f"{axis}Axis{part}Color": colors.secondary for axis in "xy" for part in ("Tick", "Line")},
            "plotColorPalette": ", ".join(
                [mix(colors.primary, colors.background, 0.45), colors.warning, *hues(style)[1:]]
            ),
        },
    }


def _other(style: Style, surface: str) -> dict[str, str]:
    colors = style.colors
    return {
        "personBkg": colors.primary,
        "personBorder": colors.primary,
        "archEdgeColor": colors.secondary,
        "archEdgeArrowColor": colors.secondary,
        "archGroupBorderColor": colors.rule,
        "requirementBackground": surface,
        "requirementBorderColor": colors.primary,
        "requirementTextColor": colors.text,
        "relationColor": colors.secondary,
        "relationLabelBackground": colors.background,
        "relationLabelColor": colors.text,
        "errorBkgColor": colors.tint,
        "errorTextColor": colors.text,
    }
