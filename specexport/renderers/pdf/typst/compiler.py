"""The compiler from the side of this program: one process, kept from one document to the next."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import RLock, Timer
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.registry import cannot_load
from specexport.renderers.pdf.refusal import LayoutRefused
from specexport.system.processes import out_of_memory, out_of_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specexport.core.limits import Limits

_SCRIPT = Path(__file__).with_name("worker.py")
_LENGTH = struct.Struct(">I")
# What it remembers of documents stays in its memory: above this it is begun anew.
_MOST_KEPT = 384 << 20
# Documents name no packages, and rules of styles may not: the way to one would lead nowhere.
_OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:0")
_HINT = "install it: pip install 'typst>=0.15.2,<0.16'"


class CompileError(LayoutRefused):
    """The compiler refuses a document: its `message`, and `where` in what it was given."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(" ".join(message.split())[:200])
        self.message = message
        self.where = where


class LaidOut(Struct, frozen=True):
    """On which page what is: `marks` and `turned` pages, the first page of the text, anchors."""

    pages: int
    marks: tuple[tuple[int, int, float, float], ...]
    turned: frozenset[int]
    first: int
    anchors: dict[str, int]


def _between(ends: Sequence[int]) -> frozenset[int]:
    """Return all pages of parts that begin and end on the pages `ends`, in pairs."""
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return frozenset(page for first, last in pairs for page in range(first, last + 1))


class Fonts(Struct, frozen=True):
    """What fonts there are: the families, and which has which of the characters asked for, best first."""

    families: frozenset[str]
    covers: tuple[tuple[str, str], ...]


@cache
def home() -> Path:
    """Return the folder of the package `typst`, which is loaded. Raises EnvironmentProblem (SX041)."""
    try:
        found = import_module("typst").__file__
    except (ImportError, OSError) as error:
        raise EnvironmentProblem(cannot_load("Typst, which makes PDF,", error, _HINT)) from error
    return Path(found or "").parent.parent


class Compiler:
    """Asks the worker for one document, within `limits`; `name` is what errors call the document."""

    def __init__(self, worker: _Worker, limits: Limits, name: str) -> None:
        self._worker = worker
        self._limits = limits
        self._name = name

    def fonts(self, paths: Sequence[str], characters: Sequence[str], prefer: Sequence[str]) -> Fonts:
        """Return what fonts there are beside those at `paths`."""
        said, _ = self._ask("open", {"fonts": paths, "characters": characters, "prefer": prefer})
        return Fonts(frozenset(said["families"]), tuple((name, chars) for name, chars in said["covers"]))

    def lay(self, paths: Sequence[str], files: Mapping[str, bytes]) -> LaidOut:
        """Lay out the document in `files`. Raises CompileError."""
        said, _ = self._ask("lay", {"fonts": paths}, files)
        return LaidOut(
            pages=said["pages"],
            marks=tuple(tuple(mark) for mark in said["marks"]),
            turned=_between(said["turned"]),
            first=min(said["first"], default=1),
            anchors={name: page for name, page in said["anchors"] if page},
        )

    def pdf(self, standards: Sequence[str]) -> tuple[bytes, list[str]]:
        """Return what was laid out last as PDF, and what the compiler says of it. Raises CompileError."""
        said, data = self._ask("write", {"standards": standards})
        return data, said["warnings"]

    def _ask(
        self, what: str, more: Mapping[str, Any], files: Mapping[str, bytes] | None = None
    ) -> tuple[dict[str, Any], bytes]:
        given = files or {}
        request = {"do": what, "memory": self._limits.memory, "files": list(given), **more}
        frames = [json.dumps(request).encode(), *given.values()]
        said, data = self._worker.ask(frames, self._limits, self._name)
        if said.get("memory"):
            raise out_of_memory(self._limits.memory, self._name)
        if "error" in said:
            raise CompileError(said["error"], said["where"])
        return said, data


@contextmanager
def session(limits: Limits, name: str) -> Iterator[Compiler]:
    """Give the compiler for one document; others wait."""
    with _LOCK:
        worker = _worker()
        try:
            yield Compiler(worker, limits, name)
        except CompileError:
            raise
        except BaseException:
            worker.end()
            raise
        if worker.peak > _MOST_KEPT:
            worker.end()


class _Worker:
    """The process, and the folder that it may write to."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.peak = 0
        self._home = tempfile.mkdtemp(prefix="specexport-typst-")
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_SCRIPT), str(home()), self._home],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_without_network(),
        )

    @property
    def is_running(self) -> bool:
        """Whether it can be asked, by the process that started it."""
        return self.owner == os.getpid() and self._process.poll() is None

    def ask(self, frames: Sequence[bytes], limits: Limits, name: str) -> tuple[dict[str, Any], bytes]:
        """Return the answer to a request. Raises SpecExportError where limits end it (SX084, SX085)."""
        late: list[None] = []

        def stop() -> None:
            late.append(None)
            self._process.kill()

        timer = Timer(limits.seconds, stop)
        timer.daemon = True
        if limits.seconds:
            timer.start()
        try:
            said, data = _answer(self._process, frames)
        except (OSError, EOFError) as error:
            self.end()
            if late:
                raise out_of_time(limits.seconds, name) from error
            raise out_of_memory(limits.memory, name) from error
        finally:
            timer.cancel()
        self.peak = said["peak"]
        return said, data

    def end(self) -> None:
        """End the process, and delete what it wrote."""
        if self.owner != os.getpid():
            return
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        shutil.rmtree(self._home, ignore_errors=True)


def _without_network() -> dict[str, str]:
    """Return the environment, in which the compiler finds no way to the web."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return kept | _OFFLINE


def _answer(process: subprocess.Popen[bytes], frames: Sequence[bytes]) -> tuple[dict[str, Any], bytes]:
    assert process.stdin is not None
    for frame in frames:
        process.stdin.write(_LENGTH.pack(len(frame)))
        process.stdin.write(frame)
    process.stdin.flush()
    return json.loads(_frame(process)), _frame(process)


def _frame(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    head = process.stdout.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = process.stdout.read(length)
    if len(data) < length:
        raise EOFError
    return data


_LOCK = RLock()
_KEPT: list[_Worker] = []


def _worker() -> _Worker:
    """Return the worker of this process; that of a process from which this was forked is not ours."""
    while _KEPT and not _KEPT[-1].is_running:
        _KEPT.pop().end()
    if not _KEPT:
        _KEPT.append(_Worker())
    return _KEPT[-1]


@atexit.register
def end() -> None:
    """End the worker; the next document gets another."""
    while _KEPT:
        _KEPT.pop().end()
