"""The language of a text that does not say it, as far as its letters tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterable


_TAG = regex(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class _Letters(NamedTuple):
    """A language, the letters that only it has in such a share of all, and letters that speak against it.

    The letters are sets of a regular expression, compiled when a text is asked about: that of the
    ideographs takes a twentieth of a whole start.
    """

    lang: str
    own: str
    share: float
    against: str = ""


# Han is written in both ways by few people: what is simplified tells one, what is not the other.
_HAN = "[\u3400-\u9fff]"
_SIMPLIFIED, _TRADITIONAL = "[这们为后时个会说对应]", "[這們為後時個會說對應]"
_PERSIAN_OR_URDU = "[\u067e\u0686\u0698\u06af\u0679\u0688\u06d2]"
_TOLD = (
    _Letters("ja", "[\u3041-\u30ff]", 0.1),
    _Letters("ko", "[\uac00-\ud7a3]", 0.2),
    _Letters("zh-Hans", _HAN, 0.3, _TRADITIONAL),
    _Letters("zh-Hant", _HAN, 0.3, _SIMPLIFIED),
    _Letters("he", "[\u05d0-\u05ea]", 0.4),
    _Letters("ar", "[\u0621-\u064a]", 0.4, _PERSIAN_OR_URDU),
    _Letters("uk", "[іїєґ]", 0.02, "[ыэъёў]"),
    _Letters("ru", "[ыэё]", 0.01, "[іїєґўјљњћђ]"),
)
_LETTER = regex(r"[^\W\d_]")
# So many letters tell a language as well as all.
_ENOUGH = 20_000


def is_tag(lang: str) -> bool:
    """Say whether `lang` has the form of a language tag (RFC 5646, 2.1), such as `de-AT`."""
    return bool(_TAG.fullmatch(lang))


def detected(blocks: Iterable[d.Block]) -> str:
    """The tag of the language that the words of `blocks` are written in, empty if letters do not tell.

    They tell of languages with letters of their own, so not of those in Latin ones.
    """
    texts = [node.text for node in walk.find(blocks, d.Str)]
    if all(map(str.isascii, texts)):
        return ""
    text = "".join(texts)[:_ENOUGH].lower()
    count = len(_LETTER.findall(text)) or 1
    for lang, own, share, against in _TOLD:
        found = len(re.findall(own, text))
        if found >= share * count and not (against and len(re.findall(against, text)) * 50 > found):
            return lang
    return ""
