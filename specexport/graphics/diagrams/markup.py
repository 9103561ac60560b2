"""What a label shows a reader: its lines, of HTML, Markdown, character references and formulas.

HTML is read as browsers read it: nothing need be closed or quoted. What is no element of HTML is the author's
text, as in `List<String>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TypeAlias

from specexport.core.patterns import regex
from specexport.graphics.formulas.linear import lowered, raised

# TeX to text.
Formula: TypeAlias = Callable[[str], str]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody tfoot "
    "thead tr ul"
)
_CELLS = _names("td th")
_INLINE = _names(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i img ins kbd label mark nobr q s "
    "samp small span strike strong sub sup time tt u var wbr"
)
_ELEMENTS = _BLOCKS | _CELLS | _INLINE
_TAG = regex(
    r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"
    r"(?P<rest>(?:\s(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*|\s[^<>]*)?)/?>",
    re.DOTALL,
)
_ACTIVE = regex(r"<(script|style|template|iframe|object)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_PLACED = regex(r"<(sup|sub)(?:\s[^<>]*)?>([^<>]*)(?:</\1\s*>|\Z)", re.IGNORECASE)
_ALT = regex(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
# Mermaid takes what stands between double dollars for TeX; sums of money are none.
_FORMULA = regex(r"\$\$((?=\S)[^$\n]+(?<=\S)|[^$\n]*[\\^_{}=][^$\n]*)\$\$")
# Browsers read some of HTML's oldest references without their end, too.
_REFERENCE = regex(r"[#&](#?\w+);|&(lt|gt|amp|quot|nbsp)")
_BREAK = regex(r"\\n|\n")
_ICON = regex(r"\bfa[a-z]{0,10}:fa-[\w-]+")
_EMPHASIS = regex(r"(\*\*|__|\*|\b_)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_SPACE = regex(r"[^\S\n]+")
_BREAK_TAG = regex(r"<br\s*/?>", re.IGNORECASE)
_UNUSUAL = regex(r"<[a-zA-Z/!]|\$\$|&#?\w+;")
# Longer labels are taken as they are, in characters: nobody wrote them.
_LONGEST = 5_000
# Stands for a formula while the text around it is read.
_SET_ASIDE = "\U0010fff0"


def is_usual(label: str, breaks: bool) -> bool:
    """Return whether engines read a label as it is meant; where there are `breaks`, with breaks in it."""
    return not _UNUSUAL.search(_BREAK_TAG.sub("", label) if breaks else label)


def formulas(label: str) -> list[str]:
    """Return the TeX of the formulas in a label."""
    return [found[1].strip() for found in _FORMULA.finditer(label)]


def lines(label: str, formula: Formula = str) -> list[str]:
    """Return the lines of text that a label shows, without spaces at their ends; none of them is empty."""
    if len(label) > _LONGEST:
        return [line for part in label.split("\n") if (line := part.strip())]
    made = iter([formula(tex) for tex in formulas(label)])
    text = _of_html(_FORMULA.sub(_SET_ASIDE, label))
    text = _ICON.sub("", _BREAK.sub("\n", _of_markdown(text)))
    text = _REFERENCE.sub(_character, text)
    text = re.sub(_SET_ASIDE, lambda _: next(made, ""), text)
    return [line for part in text.split("\n") if (line := _SPACE.sub(" ", part).strip())]


def _of_html(text: str) -> str:
    """Return `text` with line breaks and the like for tags."""
    if "<" not in text:
        return text
    text = _ACTIVE.sub("", text)
    text = _PLACED.sub(lambda found: (raised if found[1].lower() == "sup" else lowered)(found[2]), text)
    return _TAG.sub(_instead, text)


def _instead(tag: re.Match[str]) -> str:
    """Return what the text has in place of a tag; the tag itself where it is none of HTML."""
    name = (tag["name"] or "").lower()
    if name and name not in _ELEMENTS:
        return tag[0]
    if name == "li":
        return "\n" if tag["end"] else "\n• "
    if name in _BLOCKS:
        return "\n"
    if name == "img" and (alt := _ALT.search(tag["rest"])):
        return next(filter(None, alt.groups()), "")
    return " " if name in _CELLS else ""


def _of_markdown(text: str) -> str:
    """Return the text of a label that Mermaid reads as Markdown, for it stands between backticks."""
    bare = text.strip()
    if len(bare) < 2 or bare[0] != "`" or bare[-1] != "`":
        return text
    return _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", bare[1:-1]))


def _character(reference: re.Match[str]) -> str:
    """Return the character of a reference, HTML's (`&lt;`) or Mermaid's (`#lt;`, `#35;`)."""
    name = reference[1] or reference[2]
    if reference[0][0] == "#" and name.isdecimal():
        name = f"#{name}"
    known = unescape(f"&{name};")
    return reference[0] if known == f"&{name};" else known
