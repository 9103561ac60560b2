"""Worker processes behind `concurrent.futures.Executor`, one document at a time each, that may fail alone.

The standard pool gives up all that waits when one of its processes dies. Here a thread tends each process: it
sends a call, waits for the answer or the time limit, and puts a new process in the place of one that died.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from itertools import count
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.limits import Limits
from specexport.system.processes import hold_memory, out_of_memory, out_of_time

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

T = TypeVar("T")

_COLLECT_EVERY = 16  # documents
_GRACE = 5.0  # seconds that a worker whose run is gone gets beyond the time limit


class Workers(Executor):
    """At most `count` processes, started when they are needed, that import `preload` once.

    A call whose process dies, or that takes longer than the limit, raises SpecExportError: SX083 the
    process ended, SX084 time is up, SX085 memory is full. The limit on memory holds where the system knows
    RLIMIT_DATA (getrlimit(2)).
    """

    def __init__(
        self,
        count: int,
        limits: Limits,
        preload: tuple[str, ...] = (),
        initializer: Callable[..., None] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> None:
        self._settings = _Settings(_start_method(preload), limits, preload, initializer, initargs)
        self._queue: SimpleQueue[_Call | None] = SimpleQueue()
        self._count = count
        self._lock = Lock()
        self._tended: list[_Tended] = []
        self._threads: list[Thread] = []
        self._waiting = 0

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Call `fn` in a process, as `Executor.submit` says."""
        future: Future[T] = Future()
        with self._lock:
            self._waiting += 1
            if len(self._threads) < min(self._count, self._waiting):
                self._add()
        self._queue.put(_Call(future, fn, args, kwargs))
        return future

    def _add(self) -> None:
        tended = _Tended(self._settings)
        thread = Thread(target=self._tend, args=(tended,), daemon=True, name="specexport-worker")
        self._tended.append(tended)
        self._threads.append(thread)
        thread.start()

    def _tend(self, tended: _Tended) -> None:
        if hasattr(signal, "pthread_sigmask"):  # processes started here are ended by the run, not by Ctrl-C
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while (call := self._queue.get()) is not None:
            if call.future.set_running_or_notify_cancel():
                try:
                    call.future.set_result(tended.call(call))
                except BaseException as error:  # it is the caller's, through the future
                    call.future.set_exception(error)
            with self._lock:
                self._waiting -= 1
        tended.end()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes once they are done; with `cancel_futures`, end them at once."""
        if cancel_futures:
            with suppress(Exception):
                while True:
                    if (call := self._queue.get_nowait()) is not None:
                        call.future.cancel()
            for tended in self._tended:
                tended.kill()
            for tended in self._tended:
                tended.wait()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads if wait else ():
            thread.join()


# How a worker ends that was about to start workers, since importing the caller's script starts some.
_UNGUARDED = 83


class _Call(Struct, frozen=True):
    future: Future[Any]
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class _Settings(Struct, frozen=True):
    context: Any
    limits: Limits
    preload: tuple[str, ...]
    initializer: Callable[..., None] | None
    initargs: tuple[Any, ...]


class _Tended:
    """One process at a time, and the pipe to it."""

    def __init__(self, settings: _Settings) -> None:
        self._settings = settings
        self._process: Any = None
        self._pipe: Connection | None = None
        self._over = False

    def call(self, call: _Call) -> Any:
        """Return what the call returns. Raises what it raises, or SpecExportError when it cannot."""
        pipe = self._pipe or self._start()
        seconds = self._settings.limits.seconds
        try:
            pipe.send((call.function, call.args, call.kwargs))
            if not pipe.poll(seconds or None):
                self._process.kill()
                self._drop()
                raise out_of_time(seconds)
            good, result = pipe.recv()
        except (EOFError, OSError):
            raise SpecExportError(self._ended()) from None
        if good:
            return result
        raise result

    def _start(self) -> Connection:
        if self._over:
            raise SpecExportError(Diagnostic("SX083", "the run was stopped", "error", hint="run it again"))
        if getattr(multiprocessing.current_process(), "_inheriting", False):
            os._exit(_UNGUARDED)  # this is a worker that runs the caller's script again, to know its names
        settings = self._settings
        ours: Connection
        ours, theirs = settings.context.Pipe()
        process = settings.context.Process(
            target=_serve,
            args=(theirs, settings.limits, settings.preload, settings.initializer, settings.initargs),
            daemon=True,
        )
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        return ours

    def _ended(self) -> Diagnostic:
        self._process.join(5)
        status = self._process.exitcode
        self._drop()
        if status == _UNGUARDED:
            message = "the script that runs the batch would run again in each of its processes"
            hint = 'put what it does below a line `if __name__ == "__main__":`'
            return Diagnostic("SX083", message, "error", hint=hint)
        how = f"by signal {-status}" if status is not None and status < 0 else f"with status {status}"
        hint = "export it alone; if that ends so too, please report it with the specification"
        return Diagnostic("SX083", f"the process that worked on it ended {how}", "error", hint=hint)

    def _drop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        self._pipe = None

    def kill(self) -> None:
        """End the process at once, and start no other."""
        self._over = True
        if self._process is not None:
            self._process.kill()

    def wait(self) -> None:
        """Return when the process has ended, or after a moment."""
        if self._process is not None:
            self._process.join(0.3)

    def end(self) -> None:
        """Let the process end, which it does when its pipe is closed."""
        self._drop()
        if self._process is not None:
            self._process.join(1)
            self._process.kill()


def _start_method(preload: tuple[str, ...]) -> BaseContext:
    """Return the quickest way to start processes that is safe with threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["specexport.batch.work", *preload])
    return context


# In the process


def _serve(
    pipe: Connection,
    limits: Limits,
    preload: tuple[str, ...],
    initializer: Callable[..., None] | None,
    initargs: tuple[Any, ...],
) -> None:
    """Answer calls until nobody can ask any more."""
    from specexport.batch.work import prepare

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run ends its workers itself
    prepare(preload)
    if initializer:
        initializer(*initargs)
    gc.freeze()  # what was loaded stays to the end
    gc.set_threshold(50_000, 20, 50)  # documents make few cycles and should not pay for looking for them
    hold_memory(limits.memory)
    with suppress(EOFError, OSError):
        for number in count(1):
            function, args, kwargs = pipe.recv()
            _set_alarm(limits.seconds and limits.seconds + _GRACE)
            try:
                answer = (True, function(*args, **kwargs))
            except MemoryError:
                answer = (False, out_of_memory(limits.memory))
            except Exception as error:  # it is the caller's
                answer = (False, error)
            _set_alarm(0)
            pipe.send(answer)
            del function, args, kwargs, answer
            if number % _COLLECT_EVERY == 0:
                gc.collect()


def _set_alarm(seconds: float) -> None:
    """Let the system end this process after `seconds`, in case that its run is gone and nobody else does."""
    if os.name == "posix":
        signal.setitimer(signal.ITIMER_REAL, seconds)
