"""A presentation in the style's look: theme, master and the letters of tables and code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from specexport.renderers.pandoc import package

if TYPE_CHECKING:
    from specexport.style.tokens import Style

# Hundredths of a point, as DrawingML has sizes (ECMA-376 part 1, 20.1.10.72).
_TITLE, _BODY, _SMALL, _CODE, _DRAWN = 2200, (1400, 1300, 1200, 1100, 1100), 1000, 950, 650
_COLOR = re.compile(r"<a:(dk1|lt1|dk2|lt2|accent[1-6]|hlink|folHlink)>.*?</a:\1>", re.DOTALL)
_FONT = re.compile(r"(<a:(major|minor)Font>\s*<a:latin typeface=)\"[^\"]*\"")
_TABLE = re.compile(r"<a:tbl>.*?</a:tbl>", re.DOTALL)
_RUN = re.compile(r"<a:rPr(?P<given>[^>]*?)(?P<end>/?)>")
_MONO = re.compile(r"(<a:latin typeface=)\"Courier\"")
_CODE_RUN = re.compile(r"<a:rPr(?P<given>[^>/]*)>(?=(?:(?!</a:rPr>).)*typeface=\"Courier\")", re.DOTALL)
_DRAWING = re.compile("[\u2500-\u257f]")
_CREATED = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*")


def finished(data: bytes, style: Style, day: str) -> bytes:
    """Return the presentation that pandoc wrote in the look of `style`, made on `day` (ISO 8601)."""

    def changed(name: str, part: bytes) -> bytes:
        if name.startswith("ppt/theme/"):
            return _theme(part.decode(), style).encode()
        if name.startswith("ppt/slideMasters/slideMaster"):
            return _master(part.decode()).encode()
        if name.startswith("ppt/slides/slide"):
            return _slide(part.decode(), style).encode()
        if name == "docProps/core.xml":
            return _CREATED.sub(rf"\g<1>{day}T00:00:00Z", part.decode()).encode()
        return part

    return package.repacked(data, changed)


def _theme(xml: str, style: Style) -> str:
    """Return the theme (20.1.6.9) with the style's colours and fonts."""
    colors = _colors(style)

    def color(match: re.Match[str]) -> str:
        return f'<a:{match[1]}><a:srgbClr val="{colors[match[1]].lstrip("#").upper()}"/></a:{match[1]}>'

    def font(match: re.Match[str]) -> str:
        family = style.headings[0].type.family if match[2] == "major" else style.base.family
        return match[1] + quoteattr(family)

    return _FONT.sub(font, _COLOR.sub(color, xml))


def _colors(style: Style) -> dict[str, str]:
    colors = style.colors
    own = (colors.primary, colors.accent, colors.success, colors.info, colors.warning, colors.danger)
    return {
        "dk1": colors.text,
        "lt1": colors.background,
        "dk2": style.headings[0].type.color,
        "lt2": colors.tint,
        "hlink": colors.link,
        "folHlink": colors.secondary,
        **{f"accent{number}": value for number, value in enumerate(style.docx.accents or own, 1)},
    }


def _master(xml: str) -> str:
    """Return the master slide (19.3.1.42): titles at the left in the headings' colour, letters as in text."""
    head, title, rest = _between(xml, "<p:titleStyle>", "</p:titleStyle>")
    title = title.replace('algn="ctr"', 'algn="l"').replace('val="tx1"', 'val="tx2"')
    title = re.sub(r'(<a:defRPr[^>]*?)sz="\d+"', rf'\g<1>b="1" sz="{_TITLE}"', title)
    xml = head + title + rest
    head, body, rest = _between(xml, "<p:bodyStyle>", "</p:bodyStyle>")
    for level, size in enumerate(_BODY, 1):
        body = re.sub(
            rf'(<a:lvl{level}pPr.*?<a:defRPr[^>]*?)sz="\d+"',
            rf'\g<1>sz="{size}"',
            body,
            count=1,
            flags=re.DOTALL,
        )
    return head + body + rest


def _between(text: str, start: str, end: str) -> tuple[str, str, str]:
    head, _, rest = text.partition(start)
    inner, _, tail = rest.partition(end)
    return (head + start, inner, end + tail) if tail else (text, "", "")


def _slide(xml: str, style: Style) -> str:
    """Return a slide with the letters of tables and code in their sizes, code in the style's font."""
    xml = _TABLE.sub(lambda table: _RUN.sub(lambda run: _sized(run, _SMALL), table[0]), xml)
    xml = xml.replace('sz="2000"', f'sz="{_BODY[1]}"')  # what the writer gives quotations
    code = _DRAWN if _DRAWING.search(xml) else _CODE
    xml = _CODE_RUN.sub(lambda run: f"<a:rPr{_size(run['given'], code)}>", xml)
    return _MONO.sub(lambda match: match[1] + quoteattr(style.code.family), xml)


def _sized(run: re.Match[str], size: int) -> str:
    return f"<a:rPr{_size(run['given'], size)}{run['end']}>"


def _size(given: str, size: int) -> str:
    return given if "sz=" in given else f'{given.rstrip()} sz="{size}" '.rstrip(" ") + " "
