"""What changed in what a specification says: endpoints, tables, thresholds, phases, risks, requirements.

A change is breaking where somebody who relies on the old version may fail with the new one: what is gone,
what is asked for in addition, a type that became another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

from msgspec import Struct

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from specexport.specification.data.model import (
        Column,
        Dependency,
        Duration,
        Endpoint,
        Example,
        Facts,
        Metric,
        Model,
        Phase,
        Risk,
    )

Fact = TypeVar("Fact")
What = Literal["added", "removed", "changed"]
_PARAMETER = regex(r"\{[^{}]*\}|:[A-Za-z_]\w*|<[^<>]*>")
_TERM = regex(r"[\w.\[\]-]*\w")
_OPTIONAL = regex(r"\boptional\w*|\bmay\b|\?", 2)
_WORDS = frozenset(
    {"a", "an", "and", "or", "the", "of", "with", "its", "to", "in", "by", "for", "as", "none"}
)
_LEVELS = {"": 0, "low": 1, "medium": 2, "high": 3}
_DAYS = {"hour": 1 / 8, "day": 1, "week": 7, "sprint": 14, "month": 30, "quarter": 91, "year": 365}


class FactChange(Struct, frozen=True, omit_defaults=True):
    """A fact that was added, removed or changed: its kind and name, both versions of it in words.

    `breaking`: who relies on the old version may fail. `note` says more, `line` is where it stands in the new
    version (from 1), in the old one for what was removed.
    """

    kind: str
    name: str
    what: What
    before: str = ""
    after: str = ""
    breaking: bool = False
    note: str = ""
    line: int = 0


def meaning(
    old: Facts, new: Facts, old_requirements: Mapping[str, str], new_requirements: Mapping[str, str]
) -> list[FactChange]:
    """Return what changed in the facts of two versions, and in their requirements by id."""
    return [
        *_endpoints(old, new),
        *_models(old.models, new.models),
        *_requirements(old_requirements, new_requirements),
        *_scope(old, new),
        *_phases(old.phases, new.phases),
        *_plain("threshold", old.metrics, new.metrics, lambda one: one.name, _threshold),
        *_plain("load", old.load, new.load, lambda one: one.label, lambda one: one.text),
        *_risks(old.risks, new.risks),
        *_dependencies(old.dependencies, new.dependencies),
        *_plain(
            "component", old.components, new.components, lambda one: one.name, lambda one: one.technology
        ),
        *_information(old, new),
    ]


def _pairs(
    old: Iterable[Fact], new: Iterable[Fact], name: Callable[[Fact], str]
) -> Iterator[tuple[str, Fact | None, Fact | None]]:
    """Yield facts of one name in both versions, in the order of the new one; those that are gone last."""
    here, there = ({name(one).casefold(): one for one in reversed([*facts])} for facts in (old, new))
    for key in reversed(there):
        yield name(there[key]), here.get(key), there[key]
    for key in reversed(here):
        if key not in there:
            yield name(here[key]), here[key], None


def _plain(
    kind: str,
    old: Iterable[Fact],
    new: Iterable[Fact],
    name: Callable[[Fact], str],
    said: Callable[[Fact], str],
) -> Iterator[FactChange]:
    """Yield changes of facts that say one thing."""
    for called, before, after in _pairs(old, new, name):
        was, now = said(before) if before else "", said(after) if after else ""
        if not before or not after or was != now:
            yield _change(kind, called, before, after, said=(was, now))


def _change(
    kind: str,
    name: str,
    before: Any,
    after: Any,
    *,
    said: tuple[str, str] = ("", ""),
    breaking: bool = False,
    note: str = "",
) -> FactChange:
    what: What = "added" if before is None else "removed" if after is None else "changed"
    line = getattr(after if after is not None else before, "line", 0)
    return FactChange(kind, name, what, *said, breaking, note, line)


# The interface


def _endpoints(old: Facts, new: Facts) -> Iterator[FactChange]:
    for _, before, after in _pairs(old.endpoints, new.endpoints, _called):
        known = after or before
        called = f"{known.method} {known.path}" if known else ""
        if before is None or after is None:
            yield _change("endpoint", called, before, after, breaking=after is None)
            continue
        for field in ("description", "request", "response"):
            was, now = getattr(before, field), getattr(after, field)
            if was != now:
                broken = _broken(field, was, now)
                yield _change(
                    "endpoint",
                    f"{called} {field}",
                    before,
                    after,
                    said=(was, now),
                    breaking=bool(broken),
                    note=broken,
                )
        if before.path != after.path:
            yield _change("endpoint", f"{called} path", before, after, said=(before.path, after.path))
    yield from _examples(old.examples, new.examples)


def _called(endpoint: Endpoint) -> str:
    """Return what an endpoint is called, whatever its parameters are."""
    return f"{endpoint.method} {_PARAMETER.sub('{}', endpoint.path.partition('?')[0])}"


def _broken(field: str, was: str, now: str) -> str:
    """Return why a request or a response breaks those who know the old one, nothing where it does not."""
    gone = [term for term in _terms(was) if term not in _terms(now)]
    fresh = [term for term in _terms(now) if term not in _terms(was)]
    if field == "response" and gone:
        return f"no longer answers {', '.join(gone)}"
    if field == "request" and fresh and not _OPTIONAL.search(now):
        return f"asks for {', '.join(fresh)}"
    return ""


def _terms(text: str) -> list[str]:
    return [term for term in _TERM.findall(text) if term.casefold() not in _WORDS]


def _examples(old: Iterable[Example], new: Iterable[Example]) -> Iterator[FactChange]:
    """Yield fields that came, went or changed their type in examples of messages."""
    known = [one for one in old if isinstance(one.value, dict)]
    fresh = [one for one in new if isinstance(one.value, dict)]
    for called, before, after in _pairs(known, fresh, _message):
        if before is None or after is None:
            continue
        here, there = _fields(before.value), _fields(after.value)
        for field in sorted(here.keys() | there.keys()):
            was, now = here.get(field, ""), there.get(field, "")
            if was != now:
                response = after.role == "response"
                breaking = bool(was and now) or (not now if response else not was)
                what: What = "changed" if was and now else "removed" if was else "added"
                name = f"{called} {field}"
                yield FactChange("field", name, what, was, now, breaking, line=after.line)


def _message(example: Example) -> str:
    return " ".join(filter(None, (example.endpoint, example.role, str(example.status or ""))))


def _fields(value: Any, path: str = "") -> dict[str, str]:
    """Return the fields of a value with their types, those of the first of a list for all of it."""
    if isinstance(value, dict):
        found: dict[str, str] = {}
        for name in sorted(value):
            found |= _fields(value[name], f"{path}.{name}" if path else str(name))
        return found
    if isinstance(value, list):
        return _fields(value[0], f"{path}[]") if value else {path: "list"}
    kinds = {str: "string", bool: "boolean", int: "number", float: "number", type(None): "null"}
    return {path: kinds.get(type(value), "value")}


def _models(old: Iterable[Model], new: Iterable[Model]) -> Iterator[FactChange]:
    for called, before, after in _pairs(old, new, lambda one: one.name):
        if before is None or after is None:
            yield _change("table", called, before, after, breaking=after is None)
            continue
        for name, was, now in _pairs(before.columns, after.columns, lambda one: one.name):
            one, other = _column(was), _column(now)
            if one != other:
                yield _change(
                    "column", f"{called}.{name}", was, now, said=(one, other), breaking=_breaks(was, now)
                )


def _column(column: Column | None) -> str:
    if column is None:
        return ""
    parts = (
        column.type,
        "" if column.nullable else "not null",
        "unique" if column.unique else "",
        f"default {column.default}" if column.default else "",
        f"references {column.references}" if column.references else "",
    )
    return " ".join(filter(None, parts))


def _breaks(was: Column | None, now: Column | None) -> bool:
    if was is None or now is None:
        return now is None or not (now.nullable or now.default)
    return was.type.casefold() != now.type.casefold() or (was.nullable and not now.nullable)


# The work


def _requirements(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[FactChange]:
    for name in (*new, *(name for name in old if name not in new)):
        was, now = old.get(name), new.get(name)
        if was != now:
            yield _change("requirement", name, was, now, said=(was or "", now or ""), breaking=now is None)


def _scope(old: Facts, new: Facts) -> Iterator[FactChange]:
    for side, kind in (("included", "in scope"), ("excluded", "out of scope")):
        here, there = (getattr(facts.scope, side, ()) for facts in (old, new))
        yield from _plain(kind, here, there, lambda one: one.text, lambda _: "")


def _phases(old: Iterable[Phase], new: Iterable[Phase]) -> Iterator[FactChange]:
    shift = 0.0
    for called, before, after in _pairs(old, new, lambda one: one.name):
        was, now = (_length(one.duration if one else None) for one in (before, after))
        words = (before.duration.text if before and before.duration else "",
                 after.duration.text if after and after.duration else "")  # fmt: skip
        moved = f"begins {_days(shift)} than before" if round(shift) else ""
        longer = (
            f"takes {_days(now - was, 'longer', 'less')}" if before and after and round(now - was) else ""
        )
        note = "; ".join(filter(None, (moved, longer)))
        if not before or not after or words[0] != words[1] or moved:
            yield _change("phase", called, before, after, said=(words[0], words[1]), note=note)
        shift += now - was


def _length(duration: Duration | None) -> float:
    if duration is None or duration.value is None:
        return 0.0
    return duration.value * _DAYS.get(duration.unit.rstrip("s").lower(), 0)


def _days(count: float, more: str = "later", less: str = "earlier") -> str:
    days = abs(round(count))
    return f"{days} day{'s' * (days != 1)} {more if count > 0 else less}"


def _threshold(metric: Metric) -> str:
    return metric.threshold.text if metric.threshold else ""


def _risks(old: Iterable[Risk], new: Iterable[Risk]) -> Iterator[FactChange]:
    for called, before, after in _pairs(old, new, lambda one: one.risk):
        if before is None or after is None:
            level = (after or before).level if (after or before) else ""  # type: ignore[union-attr] # one is there
            yield _change(
                "risk", called, before, after, said=(level if before else "", level if after else "")
            )
        elif before.impact != after.impact:
            rise = _LEVELS.get(after.level, 0) - _LEVELS.get(before.level, 0)
            note = "raised" if rise > 0 else "lowered" if rise < 0 else ""
            yield _change("risk", called, before, after, said=(before.impact, after.impact), note=note)


def _dependencies(old: Iterable[Dependency], new: Iterable[Dependency]) -> Iterator[FactChange]:
    for called, before, after in _pairs(old, new, lambda one: one.name):
        was, now = before.version if before else "", after.version if after else ""
        if not before or not after or was != now:
            major = bool(was and now) and _major(was) != _major(now)
            note = "another major version" if major else ""
            yield _change("dependency", called, before, after, said=(was, now), breaking=major, note=note)


def _major(version: str) -> str:
    return next(iter(_TERM.findall(version)), "").lstrip("v").partition(".")[0]


def _information(old: Facts, new: Facts) -> Iterator[FactChange]:
    for name in ("title", "status", "version", "classification", "authors", "reviewers", "approvers"):
        was, now = getattr(old.document, name), getattr(new.document, name)
        if was != now:
            said = [one if isinstance(one, str) else ", ".join(one) for one in (was, now)]
            yield _change("document", name, old.document, new.document, said=(said[0], said[1]))
