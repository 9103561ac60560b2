"""Limits that the system keeps for this process: memory, and time where POSIX has timers."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from threading import Event, Thread, current_thread, main_thread
from typing import TYPE_CHECKING, NoReturn

from specexport.core.limits import exceeded, size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.diagnostics import SpecExportError
    from specexport.core.limits import Limits

_AGAIN = 1.0  # seconds until time is up again, for code that takes exceptions of any kind for its own
_GRACE = 10.0  # seconds beyond the limit for code that no signal interrupts


@contextmanager
def limited(limits: Limits, path: str = "") -> Iterator[None]:
    """Let what is done here take no more memory and time than `limits` say, where the system can see to it.

    Raises MemoryError, and SpecExportError (SX084) when time is up.
    """
    before = hold_memory(limits.memory)
    try:
        with timed(limits.seconds, path):
            yield
    finally:
        hold_memory(before)


def hold_memory(most: int) -> int:
    """Let this process have no more than `most` bytes, and return how many it could have before.

    What exceeds them raises MemoryError. Where RLIMIT_DATA (getrlimit(2)) is not known, or `most` is 0,
    nothing happens.
    """
    if not most or sys.platform == "win32":
        return 0
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    return soft


def out_of_memory(most: int, path: str = "") -> SpecExportError:
    """Return the error of a specification for which `most` bytes of memory were not enough (SX085)."""
    return exceeded("memory", f"it needs more than {size(most)} of memory", "split it", path)


def out_of_time(seconds: float, path: str = "") -> SpecExportError:
    """Return the error of a specification for which `seconds` were not enough (SX084)."""
    return exceeded("seconds", f"it was not done after {seconds:g} s", "split it", path)


@contextmanager
def timed(seconds: float, path: str = "") -> Iterator[None]:
    """Raise SpecExportError (SX084) in what is done here when it takes longer than `seconds`; 0 is no limit.

    That is a matter of the main thread and of POSIX. Code that nothing interrupts ends the process a while
    later, after the error is written to standard error.
    """
    if not seconds or os.name != "posix" or current_thread() is not main_thread():
        yield
        return
    done = Event()
    last = Thread(target=_end, args=(done, seconds, path), daemon=True, name="specexport-time")
    before = signal.signal(signal.SIGALRM, lambda *_: _stop(seconds, path))
    try:
        last.start()
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        done.set()


def _stop(seconds: float, path: str) -> NoReturn:
    raise out_of_time(seconds, path)


def _end(done: Event, seconds: float, path: str) -> None:
    if not done.wait(seconds + _GRACE):
        with suppress(OSError):
            os.write(2, f"{out_of_time(seconds, path)}\n".encode(errors="backslashreplace"))
        os._exit(1)
