"""Requests between brackets, braces and angle brackets: which of them ask for something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.specification.placeholders.usage import Uses
    from specexport.specification.placeholders.words import Kind

Delimiter: TypeAlias = Literal["brackets", "braces", "angles"]

DOUBLE = regex(r"(?<![$\\{])\{\{\s*[A-Za-z_][\w .\-]{0,60}\}\}(?!\})")
"""`{{NAME}}`, which nothing but a form has."""

OPEN = regex(
    r"\[\s*(?:(?i:needs?[ _-](?:clarification|decision|input|review|confirmation))|ASSUMPTIONS?|ASSUMED"
    r"|CLARIFY"
    r"|NOTE FOR [A-Z]+(?: [A-Z]+)*"
    r"|(?:OPEN(?: QUESTION| ISSUE| POINT)?|QUESTION|UNRESOLVED|PENDING|DECISION NEEDED)(?=:))"
    r"\b(?:[^\[\]]|\[[^\[\]]*\])*\](?![\[(])"
)
"""A point that its author has marked as open: `[NEEDS CLARIFICATION: …]`, `[ASSUMPTION: …]`."""

BEGINS = regex(r"<<\[\s*UNRESOLVED\b[^\]<>]*\]>>")
ENDS = regex(r"<<\[\s*/\s*UNRESOLVED\s*\]>>")
"""The first and the last line of what is unresolved, as Kubernetes has it."""

_PATTERNS: dict[Delimiter, re.Pattern[str]] = {
    "brackets": re.compile(r"(?<![\w\]!\\)<])\[(?P<words>[^\[\]{}]{1,600})\](?![\[(\w>])"),
    "braces": re.compile(r"(?<![$\\{%#\w/.=@&?])\{(?P<words>[^{}]{1,600})\}(?![}\w/(])"),
    "angles": re.compile(r"(?<![\w<=\-/@(.])<(?P<words>[^\W\d_][^<>]{0,300})>(?![\w>=(])"),
}
DELIMITERS: tuple[Delimiter, ...] = ("brackets", "braces", "angles")

# What stands in brackets in finished texts: citations, numbers, elisions, states of tasks, intervals, kinds
# of entries in a list of changes.
_CITED = regex(
    r"(?:[\d\s,.;:–-]+|[xX ]|\.{2,3}|…|sic|[#@^!$&].*|[A-Z]|[A-Z][A-Za-z]*[-_.]?\d[\w.\-]*|[A-Z]+ \d[\w.\-]*"
    r"|RFC\b.*|[A-Z]{2,}[A-Z0-9-]*|[A-Z].*\b(?:1[89]|20)\d\d[a-z]?|.*\d:\d{4}\b.*"
    r"|(?:(?i:sections?|sect\.|§+|chapter|figures?|fig\.|tables?|appendix|annex|clause|article|listing|step|note"
    r"|eq\.|equation|version))\s*(?:[A-Z]?\.?\d[\w.]*|[A-Z])"
    r"|(?i:unreleased|added|changed|deprecated|removed|fixed|security|yanked|optional|required|default"
    r"|experimental))$"
)
_CAPITALS = regex(r"[A-Z]{4,}")
_INTERVAL = regex(r"[^\s,]{1,12}\s*,\s*[^\s,]{1,12}")
_VERBS = (
    "insert|fill in|enter|specify|describe|replace|add|provide|explain|list|summari[sz]e|state|define"
    "|identify|outline"
)
_ASKING = regex(
    rf"(?:(?:{_VERBS}) (?:an?|the|your|all|any|each|every|how|what|whom?|why|when|where|which|whether|here|it"
    r"|in|with|this|these|one|two|brief\w*|at least)\b"
    r"|(?:replace|specify|describe|insert|fill in)\s+\w|your\b|e\.\s?g\.|eg,|i\.e\.,? your|placeholder"
    r"|link to\b|link here"
    r"|name of\b|names of\b|list of\b|brief\b|short description|description of\b|todo\b|tbd\b|tbc\b|todo:)",
    re.I,
)
_WHOLE = regex(
    r"(?:link|links|name|your name|author|authors|date|url|title|team|description|description here|version"
    r"|company|tbd|todo|n|number|value|details|yyyy-mm-dd|dd/mm/yyyy|mm/dd/yyyy|owner|email|role|placeholder"
    r"|(?:project|product|feature|system|service|component|company|team|document|decision) ?(?:name|title))$",
    re.I,
)
_OPENS = regex(r"[(\"']?[\[{<]")
_SEPARATORS = regex(r"[\s,;:/|&+()*\"'.–—-]*(?:\b(?:and|or)\b[\s,;/]*)?")
_HAS_LETTER = regex(r"[^\W\d_]")
# What in braces and angle brackets is code, data or mathematics: signs, one letter, a list of single words.
_CODE = {
    "brackets": re.compile(r"(?!)"),
    "braces": re.compile(
        r"[^,;]*[=\"'<>:;\\]\s*\S*\d.*|.*[\"'=\\$].*|\s*[\w.\-]+\s*(?:,\s*[\w.\-…]+\s*)+", re.S
    ),
    "angles": re.compile(r"[A-Za-z]|.*[=\"'/\\$:].*|\?.*|!.*", re.S),
}
_PHRASE = {"brackets": 10**6, "braces": 4, "angles": 3}


def requests(text: str, alone: bool, uses: Uses) -> Iterator[tuple[Kind, int, int]]:
    """Yield what asks for something in `text`; `alone` says that it consists of nothing but such requests."""
    if "{{" in text:
        yield from (("braces", match.start(), match.end()) for match in DOUBLE.finditer(text))
    if "[" in text:
        yield from (("open", match.start(), match.end()) for match in OPEN.finditer(text))
        yield from (("open", match.start(), match.end()) for match in BEGINS.finditer(text))
    for delimiter in DELIMITERS:
        for match in delimited(text, delimiter):
            if asks(match["words"], delimiter, alone, uses):
                yield delimiter, match.start(), match.end()


def delimited(text: str, delimiter: Delimiter) -> Iterator[re.Match[str]]:
    """Yield what stands between the delimiters, with the `words` of each."""
    return _PATTERNS[delimiter].finditer(text) if _SIGNS[delimiter] in text else iter(())


_SIGNS: dict[Delimiter, str] = {"brackets": "[", "braces": "{", "angles": "<"}


def asks(words: str, delimiter: Delimiter, alone: bool, uses: Uses) -> bool:
    """Say whether `words` between delimiters ask for something; `alone`: nothing else stands there."""
    words = " ".join(words.split())
    if not _HAS_LETTER.search(words):
        return False
    if words.casefold() in uses.requests:
        return True
    is_form = uses.form and len(uses.strict) == len(DELIMITERS)
    if is_form and (delimiter != "brackets" or _CAPITALS.fullmatch(words)):
        return True
    if delimiter == "brackets" and _is_cited(words, alone, uses.form, "brackets" in uses.strict):
        return False
    if _ASKING.match(words) or (alone and _WHOLE.match(words) and (delimiter == "brackets" or " " in words)):
        return True
    if delimiter in uses.strict:
        return delimiter == "brackets" or not _CODE[delimiter].fullmatch(words) or bool(uses.form and alone)
    return alone and is_phrase(words, delimiter)


def _is_cited(words: str, alone: bool, form: bool, strict: bool = False) -> bool:
    """Say whether words in square brackets are what finished texts have there."""
    if _CITED.match(words):
        return not (_WHOLE.match(words) and (alone or strict))
    return bool(_INTERVAL.fullmatch(words)) and not (alone and form)


def is_phrase(words: str, delimiter: Delimiter) -> bool:
    """Say whether what stands alone between braces or angle brackets is a phrase, which no code would be."""
    count = len(words.split())
    return (
        count >= _PHRASE[delimiter] and words.count(",") * 2 < count and not _CODE[delimiter].fullmatch(words)
    )


def shows(text: str, within: bool = False) -> Delimiter | None:
    """The delimiter of a text that consists of one request, or has one `within`, by which a form shows what
    it asks with.
    """
    for delimiter in DELIMITERS if within or is_alone(text) else ():
        for match in delimited(text, delimiter):
            if _is_evidence(" ".join(match["words"].split()), delimiter):
                return delimiter
    return "brackets" if "[" in text and OPEN.search(text) else None


def is_alone(text: str) -> bool:
    """Say whether a text consists of requests, of what kind ever, and separators."""
    if not _OPENS.match(text):
        return False
    at = 0
    for start, end in sorted(match.span() for one in DELIMITERS for match in delimited(text, one)):
        if start < at or not _SEPARATORS.fullmatch(text, at, start):
            return False
        at = end
    return at > 0 and bool(_SEPARATORS.fullmatch(text, at))


def _is_evidence(words: str, delimiter: Delimiter) -> bool:
    if not _HAS_LETTER.search(words):
        return False
    if delimiter == "brackets" and _is_cited(words, alone=False, form=False):
        return False
    if _ASKING.match(words) or (_WHOLE.match(words) and (delimiter == "brackets" or " " in words)):
        return True
    fewest = 3 if delimiter == "brackets" else 2
    return len(re.split(r"[\s-]", words)) >= fewest and not _CODE[delimiter].fullmatch(words)


def in_code(text: str) -> bool:
    """Say whether a block of code is nothing but one request in square brackets."""
    text = text.strip()
    match = _PATTERNS["brackets"].fullmatch(text)
    return bool(
        match and " " in text and _HAS_LETTER.search(match["words"]) and not _CITED.match(match["words"])
    )
