"""Figures in words: numbers with units, thresholds, durations."""

from __future__ import annotations

import re

from specexport.core.patterns import regex
from specexport.specification.data.model import Duration, Quantity, Threshold

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
# Words that end what is counted.
_STOP = frozenset(
    {
        *(
            "a",
            "an",
            "and",
            "as",
            "at",
            "average",
            "by",
            "day",
            "each",
            "every",
            "for",
            "from",
            "if",
            "in",
            "into",
            "is",
        ),
        *(
            "of",
            "on",
            "once",
            "or",
            "over",
            "per",
            "than",
            "that",
            "the",
            "then",
            "to",
            "under",
            "until",
            "up",
            "when",
        ),
        *("which", "while", "with", "within", "without", "are", "after", "before", "make", "take", "takes"),
    }
)
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
_COUNTED = regex(
    rf"(?<![\w.,:/-])(?P<number>{_NUMBER})(?![\w]*[:x]\d)"
    r"(?:[ \u00a0]?(?P<scale>thousand|million|billion|trillion)\b)?"
    r"[ \u00a0]?(?P<unit>[%‰]|[^\W\d_][\w°µ]*(?:[ -][^\W\d_]\w*){0,2})?"
    r"(?:\s*(?:/|(?:\bper|\ban?|\bevery)[ ])\s*(?P<per>[^\W\d_]\w*))?"
)
_WORD_BEFORE = regex(r"([^\W\d_]+)\s*$")
_BEFORE_FIGURES = frozenset(
    {"about", "around", "approximately", "least", "most", "almost", "roughly", "only", "max", "min"}
)
_PER = regex(r"\s*(?:/\s*|(?:per|an?|every)\s+)([^\W\d_]\w*)")
_SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "==": "="}
_THRESHOLD = regex(rf"(?P<sign>[<>]=?|[≥≤≠=]|!=|==)\s*(?P<limit>{_NUMBER})\s*(?P<rest>.*)", re.S)
_UNIT = regex(r"(?:[%‰]|[A-Za-zµ°]+(?:/[A-Za-z]+)?)")
_DURING = regex(rf"\b(?:for|over|during|within|in)\s+({_NUMBER})\s*([A-Za-z]+)")
_DURATION = regex(
    rf"(?:about |~ ?|up to )?({_NUMBER})\s*"
    r"((?:business |working |person[ -])?(?:hour|day|week|month|sprint|quarter|year)s?)\b"
)


def number(text: str, scale: float = 1) -> float:
    """The value of a number as people write it, `12,400` or `0.5`, times `scale`; whole ones as
    integers.
    """
    value = round(float(text.replace(",", "")) * scale, 9)
    return int(value) if value.is_integer() else value


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure in `text` with what is counted; a number that is a name, `wave 4`, is none."""
    found = ((match, _quantity(match, text)) for match in _COUNTED.finditer(text))
    return tuple(one for match, one in found if one.unit or one.per or not _is_name(text, match.start()))


def _is_name(text: str, start: int) -> bool:
    before = _WORD_BEFORE.search(text, 0, start)
    return before is not None and before[1].lower() not in _STOP | _BEFORE_FIGURES


def _quantity(match: re.Match[str], text: str) -> Quantity:
    words = (match["unit"] or "").replace("-", " ").split()
    kept: list[str] = []
    for word in words:
        if word.lower() in _STOP:
            break
        kept.append(word)
        if word.lower().rstrip("s") in _TIMES:
            break
    per = match["per"] or ""
    if len(kept) < len(words) or not per:
        end = match.end("unit") if len(kept) == len(words) else match.start("unit") + len(" ".join(kept))
        end = end if match["unit"] else max(match.end("number"), match.end("scale"))
        after = _PER.match(text, end)
        per = after[1] if after else ""
    return Quantity(number(match["number"], _SCALES.get(match["scale"] or "", 1)), " ".join(kept), per)


def threshold(text: str) -> Threshold:
    """The threshold that `text` begins with; only the words where it begins with none."""
    match = _THRESHOLD.match(text)
    if not match:
        return Threshold(text)
    rest = match["rest"]
    unit = _UNIT.match(rest)
    named = unit.group() if unit and unit.group().lower() not in _STOP else ""
    during = _DURING.match(rest[len(named) :].lstrip())
    return Threshold(
        text=text,
        comparison=_SIGNS.get(match["sign"], match["sign"]),
        limit=Quantity(number(match["limit"]), named),
        during=Quantity(number(during[1]), during[2]) if during else None,
    )


def duration(text: str) -> Duration:
    """The duration that `text` begins with; only the words where it begins with none."""
    match = _DURATION.match(text)
    if not match:
        return Duration(text)
    return Duration(text, number(match[1]), match[2].rstrip("s") + "s")
