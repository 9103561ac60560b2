"""Running a program that draws: text in, SVG out, within limits of time and size, in an empty folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from specexport.graphics.diagrams import DiagramError

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 20.0
"""How long a program may take for one diagram."""

BYTES = 8_000_000
"""How much it may write."""

_KEPT = (
    "PATH",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "TEMP",
    "TMP",
    "JAVA_HOME",
    "FONTCONFIG_FILE",
    "LD_LIBRARY_PATH",
)
_LONGEST_REASON = 300


class FailedError(DiagramError):
    """A program ended with an error; `said` is what it wrote about it."""

    def __init__(self, said: str) -> None:
        self.said = said
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        super().__init__((lines[0] if lines else "it ended with an error")[:_LONGEST_REASON])


def stamp(argv: Sequence[str]) -> str:
    """Return a text that changes with the program that `argv` starts, empty if there is none."""
    path = shutil.which(argv[0])
    if path is None:
        return ""
    status = Path(path).stat()
    return f"{' '.join(argv)} {status.st_mtime_ns} {status.st_size}"


def run(argv: Sequence[str], text: str, environment: dict[str, str] | None = None) -> str:
    """Return what a program makes of `text`.

    Raises DiagramError when it fails, takes too long or writes too much.
    """
    with tempfile.TemporaryDirectory(prefix="specexport-") as folder:
        variables = {name: os.environ[name] for name in _KEPT if name in os.environ}
        variables |= {"HOME": folder, "LC_ALL": "C.UTF-8", **(environment or {})}
        with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as errors:
            source.write(text.encode("utf-8", "replace"))
            source.seek(0)
            with subprocess.Popen(
                list(argv),
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=folder,
                env=variables,
                start_new_session=True,
            ) as process:
                drawn, late = _read(process)
            errors.seek(0)
            said = errors.read(20_000).decode("utf-8", "replace")
    if late:
        raise DiagramError(f"drawing it took more than {SECONDS:g} seconds")
    if len(drawn) > BYTES:
        raise DiagramError(f"its drawing is larger than {BYTES // 1_000_000} MB")
    if process.returncode or not drawn.strip():
        raise FailedError(said)
    return drawn.decode("utf-8", "replace")


def _read(process: subprocess.Popen[bytes]) -> tuple[bytes, bool]:
    """Return what a process writes, and whether it was stopped for being late."""
    late: list[bool] = []

    def stop() -> None:
        late.append(True)
        _kill(process)

    timer = Timer(SECONDS, stop)
    timer.start()
    try:
        assert process.stdout is not None
        drawn = process.stdout.read(BYTES + 1)
        if len(drawn) > BYTES:
            _kill(process)
        process.wait()
    finally:
        timer.cancel()
        _kill(process)
    return drawn, bool(late)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it has started."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
