"""The files of a site: its script, the list of its pages, one piece for each page, and words in pieces."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
from msgspec import Struct

from specexport.batch.index.page import Item
from specexport.batch.manifest import Noted
from specexport.batch.plan import output_name
from specexport.batch.site import place, text
from specexport.core.patterns import regex
from specexport.system import files
from specexport.system.digests import digest, digest_of_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from specexport.batch.index.page import Wording
    from specexport.batch.manifest import Manifest
    from specexport.batch.plan import Plan

PIECES = 64
"""Into how many files the words of all pages are divided."""

# The words that the script shows.
_SAID = ("all", "search", "results", "linked", "nothing_found", "tasks", "open", "none")
_SHOWN = 160  # characters of a section that a result shows
_OWN = regex(r"(?:page-[0-9a-f]{12}|words-\d+)\.js")
_NOTED = "\0site"  # by what name the manifest knows them


class SitePage(Struct, frozen=True):
    """A page of the site: what the index says of it, its sections, the numbers of pages leading to it."""

    item: Item
    sections: tuple[text.SearchedSection, ...]
    back: tuple[int, ...]


def write(
    plan: Plan, manifest: Manifest, items: Callable[[], Sequence[Item]], wording: Wording, stamp: str
) -> None:
    """Write the site's own files, where they changed; `stamp` tells what they are made of.

    `items` returns what the index says of all specifications.
    """
    folder = plan.out / place.FOLDER
    made_from = digest(f"{stamp} {script()} {wording}".encode())
    known = manifest.noted(_NOTED)
    if known and known.source == made_from and _standing(folder) == known.fingerprint:
        return
    wanted = made(_pages(plan, manifest, items()), wording)
    for path in folder.glob("*.js") if folder.is_dir() else ():
        if path.name not in wanted and _OWN.fullmatch(path.name):
            path.unlink(missing_ok=True)
    for name, content in wanted.items():
        if digest_of_file(folder / name) != digest(content):
            files.write(folder / name, content)
    manifest.note(_NOTED, Noted(made_from, _standing(folder), b""))


def _standing(folder: Path) -> str:
    found = sorted(folder.glob("*.js")) if folder.is_dir() else []
    return digest(" ".join(f"{path.name} {digest_of_file(path)}" for path in found).encode())


def _pages(plan: Plan, manifest: Manifest, items: Sequence[Item]) -> list[SitePage]:
    numbers = {item.source: at for at, item in enumerate(items)}
    back: dict[int, set[int]] = defaultdict(set)
    for item in items:
        for name in _leads_to(plan, manifest, item.source):
            if name in numbers and name != item.source:
                back[numbers[name]].add(numbers[item.source])
    listed = ((item, _sections(manifest, item.source), back[at]) for at, item in enumerate(items))
    return [SitePage(item, sections, tuple(sorted(leading))) for item, sections, leading in listed]


def _leads_to(plan: Plan, manifest: Manifest, name: str) -> set[str]:
    """Return the specifications that the page of `name` leads to."""
    record = manifest.record(output_name(name, "html"))
    linked = (path for path, kind in record.links if kind == "spec") if record else ()
    return {plan.parts.get(path, path) for path in linked}


def _sections(manifest: Manifest, name: str) -> tuple[text.SearchedSection, ...]:
    noted = manifest.noted(name)
    return msgspec.json.decode(noted.facts, type=_Searched).sections if noted else ()


class _Searched(Struct, frozen=True):
    sections: tuple[text.SearchedSection, ...] = ()


def made(pages: Sequence[SitePage], wording: Wording) -> dict[str, bytes]:
    """Return the files of the site of `pages` by their names."""
    listed = [_listed(page) for page in pages]
    named = msgspec.to_builtins(wording)
    said = {name: named[name] for name in _SAID}
    out = {place.SCRIPT: script().encode(), "pages.js": _call("pages", listed, said)}
    for page in pages:
        own = [[one.ident, one.title, one.text[:_SHOWN]] for one in page.sections]
        back = [[_title(pages[at]), _url(pages[at])] for at in page.back]
        name = place.key(page.item.source)
        out[f"page-{name}.js"] = _call("page", name, {"back": back, "sections": own, "words": said})
    out |= {f"words-{number}.js": _call("words", number, piece) for number, piece in enumerate(_words(pages))}
    return out


def _listed(page: SitePage) -> dict[str, Any]:
    facts = page.item.facts
    tasks = [facts.tasks.done, facts.tasks.all] if facts.tasks else []
    known = {
        "key": place.key(page.item.source),
        "title": facts.title,
        "url": _url(page),
        "folder": page.item.folder,
        "status": facts.status,
        "tasks": tasks,
        "open": len(facts.questions),
        "updated": facts.updated,
    }
    return {name: value for name, value in known.items() if value}


def _title(page: SitePage) -> str:
    return page.item.facts.title


def _url(page: SitePage) -> str:
    return next((quote(one.path) for one in page.item.files if one.target == "html"), "")


def _words(pages: Sequence[SitePage]) -> Iterable[Mapping[str, list[list[int]]]]:
    """Return the pieces: of every word the pages that have it, by number, with those of its sections."""
    found: dict[str, dict[int, list[int]]] = defaultdict(dict)
    for at, page in enumerate(pages):
        for number, section in enumerate(page.sections):
            for word in dict.fromkeys(text.words(f"{section.title} {section.text}")):
                found[word].setdefault(at, []).append(number)
    pieces: list[dict[str, list[list[int]]]] = [{} for _ in range(PIECES)]
    for word in sorted(found):
        pieces[piece_of(word)][word] = [[at, *numbers] for at, numbers in found[word].items()]
    return pieces


def piece_of(word: str) -> int:
    """Return the number of the piece that a word is in: its first two characters decide."""
    return sum(map(ord, word[:2])) % PIECES


def _call(what: str, *values: Any) -> bytes:
    """Return a script that hands `values` to the site: files that are opened without a server run it too."""
    said = ",".join(json.dumps(value, ensure_ascii=True, separators=(",", ":")) for value in values)
    return f"specexportSite.{what}({said});\n".replace("</", "<\\/").encode()


@cache
def script() -> str:
    """Return the script of the site."""
    return Path(__file__).with_name("site.js").read_text("utf-8")
