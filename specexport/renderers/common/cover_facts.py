"""What a cover says of a document: its information, in the order that the style asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import PLACEHOLDER
from specexport.model.information import target
from specexport.renderers.common.running_lines import OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.model.words import Words

# Fields that have a place of their own: in the title, in the running footer, in the file's properties.
_SHOWN_ELSEWHERE = frozenset({"title", "subtitle", "kind", "classification", "lang"})
# How a style calls fields whose member of `Meta` has another name.
_ALIASES = {"author": "authors", "reviewer": "reviewers", "approver": "approvers"}
# What is called by another word than its member of `Meta`.
_WORDS = {"authors": "author"}
_KEY = regex(r"[a-z][a-z0-9_-]*")


class CoverFact(Struct, frozen=True):
    """One field of the document information: `key` is the member of `Meta` that holds it, if one does."""

    key: str
    label: str
    content: tuple[d.Inline, ...]

    @property
    def is_status(self) -> bool:
        """Whether it says the status, and not that nobody has decided it."""
        spans = (node for node in self.content if isinstance(node, d.Span))
        return self.key == "status" and not any(PLACEHOLDER in span.attr.classes for span in spans)


def facts(meta: d.Meta, order: Iterable[str], words: Words) -> list[CoverFact]:
    """Return the fields named in `order`, then all others in the author's order, without empty ones."""
    written = list(_all_written(meta.fields, words))
    found: dict[str, CoverFact] = {fact.key: fact for fact in reversed(written) if fact.key}
    first: list[CoverFact] = []
    for name in order:
        key = _ALIASES.get(name, name)
        fact = found.get(key) or _from_typed(meta, key, words)
        if fact and fact not in first:
            first.append(fact)
    rest = [fact for fact in written if fact not in first and fact.key not in _SHOWN_ELSEWHERE]
    return [fact for fact in (*first, *rest) if fact.content]


def values(meta: d.Meta, company: str, classification: str, title: str) -> dict[str, str]:
    """Return what the templates of running headers and footers are filled with.

    The logo is the company's name, for renderers that put no picture there.
    """
    own = {
        f"{OWN}{field.name.casefold()}": " ".join(walk.plain(field.content).split()) for field in meta.fields
    }
    return {
        **own,
        "title": title,
        "kind": meta.kind,
        "status": meta.status,
        "version": meta.version,
        "classification": meta.classification or classification,
        "date": meta.updated or meta.created,
        "created": meta.created,
        "updated": meta.updated,
        "author": ", ".join(meta.authors),
        "authors": ", ".join(meta.authors),
        "reviewers": ", ".join(meta.reviewers),
        "approvers": ", ".join(meta.approvers),
        "keywords": ", ".join(meta.keywords),
        "prd": walk.plain(meta.prd),
        "subtitle": meta.subtitle,
        "company": company,
        "logo": company,
    }


def member(name: str) -> str:
    """Return the member of `Meta` that holds the field of this name, nothing when none does."""
    return target(name)


def _all_written(fields: Iterable[d.MetaField], words: Words) -> Iterator[CoverFact]:
    """Yield the author's fields: of several of one kind, the first by its kind, the others by their names."""
    taken: set[str] = set()
    for field in fields:
        fact = _written(field, words)
        yield CoverFact("", _spoken(field.name), field.content) if fact.key in taken else fact
        if fact.key:
            taken.add(fact.key)


def _spoken(name: str) -> str:
    """Return the name of a key, as front matter has it, in words."""
    return name.replace("_", " ").replace("-", " ").capitalize() if _KEY.fullmatch(name) else name


def _written(field: d.MetaField, words: Words) -> CoverFact:
    """Return a field of the author's. The name of a key, as front matter has it, becomes a label in words."""
    key = member(field.name)
    label = field.name
    if _KEY.fullmatch(label):
        spoken = _spoken(label)
        name = label if label == "authors" else _WORDS.get(key, key)
        label = getattr(words, name, spoken) if key else spoken
    return CoverFact(key, label, field.content)


def _from_typed(meta: d.Meta, key: str, words: Words) -> CoverFact | None:
    value = getattr(meta, key, None)
    if not value:
        return None
    label = getattr(words, _WORDS.get(key, key), key.capitalize())
    if isinstance(value, str):
        return CoverFact(key, label, (d.Str(text=value),))
    if isinstance(value[0], str):
        return CoverFact(key, label, (d.Str(text=", ".join(value)),))
    return CoverFact(key, label, value)
