"""What a cover calls the fields of a document."""

from __future__ import annotations

import pytest

from specexport.model import document as d
from specexport.renderers.common import cover_facts
from specexport.style.words import words


@pytest.mark.parametrize(
    ("name", "lang", "label"),
    [
        ("author", "en", "Author"),
        ("authors", "en", "Authors"),
        ("author", "ja", words("ja").author),
        ("last-updated", "de", words("de").updated),
        ("owning-sig", "de", "Owning sig"),
        ("order", "en", "Order"),
        ("Cost centre", "en", "Cost centre"),
        ("iOS", "en", "iOS"),
        ("STATUS", "en", "STATUS"),
    ],
)
def test_keys_become_labels_and_labels_stay(name: str, lang: str, label: str) -> None:
    meta = d.Meta(fields=(d.MetaField(name, (d.Str(text="x"),)),))
    assert [fact.label for fact in cover_facts.facts(meta, (), words(lang))] == [label]
