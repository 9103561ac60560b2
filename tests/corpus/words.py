"""The words of a source, by another parser than the program's, and the words of what was made of it."""

from __future__ import annotations

import html
import re
import unicodedata
import zipfile
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
from checkers import pdf
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PARSER = (
    MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin).use(front_matter_plugin)
)
# What is drawn rather than printed: diagrams, formulas, comments, names of emoji, numbers of notes, and the
# lines that open containers, whose names become labels in the document's language.
_NOT_PRINTED = re.compile(
    r'<pre><code class="language-(?:mermaid|dot|graphviz|plantuml|math).*?</pre>'
    r"|\$\$.*?\$\$|\$[^$\n]{1,200}\$|<!--.*?-->|:[a-z0-9_+-]+:|(?::::|!!!)[ ]*\w+"
    r'|<sup class="footnote-ref">.*?</sup>|<(?:style|script)\b.*?</(?:style|script)>',
    re.DOTALL,
)
# The labels of the document information, which a cover shows in words of its own or not at all.
_LABELS = Counter(
    ("technical", "specification", "document", "information", "field", "details", "classification", "updated")
)
_WORD = re.compile(r"[^\W_]{2,}")
# pdftotext tears Arabic words at their marks and ligatures, and turns the parts round.
_TORN = re.compile("[\u0600-\u06ff]")
_LINE = 60
# Words of fewer letters are looked for whole.
_LONG = 8
_PART = re.compile(r"word/(?:document|footnotes|header\d*|footer\d*)\.xml")
# Messages that say what is left out: notes, cells, contents, titles and fields, raw HTML.
_LEFT_OUT = re.compile(
    r"^[^\n]*?:(\d+):\d+: (?:info|warning) SX(?:702|703|714|715|716|740|741) ", re.MULTILINE
)


def of_source(markdown: str) -> Counter[str]:
    """Return the words, of two letters and more, that a reader of the rendered source sees."""
    page = _PARSER.render(markdown)
    text = html.unescape(re.sub(r"<[^>]*>", " ", _NOT_PRINTED.sub(" ", page)))
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).lower())) - _LABELS


def told(markdown: str, messages: str) -> Counter[str]:
    """Return the words that messages say are left out: from the line they name to a blank one."""
    lines = markdown.split("\n")
    words: Counter[str] = Counter()
    for line in {int(number) for number in _LEFT_OUT.findall(messages)}:
        end = next((at for at in range(line, len(lines)) if not lines[at].strip()), len(lines))
        words.update(_WORD.findall(unicodedata.normalize("NFKC", " ".join(lines[line - 1 : end])).lower()))
    return words


def of_html(path: Path) -> str:
    """Return the text of a web page without its markup."""
    page = path.read_text(encoding="utf-8")
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", page))


def of_docx(path: Path) -> str:
    """Return the text of a Word document, its notes, headers and footers, without what fields do.

    Words that lists put before their paragraphs are part of it, as Word shows them.
    """
    with zipfile.ZipFile(path) as package:
        parts = filter(_PART.fullmatch, package.namelist())
        xml = " ".join(package.read(name).decode("utf-8") for name in parts)
        labels = _labels(package)
    xml = re.sub(r"(<w:p>|<w:p [^>]*>)(<w:pPr>.*?</w:pPr>)", lambda at: at[0] + _label(at[2], labels), xml)
    xml = re.sub(r"<w:instrText.*?</w:instrText>", "", xml, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</w:p>", " ", xml)))


def _labels(package: zipfile.ZipFile) -> dict[tuple[str, str], str]:
    """Return the words of labels by list and level, and by the style that is bound to them."""
    numbering = package.read("word/numbering.xml").decode("utf-8")
    lists = dict(re.findall(r'<w:num w:numId="(\d+)"><w:abstractNumId w:val="(\d+)"/>', numbering))
    found: dict[tuple[str, str], str] = {}
    for ident, levels in re.findall(
        r'<w:abstractNum w:abstractNumId="(\d+)">(.*?)</w:abstractNum>', numbering
    ):
        for level, inside in re.findall(r'<w:lvl w:ilvl="(\d)">(.*?)</w:lvl>', levels):
            label = "".join(re.findall(r'<w:lvlText w:val="([^"]*)"', inside))
            found |= {(number, level): label for number, known in lists.items() if known == ident}
            found |= {(style, ""): label for style in re.findall(r'<w:pStyle w:val="([^"]*)"', inside)}
    return found


def _label(properties: str, labels: dict[tuple[str, str], str]) -> str:
    """Return the label of a paragraph: that of the list it says, else of the one its style is bound to."""
    own = re.search(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d+)"/>', properties)
    style = re.search(r'<w:pStyle w:val="([^"]*)"/>', properties)
    key = (own[2], own[1]) if own else (style[1] if style else "", "")
    return f" {labels.get(key, '')} "


def bytes_of_docx(path: Path) -> bytes:
    """Return all parts of a Word document."""
    with zipfile.ZipFile(path) as package:
        return b"\n".join(map(package.read, package.namelist()))


def bytes_of_html(path: Path) -> bytes:
    """Return a web page."""
    return path.read_bytes()


BYTES = {"html": bytes_of_html, "pdf": pdf.plain, "docx": bytes_of_docx, "typst": pdf.plain}


def of_pdf(path: Path) -> str:
    """Return the text of a PDF, and what its structure says of letters that are no text of the page.

    The language of a block of code is one: whoever copies the code must not get it.
    """
    with pikepdf.open(path) as opened:
        elements = (one for one in opened.objects if isinstance(one, pikepdf.Dictionary))
        said = [
            str(one.ActualText)
            for one in elements
            if one.get("/Type") == "/StructElem" and "/ActualText" in one
        ]
    return "\n".join((pdf.text(path), *said))


READ = {"html": of_html, "pdf": of_pdf, "docx": of_docx, "typst": of_pdf}
_PAGES = ("pdf", "typst")


def lost(words: Counter[str], text: str, target: str = "") -> Counter[str]:
    """Return the words that `text` has fewer of. Line ends, hyphens and spaces within words do not count."""
    if target in _PAGES:
        # The headers and footers between two pages stand in the middle of a word that goes over both.
        words = Counter(word[:_LINE] for word in words.elements())
    run = _run(text)
    missing = {word: count - run.count(word) for word, count in words.items() if run.count(word) < count}
    if target in _PAGES:
        missing = {word: count for word, count in missing.items() if not _TORN.search(word)}
    if target == "typst":
        pages = [_run(page) for page in text.split("\f")]
        missing = {word: count for word, count in missing.items() if not _is_divided(word, pages)}
    return Counter(missing)


def _run(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _is_divided(word: str, pages: Sequence[str]) -> bool:
    """Whether a long word begins on one page and ends on the next: other cells of a row stand between."""
    return len(word) >= _LONG and any(
        word[:at] in one and word[at:] in other
        for one, other in pairwise(pages)
        for at in range(_LONG // 2, len(word) - 1)
    )
