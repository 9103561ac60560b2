"""What of a template's text is the company's, and stays: its cover, its history, legal lines, an imprint.

The rest of a template without a mark is an example of a text. What comes first is a cover up to its last
break, what comes last stays where its words say that it is no example.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from specexport.core.patterns import regex
from specexport.renderers.docx.template import tree
from specexport.renderers.docx.template.tree import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from lxml.etree import _Element

    IsHeading: TypeAlias = Callable[[_Element], bool]

_COVER = "Cover Pages"
# What stands before the text has no more blocks than this, and what stands behind it no more than that.
_MOST_BEFORE, _MOST_BEHIND = 60, 20
# Headings over what is the company's, as templates have them in the languages that styles are known in.
_OWN = regex(
    r"(?:[\d.§]+\s+)?(?:"
    r"(?:(?:document|version|revision|change|release|amendment)s? )?(?:history|changes?|revisions?|log)"
    r"|changelog|versions|(?:record of )?(?:amendments|changes|revisions)"
    r"|(?:change|amendment|revision) record"
    r"|(?:document|version|change) (?:control|information|status|data|properties|record)"
    r"|approvals?|approvers|reviewers|(?:approval|review)s? (?:and|&) .*|sign-?offs?|signatures?"
    r"|distribution(?: list)?|circulation"
    r"|legal\b.*|copyright\b.*|confidential\b.*|confidentiality\b.*|proprietary\b.*|disclaimers?|notices?"
    r"|trademarks?|imprint|contacts?|about this document"
    r"|(?:dokument(?:en)?|versions?|änderungs|revisions)-?(?:historie|verlauf|verzeichnis|nachweis|index|kontrolle|"
    r"lenkung|steuerung|informationen)|historie|änderungen|versionen|freigaben?|unterschriften|verteiler"
    r"|rechtliche?s?\b.*|rechtshinweise?|vertraulichkeit\b.*|impressum|haftung\w*|urheberrecht\w*|kontakt"
    r"|historique\b.*|révisions?|approbations?|(?:liste de )?diffusion|mentions légales|confidentialité|"
    r"avertissement"
    r"|histor(?:ial|ico)\b.*|histórico\b.*|control de (?:cambios|versiones)|aprobaci(?:ón|ones)|aviso legal|"
    r"cronologia\b.*|storico\b.*|approvazion[ei]|note legali|aprovaç(?:ão|ões)|revisioni"
    r"|改訂履歴|変更履歴|承認|修订(?:记录|历史)|版本(?:记录|历史)|版权.*|法律声明"
    r")\s*:?",
    re.IGNORECASE,
)
_LEGAL = regex(
    r"©|\(c\)\s+\d{4}|\bcopyright\b|\ball rights reserved\b|\bimprint\b|\bimpressum\b"
    r"|\balle rechte vorbehalten\b|\btous droits réservés\b|\bdisclaimer\b|\bmentions légales\b"
    r"|\baviso legal\b|\bproprietary\b",
    re.IGNORECASE,
)


class Example(NamedTuple):
    """What the text takes the place of: the blocks from `start` up to `end` of a body."""

    start: int
    end: int


def example(blocks: Sequence[_Element], is_heading: IsHeading) -> Example:
    """Return which of the blocks of a body are an example; what is before and behind it stays.

    Where a page ends within the last block before it or the first behind it, words on the example's side are
    taken out.
    """
    start = _before(blocks, is_heading)
    return Example(start, _behind(blocks, start, is_heading))


def begins_text(is_heading: IsHeading) -> IsHeading:
    """Return what tells headings of the text from those over what is the company's."""
    return lambda block: is_heading(block) and not _is_own(block)


def said(block: _Element) -> str:
    """Return the words of a block, its cells and paragraphs apart."""
    texts = ("".join(text.text or "" for text in one.iter(f"{W}t")) for one in block.iter(f"{W}p"))
    return " ".join(" ".join(text.split()) for text in texts if text.strip())


def _is_own(block: _Element) -> bool:
    return _OWN.fullmatch(said(block)) is not None


def _before(blocks: Sequence[_Element], is_heading: IsHeading) -> int:
    begins = begins_text(is_heading)
    first = next((at for at, block in enumerate(blocks) if begins(block)), None)
    early = blocks[:_MOST_BEFORE] if first is None else blocks[: min(first, _MOST_BEFORE)]
    covers = [at + 1 for at, block in enumerate(early) if _is_cover(block)]
    ends = [at + 1 for at, block in enumerate(early) if _ends_page(block)]
    if covers or ends:
        found = min(covers or ends) if first is None else max(covers + ends)
        _end_with_break(blocks[found - 1])
        return found
    if first is None or not any(said(block) for block in early):
        return 0
    if starts_page(blocks[first : first + 1]):
        return first
    ending = range(first, min(len(blocks), _MOST_BEFORE))
    return next((at + 1 for at in ending if _ends_section(blocks[at])), 0)


def _behind(blocks: Sequence[_Element], start: int, is_heading: IsHeading) -> int:
    begins, last = begins_text(is_heading), len(blocks)
    texts = [at for at in range(start, last) if begins(blocks[at])]
    earliest = max(last - _MOST_BEHIND, texts[-1] + 1 if texts else start + 1)
    found = next((at for at in range(earliest, last) if is_heading(blocks[at])), None)
    if found is None:
        found = next((at for at in _turned(blocks, earliest) if _is_legal(blocks[at + 1 :])), None)
        if found is None:
            return last - sum(1 for _ in _legal_lines(blocks, earliest))
    elif found > earliest and _ends_page(blocks[found - 1]):
        found -= 1
    if _ends_page(blocks[found]) and not is_heading(blocks[found]):
        _begin_with_break(blocks[found])
    return found


def _turned(blocks: Sequence[_Element], earliest: int) -> Iterator[int]:
    """Yield where pages end from `earliest` on, the last first."""
    return (at for at in reversed(range(earliest, len(blocks))) if _ends_page(blocks[at]))


def _legal_lines(blocks: Sequence[_Element], earliest: int) -> Iterator[_Element]:
    """Yield the last blocks as long as they are legal lines."""
    for block in reversed(blocks[earliest:]):
        if not _is_legal((block,)):
            return
        yield block


def _is_legal(blocks: Sequence[_Element]) -> bool:
    return any(_LEGAL.search(said(block)) for block in blocks)


def _is_cover(block: _Element) -> bool:
    return block.tag == f"{W}sdt" and tree.value(block, "sdtPr/docPartObj/docPartGallery") == _COVER


def _ends_section(block: _Element) -> bool:
    return tree.at(block, "pPr/sectPr") is not None


def _ends_page(block: _Element) -> bool:
    return _ends_section(block) or (block.tag == f"{W}p" and _break(block) is not None)


def _break(block: _Element) -> _Element | None:
    """Return the last break of the page (17.3.3.1) in a paragraph."""
    return next((one for one in reversed(list(block.iter(f"{W}br"))) if one.get(f"{W}type") == "page"), None)


def starts_page(blocks: Sequence[_Element]) -> bool:
    """Return whether the first of some blocks asks for a page of its own (17.3.1.23)."""
    return bool(blocks) and tree.is_on(tree.at(blocks[0], "pPr/pageBreakBefore"))


def _end_with_break(block: _Element) -> None:
    """Take out of a paragraph what stands behind the end of a page."""
    if block.tag == f"{W}p" and not _ends_section(block):
        _without(block, behind=True)


def _begin_with_break(block: _Element) -> None:
    """Take out of a paragraph what stands before the end of a page."""
    _without(block, behind=False)


def _without(block: _Element, *, behind: bool) -> None:
    at = _break(block)
    order = list(block.iter())
    place = len(order) if at is None else order.index(at)
    apart = order[place + 1 :] if behind else order[:place]
    tree.remove(*(one for one in apart if one.tag in (f"{W}t", f"{W}tab", f"{W}drawing", f"{W}pict")))
