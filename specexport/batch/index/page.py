"""The index of a batch: every specification with what is known of it, as a page and as JSON."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from specexport.batch.manifest import Noted
from specexport.batch.plan import INDEX, output_name
from specexport.batch.site import place
from specexport.core.settings import STATUSES
from specexport.pipeline import environment
from specexport.style.palette import slug
from specexport.style.words import right_to_left, tag
from specexport.system import files
from specexport.system.digests import digest, digest_of_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Template
    from markupsafe import Markup

    from specexport.batch.index.facts import IndexedFacts  # noqa: TC004 - loaded where something is to be written
    from specexport.batch.manifest import Manifest
    from specexport.batch.plan import Plan, Task

VERSION = 1
_ISO = re.compile(r"\s*(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?![\d-])")
_DOTTED = re.compile(r"\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_WORDING = Path(__file__).with_name("languages.json")


class File(Struct, frozen=True):
    """One output: its path relative to the index, its size in bytes, the number of its pages where it has
    some.
    """

    target: str
    path: str
    bytes: int
    pages: int | None


class Item(Struct, frozen=True):
    """One specification. `source` is its path relative to the folder that was searched."""

    source: str
    folder: str
    facts: IndexedFacts
    files: tuple[File, ...]


class Index(Struct, frozen=True):
    """What `index.json` holds."""

    specexport: int
    specifications: tuple[Item, ...]


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of the page in one language; those that documents have as well come from the style.

    `shown` is a template over `{found}` and `{all}`.
    """

    title: str = "Specifications"
    all: str = "All specifications"
    specification: str = "Specification"
    kind: str = "Kind"
    owner: str = "Owner"
    complete: str = "Complete"
    findings: str = "Findings"
    pages: str = "Pages"
    formats: str = "Formats"
    any: str = "All"
    group: str = "Group by"
    nothing: str = "Nothing"
    folder: str = "Folder"
    risks: str = "Risks"
    risk: str = "Risk"
    impact: str = "Impact"
    mitigation: str = "Mitigation"
    questions: str = "Open questions"
    question: str = "Question"
    shown: str = "{found} of {all} shown"
    tasks: str = "Tasks"
    open: str = "Open points"
    search: str = "Search all specifications"
    results: str = "Results"
    nothing_found: str = "Nothing found"
    linked: str = "Linked from"
    none: str = "None"


def write(plan: Plan, manifest: Manifest, style: str, look: str) -> None:
    """Write the index of everything that was made of `plan`, in the look of `style`, where it changed.

    `look` is the fingerprint of what it is written with.
    Raises EnvironmentProblem when it cannot be written.
    """
    html, data = places = tuple(plan.out / name for name in INDEX)
    stamp = f"{look} {VERSION} {plan.site} {_stamp(plan, manifest)}"
    made_from = digest(stamp.encode())
    known = manifest.noted("")
    if plan.site:
        from specexport.batch.site import writing

        writing.write(plan, manifest, partial(_items, plan, manifest), said(style), stamp)
    if known and known.source == made_from and _written(places) == known.fingerprint:
        return
    items = _items(plan, manifest)
    whole = msgspec.json.format(msgspec.json.encode(Index(VERSION, items)), indent=2) + b"\n"
    for path, content in ((html, page(items, style, plan.site).encode()), (data, whole)):
        if digest_of_file(path) != digest(content):
            files.write(path, content)
    manifest.note("", Noted(made_from, _written(places), b""))


def said(style: str) -> Wording:
    """Return the words of the page in the language of a style."""
    return wording(environment.load_style(style).lang)


def _items(plan: Plan, manifest: Manifest) -> tuple[Item, ...]:
    return tuple(item for task in plan.tasks if (item := _item(task, manifest)))


def _stamp(plan: Plan, manifest: Manifest) -> str:
    paths = (output_name(task.name, one.target) for task in plan.tasks for one in task.job.outputs)
    return manifest.stamp(paths, (task.name for task in plan.tasks))


def _written(places: Iterable[Path]) -> str:
    return " ".join(map(digest_of_file, places))


def _item(task: Task, manifest: Manifest) -> Item | None:
    from specexport.batch.index.facts import IndexedFacts

    made = []
    for output in task.job.outputs:
        path = output_name(task.name, output.target)
        if (record := manifest.record(path)) is not None:
            made.append(File(output.target, path, record.size, record.pages))
    noted = manifest.noted(task.name)
    if not made or noted is None:
        return None
    facts = replace(msgspec.json.decode(noted.facts, type=IndexedFacts), sections=msgspec.UNSET)
    return Item(task.name, task.name.rstrip("/").rpartition("/")[0], facts, tuple(made))


def page(items: tuple[Item, ...], style: str, site: bool = False) -> str:
    """Return the page: a table that can be read without its script, in the look of `style`."""
    look = environment.load_style(style)
    from specexport.renderers.html import css, head

    script = _part("index.js")
    scripts = head.hashed(script) + (f" {head.hashed(head.loader())} 'strict-dynamic'" if site else "")
    return _template().render(
        items=items,
        company=look.company,
        lang=look.lang,
        turned=right_to_left(look.lang),
        words=look.words,
        wording=wording(look.lang),
        css=f"{css.screen(look)}\n{_part('index.css')}{head.site_sheet() if site else ''}",
        site=site,
        loader=head.loader(),
        folder=place.FOLDER,
        script=script,
        policy=f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; font-src data:",
        risks=sorted(
            ((item, risk) for item in items for risk in item.facts.risks),
            key=lambda pair: _rank(pair[1].level),
        ),
        questions=[(item, one) for item in items for one in item.facts.questions],
        progress=any(item.facts.convention for item in items),
        size=_size,
        state=_states(item.facts.status for item in items),
        date=_date,
        slug=slug,
        url=_url,
    )


def _states(said: Iterable[str]) -> Callable[[str], str]:
    """Return what spells a status as its first of any capitals: one status is one filter."""
    known = {status.casefold(): status for status in reversed((*STATUSES, *said))}
    return lambda status: known.get(status.casefold(), status)


def _date(text: str) -> Markup:
    """Return the attribute by which a date is sorted, nothing for what is none."""
    from markupsafe import Markup

    if dotted := _DOTTED.match(text):  # the day stands first wherever dots stand between
        day, month, year = map(int, dotted.groups())
    elif match := _ISO.match(text):
        year, month, day = (int(part or 0) for part in match.groups())
    else:
        return Markup("")
    return Markup(' data-value="{}"').format(year * 10_000 + month * 100 + day)


def _rank(level: str) -> int:
    return {"high": 0, "medium": 1, "low": 2}.get(level, 3)


def _url(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def _size(count: int) -> str:
    return f"{max(1, round(count / 1000))} kB" if count < 10**6 else f"{count / 10**6:.1f} MB"


@cache
def _part(name: str) -> str:
    return (Path(__file__).parent / "templates" / name).read_text("utf-8").strip()


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("specexport.batch.index")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True).get_template(
        "index.html.j2"
    )


@cache
def wording(lang: str) -> Wording:
    """Return the words of a language, given as its BCP 47 tag. English stands in for an unknown one."""
    known = msgspec.json.decode(_WORDING.read_bytes(), type=dict[str, Wording])
    return known.get(tag(lang), Wording())
