"""What is known of the outputs in a folder: what each was made from, so that only what changed is made again.

An SQLite file in the output folder keeps it, since that survives crashes and lets several runs share it.
Losing it costs time only: everything is then made again.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from specexport.core.diagnostics import Diagnostic, Severity
from specexport.model.document import Pos
from specexport.system.digests import digest, digest_of_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

FILE = ".specexport.sqlite"
ASSET = "asset"
"""The target of files that are not made but copied, since specifications link to them."""
COMPANION = "companion"
"""The target of files that belong to outputs, such as the pictures of a page, of one or of several."""

_FORM = 1  # of the tables; files of another form are begun anew
_PATIENCE = 30.0  # seconds to wait for another run's writing
_TABLES = """
CREATE TABLE outputs (path TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
"""


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """A diagnostic as it is kept: an array, for its names would be most of it."""

    code: str
    message: str
    severity: Severity
    path: str
    pos: Pos | None
    hint: str


def stored(diagnostics: Iterable[Diagnostic]) -> tuple[Stored, ...]:
    """Return `diagnostics` as they are kept."""
    return tuple(
        Stored(one.code, one.message, one.severity, one.path, one.pos, one.hint) for one in diagnostics
    )


class OutputRecord(msgspec.Struct, frozen=True, array_like=True):
    """How one output came to be, and what it is: a `Written` as it is kept, with what it was made from.

    `source` is the digest of the specification `name`, whose path relative to the output folder is
    `origin`. `fingerprint` is the digest of everything that is the same for many: style, target, options,
    versions. `used` are pictures with their digests, nothing for those that were not there; `links` what
    links to other files were taken for. `size` (bytes) and `modified` (nanoseconds) tell quickly that
    nobody touched the output, and `content`, its digest, for certain. `seconds` is what it took, `anchors`
    the pages of its anchors. `beside` are the files that belong to it, by their paths relative to it, with
    their digests.
    """

    name: str
    origin: str
    target: str
    source: str
    fingerprint: str
    used: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    content: str
    size: int
    modified: int
    seconds: float = 0.0
    pages: int | None = None
    anchors: dict[str, int] = {}
    said: tuple[Stored, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was said of it."""
        return tuple(
            Diagnostic(one.code, one.message, one.severity, one.path, one.pos, one.hint) for one in self.said
        )


class Noted(msgspec.Struct, frozen=True, array_like=True):
    """What an index says of a specification, as JSON, and the digests of what it was found out from."""

    source: str
    fingerprint: str
    facts: bytes


class Manifest:
    """The records of one output folder. Not for several threads."""

    def __init__(self, out: Path, report: Callable[[Diagnostic], None]) -> None:
        self._path = out / FILE
        self._report = report
        self._database: sqlite3.Connection | None = None
        self._pending: list[tuple[str, tuple[str, ...] | tuple[str, bytes]]] = []
        self._decode = msgspec.msgpack.Decoder(OutputRecord).decode
        self._known = dict(self._read("outputs"))
        self._noted = dict(self._read("facts"))

    def record(self, path: str) -> OutputRecord | None:
        """Return what is known of the output at `path`, relative to the output folder."""
        data = self._known.get(path)
        with suppress(msgspec.MsgspecError):
            return self._decode(data) if data else None
        return None

    def stamp(self, paths: Iterable[str], names: Iterable[str]) -> str:
        """Return a digest of all that is known of the outputs at `paths` and the specifications `names`."""
        known = [self._known.get(path, b"") for path in paths]
        noted = [self._noted.get(name, b"") for name in names]
        return digest(msgspec.msgpack.encode((known, noted)))

    def naming(self, word: str) -> Iterator[tuple[str, OutputRecord]]:
        """Yield the records in which `word` stands, among them all that have it as their target, by path."""
        mark = word.encode()
        for path, data in self._known.items():
            if mark in data and (record := self.record(path)) is not None:
                yield path, record

    def paths(self) -> set[str]:
        """Return the path of every output, relative to the output folder."""
        return set(self._known)

    def noted(self, name: str) -> Noted | None:
        """Return what an index says of the specification `name`."""
        data = self._noted.get(name)
        with suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(data, type=Noted) if data else None
        return None

    def keep(self, path: str, record: OutputRecord) -> None:
        """Remember `record` of the output at `path`; `save` makes it last."""
        self._known[path] = data = msgspec.msgpack.encode(record)
        self._pending.append(("INSERT OR REPLACE INTO outputs VALUES (?, ?)", (path, data)))

    def note(self, name: str, noted: Noted) -> None:
        """Remember what an index says of the specification `name`."""
        self._noted[name] = data = msgspec.msgpack.encode(noted)
        self._pending.append(("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, data)))

    def forget(self, path: str) -> None:
        """Remember nothing of the output at `path`."""
        if self._known.pop(path, None) is not None:
            self._pending.append(("DELETE FROM outputs WHERE path = ?", (path,)))

    def save(self) -> None:
        """Write what was remembered; where that fails, the next run makes more than it would have to."""
        if not self._pending:
            return
        try:
            database = self._open()
            with database:
                for statement, values in self._pending:
                    database.execute(statement, values)
        except (sqlite3.Error, OSError) as error:
            self._complain(error)
        self._pending.clear()

    def close(self) -> None:
        """Save, and let go of the file."""
        self.save()
        if self._database is not None:
            self._database.close()
            self._database = None

    def _read(self, table: str) -> Iterable[tuple[str, bytes]]:
        """Return the rows of a table, nothing without a file. One that is damaged is removed."""
        if not self._path.is_file():
            return ()
        try:
            return self._open().execute(f"SELECT * FROM {table}").fetchall()
        except sqlite3.OperationalError as error:
            self._complain(error)
        except sqlite3.DatabaseError:
            self._begin_anew()
        return ()

    def _open(self) -> sqlite3.Connection:
        if self._database is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self._path, timeout=_PATIENCE)
            try:
                database.execute("PRAGMA synchronous = NORMAL")
                self._prepare(database)
            except BaseException:  # Ctrl-C as well: without its tables it is of no use to `close`
                database.close()
                raise
            self._database = database
        return self._database

    def _prepare(self, database: sqlite3.Connection) -> None:
        """Make the tables, unless they are there, and of this form."""
        database.execute("BEGIN IMMEDIATE")
        with database:
            (form,) = database.execute("PRAGMA user_version").fetchone()
            if form != _FORM:
                for table in ("outputs", "facts"):
                    database.execute(f"DROP TABLE IF EXISTS {table}")
                for statement in _TABLES.strip().split("\n"):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {_FORM}")

    def _begin_anew(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None
        self._path.unlink(missing_ok=True)

    def _complain(self, error: Exception) -> None:
        message = f"what was made cannot be remembered: {error}"
        hint = "the next run makes it again; see that the folder can be written to"
        self._report(Diagnostic("SX082", message, "warning", str(self._path), hint=hint))


def is_intact(path: Path, record: OutputRecord) -> bool:
    """Return whether the output at `path` is still what `record` says."""
    try:
        status = os.stat(path)  # noqa: PTH116 - quicker
    except OSError:
        return False
    if status.st_size != record.size:
        return False
    return status.st_mtime_ns == record.modified or digest_of_file(path) == record.content
