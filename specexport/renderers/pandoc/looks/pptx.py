"""A presentation in the style's look: theme, master and the letters of tables and code."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr, unescape

from specexport.model import walk
from specexport.renderers.common import cover_facts
from specexport.renderers.common.running_lines import Live, fill
from specexport.renderers.pandoc import package
from specexport.renderers.pandoc.looks import odf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specexport.model import document as d
    from specexport.model.style import Style

# Hundredths of a point, as DrawingML has sizes (ECMA-376 part 1, 20.1.10.72).
_TITLE, _BODY, _SMALL, _CODE, _SMALLEST = 2200, (1400, 1300, 1200, 1100, 1100), 1000, 950, 400
_COLOR = re.compile(r"<a:(dk1|lt1|dk2|lt2|accent[1-6]|hlink|folHlink)>.*?</a:\1>", re.DOTALL)
_FONT = re.compile(r"(<a:(major|minor)Font>\s*<a:latin typeface=)\"[^\"]*\"")
_TABLE = re.compile(r"<a:tbl>.*?</a:tbl>", re.DOTALL)
_FORMULA = re.compile(r"<a14:m>.*?</a14:m>", re.DOTALL)
_A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RUN = re.compile(r"<a:rPr(?P<given>[^>]*?)(?P<end>/?)>")
_MONO = re.compile(r"(<a:latin typeface=)\"Courier\"")
_PARAGRAPH = re.compile(r"<a:p>(?:(?!</a:p>).)*typeface=\"Courier\".*?</a:p>", re.DOTALL)
_TEXT_RUN = re.compile(r"<a:r>(?P<look>.*?)<a:t>(?P<text>.*?)</a:t></a:r>", re.DOTALL)
_BREAK = re.compile(r"<a:br\s*/>")
_DRAWING = re.compile("[\u2500-\u257f]")
# What a slide has room for in hundredths of a point, and the share of their size that letters of code take.
_ROOM, _ADVANCE, _LEADING = (64_800, 26_700), 0.602, 1.2
# The description of a picture, which the writer ends with its address, and that is all of its bytes.
_DESCRIPTION = re.compile(r"(<p:cNvPr descr=\")([^\"]*?)\s*data:[^\"]*\"")
# What stands below the title on the first slide (19.3.1.39), in EMU: its place, which is below the title's.
_SUBTITLE = re.compile(r"(type=\"subTitle\".*?<a:off x=)\"\d+\"(.*?<a:ext cx=)\"\d+\"", re.DOTALL)
_LEFT, _WIDTH = 685_800, 7_772_400
# The place of the footer in the master, which is to begin where the text does.
_FOOTER = re.compile(r"(type=\"ftr\".*?<a:off x=)\"\d+\"(.*?<a:ext cx=)\"\d+\"(.*?)algn=\"ctr\"", re.DOTALL)
_MARGIN, _FOOTER_WIDTH = 457_200, 5_900_000
# What the master says of footers, which LibreOffice does not look for there.
_FOOTER_SIDE = '<a:pPr algn="l"/>'
_FOOTER_LOOK = (
    '<a:rPr sz="900"><a:solidFill><a:schemeClr val="tx1"><a:tint val="75000"/></a:schemeClr></a:solidFill>'
    '<a:latin typeface="+mn-lt"/></a:rPr>'
)
_NUMBER_FIELD = "{C5EF2332-01BF-834F-8236-50238282D533}"
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_CREATED = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*")


def finished(data: bytes, document: d.Document, style: Style, day: str) -> bytes:
    """Return the presentation that pandoc wrote in the look of `style`, made on `day` (ISO 8601)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        slides = sum(map(bool, map(_SLIDE.fullmatch, archive.namelist())))
    footer, number = _running_lines(document, style, slides)

    def changed(name: str, part: bytes) -> bytes:
        if name.startswith("ppt/theme/"):
            return _theme(part.decode(), style).encode()
        if name.startswith("ppt/slideMasters/slideMaster"):
            return _master(part.decode()).encode()
        if name == "ppt/slideLayouts/slideLayout1.xml":
            return _at_left(part.decode()).replace('algn="ctr"', 'algn="l"').encode()
        if slide := _SLIDE.fullmatch(name):
            xml = _slide(part.decode(), style)
            if 'type="ctrTitle"' in xml:
                return _at_left(xml).encode()
            return xml.replace("</p:spTree>", f"{footer}{number(int(slide[1]))}</p:spTree>").encode()
        if name == "docProps/core.xml":
            return _CREATED.sub(rf"\g<1>{day}T00:00:00Z", part.decode()).encode()
        return part

    return package.repacked(data, changed)


def _running_lines(document: d.Document, style: Style, slides: int) -> tuple[str, Callable[[int], str]]:
    """Return the footer of slides, and what makes the line that has the number of one, as the style has them.

    Slides have no header: they begin with their titles.
    """
    values = cover_facts.values(
        document.meta, style.company, style.classification, walk.plain(document.meta.title)
    )
    lines = style.footer
    sides = ("".join(map(_still, fill(side, values))).strip() for side in (lines.left, lines.center))
    words = " · ".join(filter(None, sides))
    footer = _placeholder("ftr", 11, "Footer", _FOOTER_SIDE + _run(words, _FOOTER_LOOK)) if words else ""
    parts = fill(lines.right, values)

    def number(slide: int) -> str:
        live = {"page": _number(slide), "pages": _run(str(slides)), "section": ""}
        runs = "".join(live[part] if isinstance(part, Live) else _run(part) for part in parts)
        return _placeholder("sldNum", 12, "Slide Number", runs) if runs else ""

    return footer, number


def _still(part: str) -> str:
    return "" if isinstance(part, Live) else part


def _placeholder(kind: str, index: int, name: str, runs: str) -> str:
    """Return a shape in a place of the layout (19.3.1.36); its number is above those that pandoc gives."""
    place = f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr>'
    named = f'<p:cNvPr id="{9000 + index}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    text = f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{runs}</a:p></p:txBody>"
    return f"<p:sp><p:nvSpPr>{named}{place}</p:nvSpPr><p:spPr/>{text}</p:sp>"


def _run(text: str, look: str = "<a:rPr/>") -> str:
    return f"<a:r>{look}<a:t>{odf.text(text)}</a:t></a:r>"


def _number(slide: int) -> str:
    return f'<a:fld id="{_NUMBER_FIELD}" type="slidenum"><a:rPr/><a:t>{slide}</a:t></a:fld>'


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
    xml = _FOOTER.sub(rf'\g<1>"{_MARGIN}"\g<2>"{_FOOTER_WIDTH}"\g<3>algn="l"', xml)
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


def _at_left(xml: str) -> str:
    """Return a slide or a layout with what stands below its title as wide as this."""
    return _SUBTITLE.sub(rf'\g<1>"{_LEFT}"\g<2>"{_WIDTH}"', xml)


def _slide(xml: str, style: Style) -> str:
    """Return a slide with the letters of tables and code in their sizes, code in the style's font."""
    xml = _TABLE.sub(lambda table: _FORMULA.sub(_formula, _RUN.sub(_small, table[0])), xml)
    xml = xml.replace('sz="2000"', f'sz="{_BODY[1]}"')  # what the writer gives quotations
    xml = _DESCRIPTION.sub(r'\1\2"', xml)
    if "Courier" not in xml:
        return xml
    xml = _PARAGRAPH.sub(lambda paragraph: _code(paragraph[0]), xml)
    return _MONO.sub(lambda match: match[1] + quoteattr(style.code.family), xml)


def _code(paragraph: str) -> str:
    """Return a paragraph with its lines as such (21.1.2.2.1) and letters that fit, if it is a block of code.

    That has no bullet and code only; it is not told from a paragraph of nothing else by more than its margin.
    """
    runs = [run["look"] for run in _TEXT_RUN.finditer(paragraph)]
    if "<a:buNone" not in paragraph or 'marL="0"' in paragraph or not all("Courier" in look for look in runs):
        return paragraph
    lines = "".join(_BREAK.sub("\n", part) for part in _texts(paragraph)).split("\n")
    size = _fitting(lines) if any(map(_DRAWING.search, lines)) else _CODE
    paragraph = _RUN.sub(lambda run: _sized(run, size), paragraph)
    new_line = f'<a:br><a:rPr sz="{size}"/></a:br>'
    return _TEXT_RUN.sub(lambda run: _lines(run, new_line), _BREAK.sub(new_line, paragraph))


def _texts(paragraph: str) -> Iterator[str]:
    """Yield the texts of a paragraph and its breaks in their order."""
    for part in re.finditer(r"<a:br\s*/>|<a:t>(.*?)</a:t>", paragraph, re.DOTALL):
        yield part[0] if part[1] is None else unescape(part[1])


def _fitting(lines: list[str]) -> int:
    """Return the size at which a drawing of these lines fits on a slide."""
    width, height = _ROOM
    size = min(width / _ADVANCE / max(*map(len, lines), 1), height / _LEADING / len(lines), _CODE)
    return max(int(size // 10) * 10, _SMALLEST)


def _lines(run: re.Match[str], new_line: str) -> str:
    """Return the lines of a run as runs with breaks between them: text itself has none (21.1.2.3.11)."""
    if "\n" not in run["text"]:
        return run[0]
    lines = run["text"].split("\n")
    return new_line.join(f"<a:r>{run['look']}<a:t>{line}</a:t></a:r>" if line else "" for line in lines)


def _small(run: re.Match[str]) -> str:
    return _sized(run, _SMALL)


def _formula(match: re.Match[str]) -> str:
    """Return a formula in a table with what programs show that know none ([MS-ODRAWXML] 2.4, a14:m).

    The writer does so everywhere else, and in tables does not even say what its prefix stands for.
    """
    words = "".join(re.findall(r"<m:t>(.*?)</m:t>", match[0], re.DOTALL))
    choice = f'<mc:Choice xmlns:a14="{_A14}" Requires="a14">{match[0]}</mc:Choice>'
    fallback = f"<mc:Fallback><a:r><a:rPr/><a:t>{words}</a:t></a:r></mc:Fallback>"
    return f'<mc:AlternateContent xmlns:mc="{_MC}">{choice}{fallback}</mc:AlternateContent>'


def _sized(run: re.Match[str], size: int) -> str:
    return f"<a:rPr{_size(run['given'], size)}{run['end']}>"


def _size(given: str, size: int) -> str:
    return given if "sz=" in given else f'{given.rstrip()} sz="{size}" '.rstrip(" ") + " "
