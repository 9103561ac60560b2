"""A comparison told to a terminal, a pull request and another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from specexport.compare import front, shown
from specexport.compare.meaning import FactChange
from specexport.compare.summary import Summary
from specexport.model.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Told(msgspec.Struct, frozen=True):
    """A comparison and what is told of it; `old` and `new` are what the versions are called."""

    document: Document
    summary: Summary
    facts: tuple[FactChange, ...] = ()
    old: str = ""
    new: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything did."""
        return self.summary.changed or bool(self.facts)

    @property
    def breaking(self) -> bool:
        """Whether anything changed on which somebody may rely."""
        return any(fact.breaking for fact in self.facts)


def text(told: Told) -> str:
    """Return what changed for a terminal: in short, then the words themselves."""
    lines = [front.TITLE, "", front.sentence(told.summary, told.facts, told.old, told.new), ""]
    lines += [f"  {_line(fact)}" for fact in told.facts]
    lines += [""] if told.facts else []
    for section in told.summary.sections:
        name = " ".join(filter(None, (section.number, section.title))) or "Before the first heading"
        lines.append(f"  {section.what:8} {name}  {front.words(section)}")
    return "\n".join([*lines, "", *shown.lines(told.document)]).rstrip() + "\n"


def _line(fact: FactChange) -> str:
    sign = "!" if fact.breaking else " "
    return f"{sign} {fact.what:8} {fact.kind} {fact.name}{_difference(fact)}"


def _difference(fact: FactChange) -> str:
    values = f": {fact.before or '-'} -> {fact.after or '-'}" if fact.before or fact.after else ""
    return values + (f" ({fact.note})" if fact.note else "")


def markdown(told: Told) -> str:
    """Return what changed as Markdown, for a pull request."""
    return "\n".join(_markdown(told)) + "\n"


def _markdown(told: Told) -> Iterator[str]:
    yield f"### {front.TITLE}"
    yield ""
    yield _escaped(front.sentence(told.summary, told.facts, told.old, told.new))
    if told.facts:
        yield from ("", "| What | Change | Before | After |", "|---|---|---|---|")
        for fact in told.facts:
            mark = "**breaking**: " if fact.breaking else ""
            said = ", ".join(filter(None, (fact.what, fact.note)))
            cells = (f"{fact.kind} {fact.name}", f"{fact.before}", f"{fact.after}")
            what, before, after = map(_escaped, cells)
            yield f"| {what} | {mark}{_escaped(said)} | {before} | {after} |"
    if told.summary.sections:
        yield from ("", "| Section | Change | Words |", "|---|---|---|")
        for section in told.summary.sections:
            name = " ".join(filter(None, (section.number, section.title))) or "Before the first heading"
            yield f"| {_escaped(name)} | {section.what} | {front.words(section)} |"


def _escaped(text: str) -> str:
    """Return text as it stands in a cell, with nothing that Markdown or HTML would act on."""
    text = text.replace("&", "&amp;")
    for sign in "\\|`*_~[]#<>@":
        text = text.replace(sign, f"\\{sign}" if sign not in "<>@" else f"&#{ord(sign)};")
    return " ".join(text.split())


def github(told: Told, path: str = "") -> str:
    """Return commands of GitHub's runners, which show facts beside the lines of a pull request."""
    return "".join(f"{_command(fact, path)}\n" for fact in told.facts)


def _command(fact: FactChange, path: str) -> str:
    level = "warning" if fact.breaking else "notice"
    place = f"file={_property(path)}," if path else ""
    line = f"line={fact.line}," if fact.line and fact.what != "removed" else ""
    title = "Breaking change" if fact.breaking else front.TITLE
    said = f"{fact.kind} {fact.name} {fact.what}{_difference(fact)}"
    return f"::{level} {place}{line}title={title}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def record(told: Told) -> dict[str, Any]:
    """Return what changed as values for JSON."""
    return {
        "old": told.old,
        "new": told.new,
        "changed": told.changed,
        "breaking": told.breaking,
        "summary": msgspec.to_builtins(told.summary),
        "facts": msgspec.to_builtins(told.facts),
    }


def joined(parts: Sequence[str]) -> str:
    """Return reports of several documents as one."""
    return "\n".join(parts)
