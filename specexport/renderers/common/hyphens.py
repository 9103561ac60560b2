"""Where words may be divided that are wider than the column they stand in, by the rules of their language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.common.letters import ems

if TYPE_CHECKING:
    from pyphen import Pyphen

SOFT_HYPHEN = "\u00ad"
"""Where it stands, a word may be divided, with a hyphen at the end of the line (UAX 14, class BA)."""

# Shorter words are not divided. A word is letters alone, with no soft hyphen of the author's.
_WORD = regex(r"(?<![\w\u00ad])[^\W\d_]{6,}(?![\w\u00ad])")
# Addresses, paths and names from programs: a hyphen would be taken for a part of them.
_NAME = regex(r"::|//|[@\\=]|\w\.\w|^/|/[^/]*/")
_RUN = regex(r"\S+")
# Bold type against other, and real type against an estimate.
_HEAVY, _SLACK = 1.08, 1.05


def softened(content: tuple[d.Block, ...], width: float, lang: str, *, heavy: bool) -> tuple[d.Block, ...]:
    """Return what stands in a column of that `width` in em, with soft hyphens in the words that are wider."""
    room = width / (_SLACK * (_HEAVY if heavy else 1.0))

    def soften(node: d.Str) -> d.Node:
        text = _RUN.sub(lambda run: _softened(run[0], room, lang), node.text)
        return replace(node, text=text) if text != node.text else node

    return walk.rewrite(content, soften, d.Str)


def _softened(run: str, room: float, lang: str) -> str:
    """Return what stands between two spaces, with soft hyphens in its words if it is no name."""
    return run if _NAME.search(run) else _WORD.sub(lambda found: _fitting(found[0], room, lang), run)


def _fitting(word: str, room: float, lang: str) -> str:
    """Return a word with soft hyphens if it is wider than its room, and no name from a program."""
    usual = word[1:].islower() or word.isupper()
    return _parted(word, lang) if usual and ems(word) > room else word


@lru_cache(maxsize=2048)
def _parted(word: str, lang: str) -> str:
    rules = _rules(lang)
    return rules.inserted(word, SOFT_HYPHEN) if rules else word


@lru_cache(maxsize=8)
def _rules(lang: str) -> Pyphen | None:
    """Return the rules of a language (BCP 47), None where they are not known."""
    import pyphen

    name = pyphen.language_fallback(lang.replace("-", "_"))
    return pyphen.Pyphen(lang=name) if name else None
