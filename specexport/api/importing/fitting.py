"""A document's sections in a template's order and under its titles; what does not fit, at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.api.importing import matching, outline
from specexport.api.importing.outline import OutlineSection
from specexport.api.importing.report import Matched
from specexport.model import document as d
from specexport.specification.forms.form import ANY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.specification.forms.form import Form, FormSection

# The heading for what has no place in the template, by the language of the document.
_OTHER = {
    "ar": "محتوى آخر",
    "cs": "Další obsah",
    "de": "Weitere Inhalte",
    "en": "Other Content",
    "es": "Otros contenidos",
    "fr": "Autres contenus",
    "he": "תוכן נוסף",
    "it": "Altri contenuti",
    "ja": "その他の内容",
    "ko": "기타 내용",
    "nl": "Overige inhoud",
    "pl": "Pozostałe treści",
    "pt": "Outros conteúdos",
    "ru": "Прочее",
    "tr": "Diğer içerik",
    "uk": "Інше",
    "zh": "其他内容",
}


class Fitted(Struct, frozen=True):
    """A document fitted to a form, with what was found, missing, extra, and put under other content."""

    document: d.Document
    matched: tuple[Matched, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    other: tuple[str, ...]


def other_content(lang: str) -> str:
    """Return the heading for what has no place in a template, in a language (BCP 47)."""
    return _OTHER.get(lang.lower().partition("-")[0], _OTHER["en"])


def fit(document: d.Document, form: Form) -> Fitted:
    """Return `document` with its sections where `form` has them. All of its blocks are kept."""
    preamble, sections = outline.split(document.blocks)
    fitter = _Fitter(form)
    placed = fitter.place(sections)
    blocks = [*preamble, *outline.joined(placed)]
    left = fitter.left
    if left:
        header = d.Header(level=1, content=(d.Str(text=other_content(document.meta.lang)),))
        blocks += [header, *outline.joined(left, 2)]
    missing = [
        matching.names(_path(form, wanted.path))
        for wanted in form.required()
        if wanted.path not in fitter.found
    ]
    return Fitted(
        replace(document, blocks=tuple(blocks)),
        tuple(fitter.matched),
        tuple(missing),
        (*fitter.extra, *(section.title for section in left)),
        tuple(section.title for section in left),
    )


def _path(form: Form, path: tuple[str, ...]) -> Iterator[FormSection]:
    for length in range(1, len(path) + 1):
        if section := form.sections.get(path[:length]):
            yield section


class _Fitter:
    """Places sections. `found` are the paths of the form's sections that the document has."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.found: set[tuple[str, ...]] = set()
        self.matched: list[Matched] = []
        self.extra: list[str] = []
        self.left: list[OutlineSection] = []

    def place(self, sections: Sequence[OutlineSection]) -> list[OutlineSection]:
        """Return the sections of the first rank in the form's order; those without a place are `left`."""
        top = matching.children(self._form, ())
        places = {place.wanted.path: place for place in matching.matched(sections, top)}
        rest = [one for one in sections if all(one is not place.section for place in places.values())]
        deeper = [
            one
            for one in self._form.sections.values()
            if len(one.path) > 1 and not one.path[-1].endswith(ANY)
        ]
        moved = matching.surely(rest, deeper)
        self.left = [one for one in rest if all(one is not place.section for place in moved)]
        out = []
        for wanted in top:
            below = [place for place in moved if place.wanted.path[:1] == wanted.path]
            if place := places.get(wanted.path):
                out.append(self._filled(place, below))
            elif below:
                self.found.add(wanted.path)
                empty = OutlineSection(d.Header(level=1, content=(d.Str(text=wanted.title),)))
                out.append(self._with(empty, below))
        return out

    def _filled(self, place: matching.Match, below: Sequence[matching.Match] = ()) -> OutlineSection:
        """Return a section in its place, its own sections in theirs, and those from elsewhere `below`."""
        self._note(place)
        section, path = place.section, place.wanted.path
        if place.how != "name" or section.title[:1].isdecimal():
            section = replace(section, header=replace(section.header, content=_title(place.wanted)))
        wanted = matching.children(self._form, path)
        inner = {one.wanted.path: one for one in matching.matched(section.inner, wanted)}
        known = [self._filled(inner[one.path]) for one in wanted if one.path in inner]
        extra = [one for one in section.inner if all(one is not other.section for other in inner.values())]
        for one in extra:
            if free := self._form.place((*path, one.key)):
                self.found.add(free)
            else:
                self.extra.append(one.title)
        return self._with(replace(section, inner=(*known, *extra)), below)

    def _with(self, section: OutlineSection, below: Iterable[matching.Match]) -> OutlineSection:
        more = tuple(self._filled(place) for place in below)
        return replace(section, inner=(*section.inner, *more))

    def _note(self, place: matching.Match) -> None:
        self.found.add(place.wanted.path)
        name = matching.names(_path(self._form, place.wanted.path))
        self.matched.append(Matched(place.section.title, name, place.how))


def _title(wanted: FormSection) -> tuple[d.Inline, ...]:
    return (d.Str(text=wanted.title),)
