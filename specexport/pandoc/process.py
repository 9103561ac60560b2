"""One run of pandoc: in its sandbox, in a folder of its own, with limits of memory, time and output.

Nothing goes through a shell. The folder is the working directory and pandoc's data directory, so that no
settings of the user's take part, and it is gone when the run is over, whatever came of it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

import msgspec

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OLDEST = (3, 0)
"""The oldest version whose syntax tree this program reads and writes."""

SECONDS = 60.0
HEAP = "512M"
OUTPUT_BYTES = 512 * 1024 * 1024

_LOG, _INPUT, _ERRORS = "specexport.log", "specexport.in", "specexport.err"
_LONGEST_MESSAGES = 100_000  # bytes of what it says
_LONGEST_REASON = 200
_NURSERY = "-A64m"  # what is made before GHC's runtime collects garbage: a sixth less time than with its own
_HEAP_EXHAUSTED = 251  # the status with which programs of GHC end then
# What programs need to start at all; everything else could change what pandoc makes.
_KEPT_VARIABLES = ("SYSTEMROOT", "TMPDIR", "TEMP", "TMP")


class Done(msgspec.Struct, frozen=True):
    """What a run made: its output, the files it left in its folder, what it reported."""

    output: bytes
    files: dict[str, bytes] = {}
    log: tuple[dict[str, Any], ...] = ()
    messages: str = ""


class RunLimits(msgspec.Struct, frozen=True):
    """How much a run may take: time in seconds, memory as GHC's runtime writes it, output in bytes."""

    seconds: float = SECONDS
    heap: str = HEAP
    output: int = OUTPUT_BYTES


LIMITS = RunLimits()


def run(
    options: Sequence[str],
    data: bytes,
    name: str = "",
    files: Mapping[str, bytes] | None = None,
    variables: Mapping[str, str] | None = None,
    limits: RunLimits | None = None,
) -> Done:
    """Run pandoc with `options` on `data` as its standard input.

    `files` stand in its folder by their names before it starts, `variables` in its environment. `name` is
    what messages call the source. Raises EnvironmentProblem: SX790 there is no pandoc, SX791 it is too old;
    SpecExportError: SX792 it took too long, SX793 it took too much memory or wrote too much, SX794 it failed.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="specexport-", ignore_cleanup_errors=True) as place:
            folder = Path(place)
            _put(folder, files or {})
            return _run(folder, options, data, variables or {}, limits or LIMITS)
    except _EndedError as ended:
        raise _problem(ended, name) from None
    except OSError as error:
        raise _missing(error, name) from None


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        if ".." in path.parts or not path.is_relative_to(folder):
            raise ValueError(f"{name} is outside the folder of the run")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _run(
    folder: Path, options: Sequence[str], data: bytes, variables: Mapping[str, str], limits: RunLimits
) -> Done:
    before = {path.name for path in folder.iterdir()} | {_LOG, _INPUT, _ERRORS}
    command = [program(), "--sandbox", f"--data-dir={folder}", f"--log={_LOG}", *options]
    command += ["+RTS", f"-M{limits.heap}", _NURSERY, "-RTS"]
    folder.joinpath(_INPUT).write_bytes(data)
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    environment |= {"LANG": "C.UTF-8", **variables}
    with folder.joinpath(_INPUT).open("rb") as stdin, folder.joinpath(_ERRORS).open("w+b") as stderr:
        child = subprocess.Popen(
            command, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, cwd=folder, env=environment
        )
        output, in_time = _output(child, limits)
        stderr.seek(0)
        messages = stderr.read(_LONGEST_MESSAGES).decode("utf-8", "replace")
    if not in_time or len(output) > limits.output or child.returncode:
        raise _EndedError(child.returncode, messages, in_time, len(output) > limits.output, limits)
    return Done(output, dict(_left(folder, before, limits)), _log(folder), messages)


class _EndedError(Exception):
    """A run ended in another way than it should."""

    def __init__(self, status: int, messages: str, in_time: bool, too_much: bool, limits: RunLimits) -> None:
        super().__init__(messages)
        self.status, self.messages, self.limits = status, messages, limits
        self.in_time, self.too_much = in_time, too_much


def _output(child: subprocess.Popen[bytes], limits: RunLimits) -> tuple[bytes, bool]:
    """Return what `child` writes, up to a byte more than it may, and whether it ended by itself."""
    late: list[bool] = []

    def stop() -> None:
        late.append(True)
        child.kill()

    timer = Timer(limits.seconds, stop)
    timer.start()
    try:
        assert child.stdout
        output = child.stdout.read(limits.output + 1)
        if len(output) <= limits.output:
            child.wait()
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()
    return output, not late


def _left(folder: Path, before: set[str], limits: RunLimits) -> Iterator[tuple[str, bytes]]:
    """Yield the regular files that a run has left, by their paths with slashes, within its limit."""
    room = limits.output
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] in before or path.is_symlink() or not path.is_file():
            continue
        room -= path.stat().st_size
        if room < 0:
            raise _EndedError(0, "", True, True, limits)
        yield name.as_posix(), path.read_bytes()


def _log(folder: Path) -> tuple[dict[str, Any], ...]:
    try:
        return msgspec.json.decode((folder / _LOG).read_bytes(), type=tuple[dict[str, Any], ...])
    except (OSError, msgspec.DecodeError):
        return ()


def _problem(ended: _EndedError, name: str) -> SpecExportError:
    """Return what to tell of a run that ended badly."""
    if not ended.in_time:
        message = f"pandoc was stopped after {ended.limits.seconds:g} seconds"
        return _error("SX792", message, name, "divide the document")
    if ended.too_much:
        message = f"pandoc wrote more than {ended.limits.output // 1024 // 1024} MiB"
        return _error("SX793", message, name, "divide the document")
    if ended.status == _HEAP_EXHAUSTED or "heap exhausted" in ended.messages.lower():
        message = f"pandoc needs more than {ended.limits.heap} of memory for this"
        return _error("SX793", message, name, "divide the document")
    if old := _too_old():
        return old
    reason = _reason(ended.messages) or f"it ended with status {ended.status}"
    return _error("SX794", f"pandoc failed: {reason}", name, "check that the source is of the format named")


def _reason(messages: str) -> str:
    lines = [line.strip() for line in messages.splitlines() if line.strip()]
    told = " ".join(line for line in lines if not line.startswith("[")).removeprefix("pandoc: ")
    return told if len(told) <= _LONGEST_REASON else told[: _LONGEST_REASON - 1] + "…"


def _error(code: str, message: str, name: str, hint: str) -> SpecExportError:
    return SpecExportError(Diagnostic(code, message, "error", name, hint=hint))


def _missing(error: OSError, name: str) -> EnvironmentProblem:
    reason = error.strerror or str(error)
    message = f"pandoc cannot be started ({reason})"
    return EnvironmentProblem(Diagnostic("SX790", message, "error", name, hint="run: specexport doctor"))


def _too_old() -> EnvironmentProblem | None:
    try:
        found = version()
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    if found >= OLDEST:
        return None
    message = f"pandoc {'.'.join(map(str, found))} is too old, {'.'.join(map(str, OLDEST))} is needed"
    return EnvironmentProblem(Diagnostic("SX791", message, "error", hint="run: specexport doctor"))


# The program


@lru_cache(maxsize=1)
def program() -> str:
    """Return the path of pandoc: the one that its package carries, or one on the PATH.

    Raises FileNotFoundError when there is none.
    """
    import shutil
    from importlib.util import find_spec

    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            carried = Path(folder) / "files" / name
            if carried.is_file():
                return str(carried)
    found = shutil.which("pandoc")
    if found is None:
        raise FileNotFoundError("it is not installed")
    return found


def stamp() -> tuple[str, ...]:
    """Return what tells one pandoc from another without running it; nothing when there is none."""
    try:
        status = os.stat(program())  # noqa: PTH116 - plain text
    except OSError:
        return ()
    return program(), str(status.st_size), str(status.st_mtime_ns)


@lru_cache(maxsize=1)
def version() -> tuple[int, ...]:
    """Return the version of the program. Raises OSError, subprocess.SubprocessError, ValueError."""
    command = [program(), "--version"]
    told = subprocess.run(command, capture_output=True, timeout=20, check=True).stdout.decode()
    return tuple(int(part) for part in told.split()[1].split("."))
