"""SX4: anchors, files, pictures, footnotes and link definitions."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.passes import fragments, references
from specexport.passes.handmade_signs import is_contents_anchor
from specexport.specification.check.rules.base import Case, Family, Finding
from specexport.specification.placeholders.runs import within
from specexport.system.folder import typed

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

FAMILY = Family()
rule = FAMILY.rule

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.\-]*:|//")
_FOOTNOTE = regex(r"(?<![\w\[\]])\[\^([\w.\-]{1,60})\](?!:)")
_REFERENCE = regex(r"(?<![\w\])])\[([^\[\]]{1,200})\]\[([^\[\]]{0,100})\](?![\[(])")
_DEFINITION = regex(r" {0,3}\[(?!\^)((?:[^\[\]\\]|\\.){1,200})\]:\s*<?([^\s>]+)")
# How many anchors are guessed at, among how many: each guess looks at all of them.
_GUESSED, _COMPARED = 50, 1000
_LABEL = regex(r"\[((?:[^\[\]\\]|\\.){1,200})\](?!:)")
_COMMENT = frozenset({"//", "comment", "_metadata_"})


@rule(
    "SX401",
    "broken-anchor",
    summary="A link leads to a heading that is not there.",
    why="Readers press it and nothing happens; in Word and PDF it is no link at all.",
    bad="""
        # Visit Counter

        ## Overview

        How it is undone: [Rollback](#rollback-plan).

        ## Rollback

        Deploy the former version.
        """,
    good="""
        # Visit Counter

        ## Overview

        How it is undone: [Rollback](#rollback).

        ## Rollback

        Deploy the former version.
        """,
)
def anchor(case: Case) -> Iterator[Finding]:
    """Find `#anchors` that no heading, and nothing else with an id, answers to, here or in another file."""
    ids = {name.lower() for name in _ids(case)}
    told = 0
    for node in case.view.nodes:
        if type(node) is not d.Link or not node.url.startswith("#"):
            continue
        name = unquote(node.url[1:]).lower()
        if name and name not in ids and not is_contents_anchor(name):
            told += 1
            near = (
                difflib.get_close_matches(name, ids, 1, 0.7)
                if told < _GUESSED and len(ids) < _COMPARED
                else []
            )
            hint = f"did you mean #{near[0]}?" if near else "name a heading as GitHub would"
            yield Finding(node.pos, f"nothing is called #{name}", hint)
    yield from _names(case)
    yield from _anchors_elsewhere(case)


def _names(case: Case) -> Iterator[Finding]:
    """Find references by name (`@fig:flow`) to what nothing is called."""
    if not any("@" in line for line in case.view.lines):
        return
    links = (node for node in case.view.nodes if type(node) is d.Link)
    linked = {id(text) for link in links for text in walk.find([link], d.Str)}
    for node, match in _in_text(case, references.REFERENCE, "@"):
        lines = case.view.source(node.pos)
        if id(node) in linked or references.is_escaped(node, match, lines[0] if lines else ""):
            continue
        for name in references.NAME.finditer(match.group()):
            labels = case.view.labels
            if labels and not labels.named(name["kind"], name["mark"], name["name"]):
                start = match.start() + name.start()
                pos = within(node, start, start + len(name.group()))
                called = name.group()[1:]
                yield Finding(
                    pos, f"nothing is called #{called}", f"give what is meant the name {{#{called}}}"
                )


def _anchors_elsewhere(case: Case) -> Iterator[Finding]:
    """Find `file.md#anchors` that no heading of the other file answers to."""
    for node in case.view.nodes:
        if type(node) is not d.Link or not _is_relative(node.url):
            continue
        path, fragment = fragments.asked(node.url)
        names = case.view.names(unquote(path)) if path else None
        if names is None or is_contents_anchor(fragment.lower()):
            continue
        if not fragments.has(names, fragment):
            near = (
                difflib.get_close_matches(fragment.lower(), names, 1, 0.7) if len(names) < _COMPARED else []
            )
            hint = f"did you mean #{near[0]}?" if near else "name a heading there as GitHub would"
            yield Finding(node.pos, f"nothing is called #{fragment} in {unquote(path)}", hint)


def _ids(case: Case) -> Iterator[str]:
    for node in case.view.nodes:
        attr = getattr(node, "attr", None)
        if attr and attr.id:
            yield attr.id


@rule(
    "SX402",
    "missing-file",
    summary="A link leads to a file that is not there.",
    why="The file was moved or renamed, or never added.",
    bad="""
        # Visit Counter

        ## References

        See the [runbook](no-such-runbook.md).
        """,
    good="""
        # Visit Counter

        ## References

        See the [runbook](https://example.com/runbook).
        """,
)
def missing_file(case: Case) -> Iterator[Finding]:
    """Find relative links within the project that lead to no file or folder."""
    for node in case.view.nodes:
        if type(node) is d.Link and _is_relative(node.url) and not _exists(case, node.url):
            yield Finding(
                node.pos, f"{typed(node.url)} is not there", "correct the path, relative to this document"
            )


@rule(
    "SX403",
    "missing-picture",
    summary="A picture is not there.",
    why="A box with its alternative text is shown in its place.",
    bad="""
        # Visit Counter

        ## Architecture

        ![The parts of the counter](no-such-picture.svg)
        """,
    good="""
        # Visit Counter

        ## Architecture

        Two parts, of which one is Redis.
        """,
)
def missing_picture(case: Case) -> Iterator[Finding]:
    """Find relative addresses of pictures that lead to no file."""
    for node in case.view.nodes:
        if type(node) is d.Image and _is_relative(node.url) and not case.view.exists(_path(node.url)):
            yield Finding(
                node.pos,
                f"picture {typed(node.url)} is not there",
                "correct the path, relative to this document",
            )


def _is_relative(url: str) -> bool:
    return (
        bool(url)
        and not url.startswith("#")
        and not _SCHEME.match(url)
        and url.lower() not in ("url", "link")
    )


def _path(url: str) -> str:
    return unquote(url.partition("#")[0].partition("?")[0])


def _exists(case: Case, url: str) -> bool:
    """Say whether a link leads to a file, or to a page that a site generator would make of one."""
    path = _path(url)
    spellings = (
        path,
        f"{path.rstrip('/')}.md",
        f"{path.rstrip('/')}/index.md",
        path.removesuffix(".html") + ".md",
    )
    return not path or any(case.view.exists(spelling) for spelling in spellings)


@rule(
    "SX404",
    "undefined-footnote",
    summary="A footnote is referred to that is not there.",
    why="Readers see the reference as it is typed.",
    bad="""
        # Visit Counter

        ## Overview

        Visits are counted once a day.[^day]
        """,
    good="""
        # Visit Counter

        ## Overview

        Visits are counted once a day.[^day]

        [^day]: A day ends at midnight UTC.
        """,
)
def undefined_footnote(case: Case) -> Iterator[Finding]:
    """Find `[^name]` that stayed text because nothing defines it."""
    for node, match in _in_text(case, _FOOTNOTE):
        pos = within(node, *match.span())
        yield Finding(pos, f"footnote {match.group()} is not there", f"add a line [^{match[1]}]: …")


@rule(
    "SX405",
    "undefined-reference",
    summary="A link names a definition that is not there.",
    why="Readers see brackets in place of a link.",
    bad="""
        # Visit Counter

        ## Overview

        See [the runbook][runbook].
        """,
    good="""
        # Visit Counter

        ## Overview

        See [the runbook][runbook].

        [runbook]: https://example.com/runbook
        """,
)
def undefined_reference(case: Case) -> Iterator[Finding]:
    """Find `[text][name]` that stayed text because nothing defines it."""
    for node, match in _in_text(case, _REFERENCE):
        name = match[2] or match[1]
        yield Finding(
            within(node, *match.span()),
            f"link definition [{name}] is not there",
            f"add a line [{name}]: address",
        )


def _in_text(case: Case, pattern: re.Pattern[str], sign: str = "[") -> Iterator[tuple[d.Str, re.Match[str]]]:
    """Yield the matches in text with a `sign` that the source has without backslashes."""
    for node in case.view.nodes:
        if type(node) is d.Str and sign in node.text:
            for match in pattern.finditer(node.text):
                lines = case.view.source(node.pos)
                if not lines or match.group() in lines[0]:
                    yield node, match


@rule(
    "SX406",
    "unused-definition",
    summary="A link definition is used by nothing.",
    why="A link has lost its name, or the definition its use.",
    severity="info",
    bad="""
        # Visit Counter

        ## Overview

        See the runbook.

        [runbook]: https://example.com/runbook
        """,
    good="""
        # Visit Counter

        ## Overview

        See the [runbook].

        [runbook]: https://example.com/runbook
        """,
)
def unused_definition(case: Case) -> Iterator[Finding]:
    """Find definitions whose name stands in square brackets nowhere else."""
    defined = [
        (number, match[1])
        for number, line in enumerate(case.view.lines, 1)
        if "]:" in line
        and number not in case.view.code_lines
        and (match := _DEFINITION.match(line))
        and match[2][0] != "#"
    ]
    if not defined:
        return
    text = " ".join(" ".join(case.view.lines).split()).casefold()
    used = {match[1].strip() for match in _LABEL.finditer(text)}
    for number, name in defined:
        if name not in _COMMENT and " ".join(name.split()).casefold() not in used:
            yield Finding(d.Pos(number, number), f"link definition [{name}] is not used", "use or remove it")


@rule(
    "SX407",
    "dead-link",
    summary="A link to the web leads nowhere.",
    why="The page was moved or taken away. Only looked for with `--links`, since it needs the network.",
    default=False,
    bad="""
        # Visit Counter

        ## References

        See [the runbook](https://example.invalid/runbook).
        """,
    good="""
        # Visit Counter

        ## References

        See [the runbook](runbook.md).
        """,
)
def dead_link(case: Case) -> Iterator[Finding]:
    """Report what was found out about the addresses, where somebody has asked."""
    for node in case.view.nodes:
        if type(node) is d.Link and (why := case.dead.get(node.url)):
            yield Finding(node.pos, f"{node.url} leads nowhere: {why}", "correct or remove it")


@rule(
    "SX408",
    "wrong-number",
    summary="A typed reference says another number than what it leads to has.",
    why="Readers look at the wrong figure; numbers move when something is put before them.",
    bad="""
        # Visit Counter

        ## Overview

        Visits are counted as in [Section 4](#counting).

        ## Counting

        Once a day.
        """,
    good="""
        # Visit Counter

        ## Overview

        Visits are counted as in [](#counting).

        ## Counting

        Once a day.
        """,
)
def wrong_number(case: Case) -> Iterator[Finding]:
    """Find links such as `[Figure 7](#flow)` to what is not Figure 7."""
    for node in case.view.nodes:
        if (
            type(node) is not d.Link
            or node.url[:1] != "#"
            or not references.is_typed(walk.plain(node.content))
        ):
            continue
        labels = case.view.labels
        label = labels.of(unquote(node.url[1:])) if labels else None
        if labels and label and labels.differs(label, walk.plain(node.content)):
            message = f"the reference says {walk.plain(node.content)}, and what it leads to is {label.words}"
            yield Finding(node.pos, message, f"write []({node.url}), which counts itself")
