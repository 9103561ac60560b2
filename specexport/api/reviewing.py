"""The verb `review`: what people said and changed in Word, by the lines of the specification."""

from __future__ import annotations

import os
from difflib import SequenceMatcher
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from specexport.api import sending
from specexport.core import registry
from specexport.core.context import Source, unheard
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
from specexport.core.options import DEFAULTS, Options
from specexport.pipeline import environment, flow
from specexport.readers.docx import flat
from specexport.readers.docx.flat import Flat
from specexport.review import changes, comments, merge, overlaps, patch, remarks, source_map
from specexport.review.blocks import Sent
from specexport.review.changes import Comparison, Part
from specexport.review.comments import Thread
from specexport.review.edits import Edits
from specexport.review.found import Change, Comment, Review
from specexport.review.reports import Hunk
from specexport.review.source_map import NAMESPACE, SourceMap
from specexport.style import available
from specexport.system import files, folders

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from specexport.core.context import Context
    from specexport.style import Style

_ROOT = f"{{{NAMESPACE}}}map"
# Characters of a name that every file system takes.
_LONGEST = 60


class Returned(Struct):
    """One file that came back: its name, the comparison with what was sent, and its changes by their ids."""

    file: str
    mapped: bool
    comparison: Comparison
    parts: dict[str, Part]
    threads: list[Thread]
    known: frozenset[remarks.Said]
    changes: list[Change]

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Its comments."""
        return tuple(one.comment for one in self.threads)


class Reviewed(Struct):
    """Several files that came back to one specification.

    `path` is that of the specification, `now` the bytes of its sources that are there now, by their paths
    relative to it: nothing else is ever written.
    """

    path: str
    now: dict[str, bytes]
    returned: list[Returned] = field(default_factory=list)

    @property
    def review(self) -> Review:
        """All that was found."""
        return Review(
            tuple(one for file in self.returned for one in file.comments),
            overlaps.told([one for file in self.returned for one in file.changes]),
            all(file.mapped for file in self.returned),
        )

    def lost(self, form: remarks.Form) -> list[Comment]:
        """Return the comments that cannot be written beside their text."""
        if form == "none":
            return []
        parts = (
            remarks.written(file.comparison.sent, file.threads, file.known, form) for file in self.returned
        )
        return [one for _, lost in parts for one in lost]

    def hunks(self, accepted: Collection[str]) -> tuple[Hunk, ...]:
        """Return the lines that change with the changes `accepted` (ids), by the lines of the sources."""
        return tuple(hunk for one in self.result(accepted) for hunk in _hunks(one))

    def result(self, accepted: Collection[str], form: remarks.Form = "none") -> list[Result]:
        """Return the sources with the changes `accepted` (ids), those that change.

        `form` says how comments are written beside their text.
        """
        edits: dict[str, dict[str, Edits]] = {}
        for file in self.returned:
            chosen = [ident for ident in file.parts if ident in accepted]
            made = patch.made(file.comparison, file.parts, chosen).edits if chosen else {}
            threads = () if form == "none" else file.threads
            said, _ = remarks.written(file.comparison.sent, threads, file.known, form)
            for path, one in (*made.items(), *said.items()):
                # Files that came back may be of several versions, each with offsets of its own.
                sent = file.comparison.sent.texts[path].text
                edits.setdefault(path, {}).setdefault(sent, Edits()).add(one)
        found = [
            self._result(path, versions) for path, versions in edits.items() if not path or path in self.now
        ]
        return [one for one in found if one.new != one.old]

    def _result(self, path: str, versions: dict[str, Edits]) -> Result:
        """Return a source with the edits of each text that was sent."""
        data = self.now.get(path)
        now = next(iter(versions)) if data is None else sending.text(data)
        place = changes.joined(self.path, path)
        names = (Path(place).name, self.returned[0].file if len(self.returned) == 1 else "review")
        current = [sent for sent in versions if now == sent or sending.is_blanked(now, sent)]
        text = now
        for sent in current[:1]:
            text = versions[sent].applied(now)
        conflicts = 0
        for sent, made in versions.items():
            if sent not in current[:1]:
                text, more = merge.merged(sent, made.applied(sent), text, names)
                conflicts += more
        return Result(place, now, text, data or b"", conflicts)


def _hunks(result: Result) -> Iterator[Hunk]:
    old, new = merge.lines(result.old), merge.lines(result.new)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        # What only comes is a suggestion for the line before it.
        first = i if i < j else max(0, i - 1)
        lines = (*old[first:i], *new[k:m])
        yield Hunk(
            result.path, first + 1, max(j, first + 1), tuple(line.removesuffix("\n") for line in lines)
        )


class Result(Struct, frozen=True):
    """A source as it is and as it becomes; `conflicts` counts the places where both sides changed it."""

    path: str
    old: str
    new: str
    data: bytes
    conflicts: int = 0

    @property
    def difference(self) -> str:
        """The change as a unified diff."""
        return merge.difference(self.old, self.new, self.path.replace(os.sep, "/").lstrip("/"))

    def write(self) -> None:
        """Write the source, with the line ends that it has."""
        files.write(Path(self.path), merge.with_ends(self.data, self.new))


def review(
    returned: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    spec: str | os.PathLike[str] | None = None,
    style: str | os.PathLike[str] | Style | None = None,
    *,
    options: Options = DEFAULTS,
    report: Callable[[Diagnostic], None] | None = None,
) -> Reviewed:
    """Return what people said and changed in Word files that came back, by the lines of the specification.

    `spec` is the specification; by default the one that the files say they were made from, where it lies
    beside them. Without one, the text in the files' map is what changes are found against, and without a map
    there has to be one. Raises EnvironmentProblem (SX830) where there is neither, SpecExportError for a file
    that is no Word file.
    """
    names = [returned] if isinstance(returned, (str, os.PathLike)) else list(returned)
    reader = _Reviewing(spec, style, options, report or unheard)
    for name in names:
        reader.add(os.fspath(name))
    assert reader.reviewed is not None
    return reader.reviewed


def strip(path: str | os.PathLike[str], output: str | os.PathLike[str] | None = None) -> Path:
    """Write a Word file without its map, to `output` or in its own place, and return where it is.

    Raises SpecExportError (SX796) for what is no Word file.
    """
    from specexport.review.strip import stripped
    from specexport.system.zip import zipped

    source = files.read_source(path)
    flat.read(source)
    place = Path(path if output is None else output)
    files.write(place, zipped(stripped(source.data)))
    return place


def _said(flat: Flat) -> Iterator[remarks.Said]:
    for one in flat.comments.values():
        yield remarks.key(one.author, one.date, one.text)


class _Base(Struct, frozen=True):
    """What was sent, exported once more in memory."""

    flat: Flat
    map: SourceMap
    sent: Sent


class _Reviewing:
    def __init__(
        self,
        spec: str | os.PathLike[str] | None,
        style: str | os.PathLike[str] | Style | None,
        options: Options,
        report: Callable[[Diagnostic], None],
    ) -> None:
        self._spec = None if spec is None else os.fspath(spec)
        self._style = style
        self._options = options
        self._report = report
        self._bases: dict[str, _Base] = {}
        self._count = 0
        self.reviewed: Reviewed | None = None

    def add(self, name: str) -> None:
        """Take in one file that came back."""
        came = flat.read(files.read_source(name))
        maps = (source_map.parsed(root) for root in came.custom if root.tag == _ROOT)
        found = next((one for one in maps if any(source.text.strip() for source in one.sources)), None)
        path = self._place(name, found)
        if self.reviewed is not None and path != self.reviewed.path:
            message = f"the files are of two specifications: {self.reviewed.path} and {path}"
            raise EnvironmentProblem(
                Diagnostic(
                    "SX830", message, "error", name, hint="name the specification, or review each alone"
                )
            )
        base = self._base(path, found)
        names = sending.names(found, base.map)
        comparison = changes.Comparison(base.sent, came.paragraphs, names, sure=found is not None)
        parts: dict[str, Part] = {}
        for part in comparison.parts:
            self._count += 1
            parts[str(self._count)] = part
        failed = patch.made(comparison, parts, parts).failed
        if found is None:
            message = "the file has no map: its paragraphs were found again by their words"
            self._report(
                Diagnostic("SX831", message, "info", name, hint="look at the places before you apply changes")
            )
        file = Path(name).name
        assert self.reviewed is not None
        self.reviewed.returned.append(
            Returned(
                file,
                found is not None,
                comparison,
                parts,
                list(comments.threads(came, comparison, path, file)),
                frozenset(_said(base.flat)),
                [
                    self._kept(changes.named(comparison, part, ident, path, file, failed))
                    for ident, part in parts.items()
                ],
            )
        )

    def _kept(self, change: Change) -> Change:
        """Return a change, which cannot be made in a file that the specification does not include."""
        assert self.reviewed is not None
        place, root = change.place, self.reviewed.path
        known = {root, *(changes.joined(root, path) for path in self.reviewed.now)}
        if place is None or place.path in known:
            return change
        return replace(change, applies=False, reason=change.reason or _NOT_INCLUDED)

    def _place(self, name: str, found: SourceMap | None) -> str:
        """Return the path of the specification, as far as it is known."""
        if self._spec is not None:
            return _near(self._spec) + ("/" if Path(self._spec).is_dir() else "")
        if found is None or not found.text:
            message = "the file says not what it was made from: its map is gone, or it is not from here"
            raise EnvironmentProblem(
                Diagnostic("SX830", message, "error", name, hint="name the specification behind it")
            )
        if found.name.endswith("/"):
            called = PurePath(found.name).name[:_LONGEST]
            beside, here = Path(name).parent / called, Path(called)
            return _near(str(beside if beside.is_dir() or not here.is_dir() else here)) + "/"
        # Whoever sends the file says the name: it is one of Markdown, in this folder or that of the file.
        called = PurePath(found.name.replace("\\", "/")).name
        if registry.named("readers", called) != "markdown" or len(called) > _LONGEST:
            called = f"{Path(name).stem}.md"
        beside, here = Path(name).parent / called, Path(called)
        return _near(str(beside if beside.is_file() or not here.is_file() else here))

    def _base(self, path: str, found: SourceMap | None) -> _Base:
        texts = {one.path: one.text for one in found.sources} if found else {}
        key = "\0".join(texts.values()) or path
        if key not in self._bases:
            self._bases[key] = self._exported(path, found, texts)
        return self._bases[key]

    def _exported(self, path: str, found: SourceMap | None, texts: dict[str, str]) -> _Base:
        if path.endswith("/"):
            return self._exported_folder(path, found, texts)
        now = files.read_source(path).data if Path(path).exists() else None
        text = texts.get("", "") if found else sending.text(now or b"")
        data = text.encode()
        if now is not None and (found is None or sending.is_blanked(sending.text(now), text)):
            data = now
        return self._made(Source(data, path), found, texts | {"": sending.text(data)}, now)

    def _exported_folder(self, path: str, found: SourceMap | None, texts: dict[str, str]) -> _Base:
        """Export the document of a folder as it was sent, or else as it is now."""
        sent = tuple(Source(text.encode(), name) for name, text in texts.items() if _is_inside(name))
        source = Source(b"", path, sent) if found else folders.read(path)
        return self._made(source, found, texts, None)

    def _made(
        self, source: Source, found: SourceMap | None, texts: dict[str, str], now: bytes | None
    ) -> _Base:
        """Export what was sent; `texts` are its sources, `now` the bytes of its own, if it is one file."""
        path = source.name
        context = self._context(source, sending.options(self._options, found), found, texts)
        document = flow.read(context.source, context, ["docx"])
        made = flat.read(Source(flow.render(document, "docx", context).data, "sent.docx"))
        own = next(source_map.parsed(root) for root in made.custom if root.tag == _ROOT)
        known = {one.path: one.text for one in own.sources} | texts
        sent = Sent(made.paragraphs, {one.name: one for one in own.entries}, document, known)
        if self.reviewed is None:
            self.reviewed = Reviewed(path, {} if now is None else {"": now})
        if any(other not in self.reviewed.now for other in known if other):
            self.reviewed.now.update(self._now(path, now, context))
        return _Base(made, own, sent)

    def _now(self, path: str, now: bytes | None, context: Context) -> dict[str, bytes]:
        """Return the files that the specification is made of as it is there, whatever a map says of it."""
        if path.endswith("/"):
            files_of_it = folders.read(path).files if Path(path).is_dir() else ()
            return {
                one.name: one.data
                for one in files_of_it
                if _is_inside(one.name) and registry.named("readers", one.name) == "markdown"
            }
        if now is None:
            return {}
        folder = environment.folder_of(path, context.options)
        here = replace(context, source=Source(now, path), resources=folder, report=unheard)
        return {other: folder.read(other) for other in sending.included(here) if _is_inside(other)}

    def _context(
        self, source: Source, options: Options, found: SourceMap | None, texts: Mapping[str, str]
    ) -> Context:
        named = found.option("style") if found else ""
        named = named if named in available() else ""
        style = self._style or named or environment.project_style(source.name)
        try:
            look = environment.load_style(style, options, unheard)
        except SpecExportError:
            look = environment.load_style("base", options, unheard)
        folder = environment.folder_of(source.name, options)
        resources = sending.Kept(folder, texts)
        return environment.on_disk(source, look, options, resources=resources, report=unheard)


_NOT_INCLUDED = "the specification that is here does not include this file"


def _near(path: str) -> str:
    """Return a path as it is seen from the current folder, where it lies in that."""
    found, here = Path(path), Path.cwd()
    return found.relative_to(here).as_posix() if found.is_relative_to(here) else found.as_posix()


def _is_inside(path: str) -> bool:
    """Say whether the path of an included source stays in the folder of the one that includes it."""
    parts = PurePath(path.replace("\\", "/"))
    return not parts.is_absolute() and ".." not in parts.parts and ":" not in path
