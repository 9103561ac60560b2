"""A file of rich text in the style's look: page, running lines, fonts, colours, headings, code and tables.

Control words are those of the Rich Text Format Specification 1.9.1. pandoc writes each paragraph as a group
that begins alike, which is where their look goes.
"""

from __future__ import annotations

import re
from math import floor
from typing import TYPE_CHECKING

from specexport.model import walk
from specexport.model.characters import clean
from specexport.renderers.common import cover_facts
from specexport.renderers.common.running_lines import Live, fill

if TYPE_CHECKING:
    from specexport.model import document as d
    from specexport.model.style import Heading, RunningLine, Style, Type

_TWIPS, _HALVES = 20, 2  # in a point
_HEAD = re.compile(
    r"\A(\{\\rtf1\\ansi\\deff0)\{\\fonttbl.*?\}\}\s*\{\\colortbl.*?\}(\s*\\widowctrl\\hyphauto)", re.DOTALL
)
_BEGINNING = (
    r"(?<!\\)\{\\pard(?P<cell>\\intbl)? \\q(?P<side>[lrcj]) \\f0 \\sa(?P<after>\d+) "
    r"\\li(?P<left>\d+) \\fi(?P<first>-?\d+) "
)
_PARAGRAPH = re.compile(
    _BEGINNING + r"(?:\\outlinelevel(?P<level>\d) \\b \\fs\d+ |(?P<title>\\b \\fs36 ))?(?!\\f1 )"
)
_CODE = re.compile(_BEGINNING + r"\\f1 (?P<text>.*?)(?=\\par\})", re.DOTALL)
_INLINE_CODE = re.compile(r"(?<!\\)\{\\f1 ")
_LINK = re.compile(r"\{\\fldrslt\{\\ul\n")
_ROW = re.compile(r"(?<!\\)\\trowd.*?\\intbl\\row\}", re.DOTALL)
_EDGE = re.compile(r"(?<!\\)(?P<head>\\clbrdrb\\brdrs)?\\cellx(?P<at>\d+)")
# The contents: an empty paragraph, then items that are links.
_NO_WORDS = r"\{\\pard \\ql \\f0 \\sa180 \\li0 \\fi0 \\par\}\n"
_ENTRY = (
    r"\{\\pard \\ql \\f0 \\sa\d+ \\li(\d+) \\fi-360 \\(?:bullet|endash) \\tx360\\tab "
    r"(\{\\field(?:(?!(?<!\\)\\par).)*?\}\}\}\n)(?:\\sa\d+)*\\par\}\n"
)
_CONTENTS = re.compile(f"{_NO_WORDS}((?:{_ENTRY})+)", re.DOTALL)
_ONE_ENTRY = re.compile(_ENTRY, re.DOTALL)
# A character as it is written: by its number, as an escape, or as it is.
_CHARACTER = re.compile(r"\\u-?\d+ ?\?|\\tab |\\[\\{}]|\\'[0-9a-f]{2}|.", re.DOTALL)
# Spaces beside each other. LibreOffice makes each of them two unless something stands between them.
_SPACES = re.compile(r" (?= )")
_BOX = re.compile(r"\\u9(?:4[78]\d|49\d|5[0-8]\d|59[0-9]) ?\?")
# What pandoc makes tables as wide as, in twips.
_WIDTH = 8640
_INDENT = 360
_ADVANCE = 0.602  # the width of a letter of monospaced code, as a share of its size
_SMALLEST = 4.0
_CODE_INDENT = 6.0
# Families of fonts (Font Table), by which one is found where the style's is not there.
_MONO, _SANS = "\\fmodern\\fprq1", "\\fswiss\\fprq2"
_SHORT = 15  # lines: code that is shorter stays together
_LIVE = {
    "page": r"{\field{\*\fldinst PAGE}{\fldrslt 1}}",
    "pages": r"{\field{\*\fldinst NUMPAGES}{\fldrslt 1}}",
    "section": "",
}


def finished(data: bytes, document: d.Document, style: Style) -> bytes:
    """Return the text that pandoc wrote in the look of `style`."""
    return _RichText(document, style).finished(data.decode()).encode()


def text(words: str) -> str:
    """Return plain text as it is written: ASCII, with its own signs escaped, other characters by number."""
    out = []
    for char in clean(words):
        if char in "\\{}":
            out.append(f"\\{char}")
        elif char.isascii():
            out.append(char)
        else:
            units = char.encode("utf-16-le")
            numbers = (
                int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)
            )
            out += [f"\\u{number}?" for number in numbers]
    return "".join(out)


class _RichText:
    def __init__(self, document: d.Document, style: Style) -> None:
        self._document = document
        self._style = style
        self._colors: dict[str, int] = {}
        # By family and whether it is that of code; the first two are pandoc's for text and code.
        self._fonts: dict[tuple[str, bool], int] = {
            (style.base.family, False): 0,
            (style.code.family, True): 1,
        }

    def finished(self, rtf: str) -> str:
        rtf = _CONTENTS.sub(self._contents, rtf, count=1)
        rtf = _CODE.sub(self._code, rtf)
        rtf = _ROW.sub(self._row, rtf)
        rtf = _PARAGRAPH.sub(self._paragraph, rtf)
        rtf = _INLINE_CODE.sub(lambda _: f"{{\\f1\\fs{_size(self._style.code.size)} ", rtf)
        link = f"{{\\fldrslt{{\\cf{self._color(self._style.colors.link)}\\ul\n"
        rtf = _LINK.sub(lambda _: link, rtf)
        mark = f"\\footnote\\f0\\fs{_size(self._style.caption.size)}\\chftn\\~\\pard "
        rtf = rtf.replace("\\footnote\\chftn\\~\\plain\\pard ", mark)
        page = self._page()  # which asks for colours as well
        return _HEAD.sub(lambda head: f"{head[1]}{self._tables()}{head[2]}{page}", rtf, count=1)

    # Above the text

    def _tables(self) -> str:
        fonts = "".join(
            f"{{\\f{at}{_MONO if code else _SANS} {text(family)}"
            f"{{\\*\\falt {'Courier New' if code else 'Arial'}}};}}"
            for (family, code), at in self._fonts.items()
        )
        parts = (tuple(bytes.fromhex(color.lstrip("#"))) for color in self._colors)
        colors = "".join(f"\\red{red}\\green{green}\\blue{blue};" for red, green, blue in parts)
        return f"{{\\fonttbl{fonts}}}\n{{\\colortbl;{colors}}}\n"

    def _page(self) -> str:
        page = self._style.page
        lengths = {
            "paperw": page.width,
            "paperh": page.height,
            "margl": page.margin_left,
            "margr": page.margin_right,
            "margt": page.margin_top,
            "margb": page.margin_bottom,
            "headery": page.margin_top / 2,
            "footery": page.margin_bottom / 2,
        }
        meta, style = self._document.meta, self._style
        values = cover_facts.values(meta, style.company, style.classification, walk.plain(meta.title))
        info = "".join(
            f"{{\\{name} {text(values[name])}}}" for name in ("title", "author") if values.get(name)
        )
        lines = (("header", style.header), ("footer", style.footer))
        running = "".join(self._running_line(name, line, values) for name, line in lines)
        sizes = "".join(f"\\{name}{_twips(length)}" for name, length in lengths.items())
        return f"\n{{\\info{info}}}\n{sizes}\n{running}"

    def _running_line(self, name: str, line: RunningLine, values: dict[str, str]) -> str:
        width = self._style.page.text_width
        sides = [
            "".join(_LIVE[part] if isinstance(part, Live) else text(part) for part in fill(side, values))
            for side in (line.left, line.center, line.right)
        ]
        if not any(sides):
            return ""
        words = "\\tab ".join(sides)
        stops = f"\\tqc\\tx{_twips(width / 2)}\\tqr\\tx{_twips(width)}"
        return f"{{\\{name}\\pard{stops}{self._letters(self._style.running)} {words}\\par}}\n"

    # Paragraphs

    def _contents(self, match: re.Match[str]) -> str:
        """Return the contents below their heading, each entry as far in as its level."""

        def entry(found: re.Match[str]) -> str:
            level = int(found[1]) // _INDENT
            look = self._letters(self._style.base) + ("\\b" if level == 1 else "")
            return f"{{\\pard\\li{(level - 1) * 240}\\sa30{look} {found[2]}\\par}}\n"

        heading = self._style.headings[0]
        look = f"\\sb360\\sa{_twips(heading.space_after)}\\keepn{self._letters(heading.type)}"
        title = f"{{\\pard{look} {text(self._style.words.contents)}\\par}}\n"
        return title + _ONE_ENTRY.sub(entry, match[1])

    def _paragraph(self, match: re.Match[str]) -> str:
        style = self._style
        if match["title"]:
            return f"{{\\pard\\sb720\\sa200\\keepn{self._letters(style.title)} "
        if match["level"]:
            return self._heading(
                style.headings[min(int(match["level"]), len(style.headings) - 1)], match["level"]
            )
        kind = style.table if match["cell"] else style.base
        after = min(int(match["after"]), _twips(style.base.line_height / 2))
        side = (
            "l" if match["side"] == "c" and not match["cell"] and match["after"] == "180" else match["side"]
        )
        place = f"\\q{side}\\sa{after}\\li{match['left']}\\fi{match['first']}"
        return f"{{\\pard{match['cell'] or ''}{place}{self._letters(kind)} "

    def _heading(self, heading: Heading, level: str) -> str:
        space = f"\\sb{_twips(heading.space_before)}\\sa{_twips(heading.space_after)}"
        page = "\\pagebb" if heading.new_page else ""
        side = {"left": "l", "right": "r"}.get(heading.align, "c")
        return f"{{\\pard\\q{side}{page}{space}\\keepn\\outlinelevel{level}{self._letters(heading.type)} "

    def _code(self, match: re.Match[str]) -> str:
        """Return a block of code on its ground; a drawing has letters that let it fit between the margins."""
        lines = match["text"].split("\\line")
        size = self._style.code.size
        if _BOX.search(match["text"]):
            columns = max(len(_CHARACTER.findall(line.strip("\n"))) for line in lines)
            room = self._style.page.text_width - int(match["left"]) / _TWIPS - 2 * _CODE_INDENT
            size = max(min(size, floor(room / _ADVANCE / max(columns, 1) * _HALVES) / _HALVES), _SMALLEST)
        theme = self._style.code_theme
        bar = f"\\brdrl\\brdrs\\brdrw40\\brsp80\\brdrcf{self._color(theme.bar)}"
        kept = "\\keep" if len(lines) < _SHORT else ""
        ground = f"\\cbpat{self._color(theme.background)}"
        place = f"\\ql\\sb80\\sa160\\li{int(match['left']) + _twips(_CODE_INDENT)}\\fi0"
        letters = f"\\f1\\fs{_size(size)}\\cf{self._color(self._style.code.color)}"
        words = _SPACES.sub(" {}", match["text"])
        return f"{{\\pard{match['cell'] or ''}{place}{kept}{bar}{ground}{letters} {words}"

    def _row(self, match: re.Match[str]) -> str:
        """Return a row with the style's rules, as wide as the text."""
        rules = self._style.table_rules
        scale = _twips(self._style.page.text_width) / _WIDTH
        is_head = any(edge["head"] for edge in _EDGE.finditer(match[0]))

        def edge(found: re.Match[str]) -> str:
            color, width = (rules.head_border_color, 20) if is_head else (rules.border_color, 10)
            head = rules.head_background_color if is_head else ""
            ground = f"\\clcbpat{self._color(head)}" if head else ""
            line = f"\\clbrdrb\\brdrs\\brdrw{width}\\brdrcf{self._color(color)}"
            return f"{line}{ground}\\cellx{round(int(found['at']) * scale)}"

        row = _EDGE.sub(edge, match[0])
        row = row.replace("\\par}\n\\cell}", "\\cell}}")  # else a cell ends in an empty paragraph
        row = row.replace("\\trgaph120", "\\trgaph100\\trpaddt50\\trpaddb50\\trpaddft3\\trpaddfb3", 1)
        if not is_head:
            return row
        row = row.replace("\\trowd ", "\\trowd\\trhdr ", 1)
        bold = f"\\b\\cf{self._color(rules.head_color)} "
        return _PARAGRAPH.sub(lambda paragraph: self._paragraph(paragraph) + bold, row)

    # Numbers of fonts and colours

    def _letters(self, kind: Type) -> str:
        bold = "\\b" if kind.weight >= 600 else ""
        slanted = "\\i" if kind.italic else ""
        capitals = "\\caps" if kind.caps else "\\scaps" if kind.small_caps else ""
        face = f"\\f{self._font(kind.family)}\\fs{_size(kind.size)}\\cf{self._color(kind.color)}"
        return f"{face}{bold}{slanted}{capitals}"

    def _font(self, family: str) -> int:
        return self._fonts.setdefault((family, False), len(self._fonts))

    def _color(self, color: str) -> int:
        return self._colors.setdefault(color, len(self._colors) + 1)


def _twips(length: float) -> int:
    return round(length * _TWIPS)


def _size(size: float) -> int:
    return round(size * _HALVES)
