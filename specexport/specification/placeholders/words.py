"""Words by which authors put off, fill up, or leave a choice: as a whole value, and within a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from specexport.core.patterns import regex
from specexport.core.settings import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal[
    "braces",
    "brackets",
    "angles",
    "amount",
    "choice",
    "number",
    "address",
    "open",
    "later",
    "filler",
    "guide",
]
"""How something looks that is not filled in; each is a rule of `check`."""

# A whole value that puts off, in lower case, by language.
_DONE = "determined|defined|decided|confirmed|announced|agreed|clarified|specified|completed|filled in|added"
_DONE += "|discussed|provided|written|documented|finali[sz]ed|supplied|done"
_PUT_OFF = (
    r"t\.?\s?b\.?\s?[dca]\.?|tktk?|(?:fill (?:me|this|it) in|to follow|coming soon|to come)",
    rf"(?:is |are |still |yet )*to be (?:{_DONE})(?: later| soon)?|not yet (?:{_DONE})",
    r"(?:(?:wird|werden|ist|sind|muss|müssen) )?noch (?:zu )?(?:ergänz\w+|nach\w+|klär\w+|festlegen|"
    r"festgelegt|definier\w+|bestimm\w+|festzulegen|offen|ausfüllen|auszufüllen|entscheiden|geklärt)"
    r"(?: werden)?",
    r"(?:wird|werden) (?:ergänzt|nachgereicht|geklärt|festgelegt|definiert|bestimmt)"
    r"|zu (?:klären|definieren|bestimmen|ergänzen)|festzulegen|n\.\s?n\.",
    r"[àa] (?:compl[ée]ter|d[ée]finir|d[ée]terminer|pr[ée]ciser|confirmer|renseigner|remplir|d[ée]cider)",
    r"à venir",
    r"(?:por|a) (?:definir|determinar|confirmar|completar|decidir|concretar|preencher)"
    r"|pendiente(?: de (?:definir|confirmar|decidir|completar))?",
    r"da (?:definire|determinare|completare|confermare|decidere|precisare|compilare)",
    r"nog (?:in )?te (?:bepalen|vullen|definiëren|bevestigen)|n\.t\.b\.",
    r"do (?:ustalenia|uzupełnienia|określenia|potwierdzenia|zdefiniowania)",
    r"bude (?:upřesněno|doplněno|stanoveno)",
    r"(?:будет |нужно |требуется )?(?:определено|определить|уточнить|уточняется|заполнить|дополнить)",
    r"(?:буде |потрібно )?(?:визначено|визначити|уточнюється|уточнити|заповнити|доповнити)",
    r"待定|待确认|待補充|待补充|待完善|待填写|待確認|未定|要確認|要検討|検討中|後で記入|追記予定|記入予定",
    r"미정|추후 (?:결정|작성|확인|기재)|작성 예정|확인 필요",
    r"(?:daha sonra )?(?:belirlenecek|tamamlanacak|doldurulacak)",
    r"سيتم التحديد|قيد التحديد|يحدد لاحق[اً]+|ייקבע בהמשך|טרם נקבע|להשלמה",
)
_LATER = regex("|".join(f"(?:{one})" for one in _PUT_OFF), re.I)
_QUESTION_MARKS = regex(r"\?{2,}")
_FILLER = regex(
    r"x{3,}|_{3,}|lorem ipsum.*|(?:bla(?:h)?[ ,]*){2,}|(?:some|dummy|sample|your) text(?: here)?", re.I | re.S
)
# A sentence that somebody is to end.
_UNENDED = regex(r"\bbecause(?: of)?[\s:,.…]*$", re.I)
_ELLIPSIS = regex(r"\.{3,}|…+")
_LOREM = regex(r"lorem ipsum\b", re.I)

# Within a sentence.
_WORD = regex(
    r"(?<![\w/.#\-@\"'“‘„«])(?P<word>TBD|TBC|TBA|TODO|FIXME|TKTK)(?![\"'”’»]|[/.\-]?\w|[/\-])"
    r"(?!\s+(?:lists?|apps?|items?|comments?|notes?|markers?|tags?|entr(?:y|ies)|applications?|tasks?)\b)"
)
_WORDS = ("TB", "TODO", "FIXME", "TKTK")
_ANNOUNCES = regex(r"(?:\s?\([\w .@-]+\))?:")
_SPOKEN_OF = regex(r"\b(?:an?|the|each|every|any|no|these|those|all|of|with|without)\s+$", re.I)
_MARKS = regex(
    r"(?:^|(?<=[(=:–—|~<>])|(?<=[(=:–—|~<>]\s)|(?<=\b(?:is|to|of|in|at|be)\s))\?{3,}(?=$|[\s).,;|])"
)
_IN_PARENTHESES = regex(rf"\((?:still |yet )?to be (?:{_DONE})\)|\(t\.?b\.?[dca]\.?\)", re.I)
_IS_OPEN = regex(
    r"(?<!\w)(?:is|are|still|yet|remains?) to be (?:determined|defined|decided|confirmed|clarified|agreed)"
    r"(?=\s*(?:[.;!]|$))",
    re.I,
)
_EXPANDED = regex(r"\bto be (?:determined|defined|decided|confirmed|clarified|announced|agreed)\b", re.I)

# Amounts and dates with letters for figures.
_UNITS = (
    r"(?:(?:business|working|person)[- ])?(?:days?|weeks?|months?|hours?|minutes?|mins?|seconds?|secs?"
    r"|sprints?|years?|ms|s|h|%|‰|percent|GB|MB|TB|KB|[rqt]ps|users?|requests?(?:/s| per \w+)?|points?|EUR"
    r"|USD|€|\$|FTEs?)"
)
_LETTERS = r"(?:[XYZ]{1,3}|N{1,2}|\?{1,3}|_{1,5}|#{2,3})"
_AMOUNT = regex(
    rf"[<>≤≥~±≈]?\s*(?:{_LETTERS}(?:\s*[-–.]\s*{_LETTERS})?\s*{_UNITS}"
    rf"|[$€£]\s?{_LETTERS}(?:[.,]?[XY]+)?[kKmM]?)$"
)
_PART = r"(?:D{1,2}|M{1,4}|Y{2,4}|T{2}|J{2,4}|A{4})"
_DATE = regex(rf"{_PART}(?:[./\- ]{_PART}){{1,2}}", re.I)
_CALENDAR = regex(
    r"(?:[QH][1-4x?N]|[xX]{2})[ \-/]?(?:20)(?:XX|YY|xx|yy|\?\?)|20(?:XX|YY|xx|yy)(?:[-/.]\w{1,2}){0,2}"
    r"|XX[./-]XX[./-]\w{2,4}"
)
_DATED = regex(r"dat(?:e|um|a)|fecha|created|updated|modified|due|deadline|start|end|when|release", re.I)

# What amounts and dates of this kind begin with.
_FIGURED = frozenset("<>≤≥~±≈XYZN?_#$€£ DMYTJAdmytja QHx2")

_YOURS = regex(r"your (?:full )?(?:name|team|e-?mail|title|company|role)s?", re.I)
_IN_TITLE = regex(r"\b(?:NUMBER|TITLE|NNNN?|XXXX?|NAME)\b")
_NUMBERED = regex(r"(?:item|point|bullet|entry|element) \d{1,2}\.?$", re.I)
_SCALE = frozenset(
    {"critical", "high", "medium", "med", "moderate", "low", "none", "minor", "major", "severe"}
)
_STATUSES = frozenset(status.lower() for status in (*STATUSES, "Drafting", "Pending"))
_OR = regex(r"\s*[/|]\s*|,?\s+or\s+")


# Space, and what has no width, which converters leave behind dots.
_SPACE = " \t\n\r\u00a0\u200b\ufeff"
# Who puts off uses few words.
_LONGEST = 100


def whole(value: str, name: str, kind: str, form: bool, choices: frozenset[str]) -> Kind | None:
    """The kind of a whole value that is not filled in, None if it is.

    `name` is what the value is of: a label, a field, a column; `kind` is that of its piece. `form` says that
    the text is a form, or was written from one, with `choices` that it leaves to the author.
    """
    value = value.strip(_SPACE)
    if not value or len(value) > _LONGEST:
        return None
    if value[0] in _FIGURED and (_AMOUNT.match(value) or _is_date(value, name, kind)):
        return "amount"
    if (kind == "title" and _IN_TITLE.search(value)) or (value.isupper() and value.lower() == name.lower()):
        return "filler"
    if kind == "field" and _YOURS.fullmatch(value):
        return "brackets"
    if value in choices or is_choice(value, name):
        return "choice"
    if form and kind == "item" and _NUMBERED.match(value):
        return "number"
    if value[0] in ".…" and _ELLIPSIS.fullmatch(value):
        return "filler" if form or (name and kind != "cell") else None
    bare = value.strip("()*_ ").rstrip(".")
    if _LATER.fullmatch(bare) or (bare != value and _LATER.fullmatch(value)):
        return "later"
    if bare[:2] == "??" and _QUESTION_MARKS.fullmatch(bare):
        return "later"
    unended = kind in ("para", "item", "cell") and _UNENDED.search(bare)
    return "filler" if unended or _FILLER.fullmatch(bare) else None


def is_unended(text: str) -> bool:
    """Say whether a text stops where its sentence goes on."""
    return _UNENDED.search(text) is not None


def within(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Yield what puts off within a text, and what fills it up."""
    if lorem := _LOREM.match(text.lstrip()):
        yield "filler", len(text) - len(text.lstrip()) + lorem.start(), len(text)
        return
    if any(word in text for word in _WORDS) and not _EXPANDED.search(text):
        for match in _WORD.finditer(text):
            if match["word"] not in ("TODO", "FIXME") or not _SPOKEN_OF.search(text[: match.start()]):
                yield "later", *_with_its_task(text, match)
    for sign, pattern in (("???", _MARKS), ("(", _IN_PARENTHESES), ("to be ", _IS_OPEN)):
        for match in pattern.finditer(text) if sign in text else ():
            yield "later", match.start(), match.end()


def _with_its_task(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The stretch of a word that puts off: with what is to be done, where the text begins with it."""
    begins = not text[: match.start()].strip(" (*>-–—")
    return (
        (match.start(), len(text.rstrip()))
        if begins and _ANNOUNCES.match(text, match.end())
        else match.span()
    )


def is_choice(text: str, name: str = "") -> bool:
    """Say whether `text` reads like a choice that is left to the author: `High/Med/Low`, `Draft / Final`."""
    if "/" not in text and "|" not in text and " or " not in text:
        return False
    parts = [part.strip().lower() for part in _OR.split(text)]
    fewest = 2 if "status" in name.lower() or "state" in name.lower().split() else 3
    if len(parts) > 2 and all(part in _SCALE for part in parts):
        return True
    return len(parts) >= fewest and all(part in _STATUSES for part in parts)


def _is_date(value: str, name: str, kind: str) -> bool:
    if _CALENDAR.fullmatch(value):
        return True
    return bool(_DATE.fullmatch(value)) and (kind == "field" or bool(_DATED.search(name)))
