"""Who does the work: worker processes, threads, a Dask cluster, or what another package brings."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct

from specexport.batch.plan import FACTS
from specexport.core import registry
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.limits import STANDARD, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable

# What workers import before their first document, whatever is made of it, and for the index.
_ALWAYS = ("specexport.style.resolve", "specexport.style.stack")
_FOR_FACTS = ("specexport.batch.index.facts",)


class Setup(Struct, frozen=True):
    """What is settled with every worker before its first order.

    `call` with `args` tells it what all orders have in common; `preload` are modules that it imports, and
    `limits` what one order may take.
    """

    call: Callable[..., None]
    args: tuple[Any, ...] = ()
    preload: tuple[str, ...] = ()
    limits: Limits = STANDARD


class Backend(Struct, frozen=True):
    """Who works: what starts workers for a setup, and `count`, how many orders are worked on at once.

    `travels`: nothing is set up, orders carry all that they need, and bytes come back.
    """

    start: Callable[[Setup], Executor]
    count: int
    travels: bool = False


def choose(executor: str = "process", jobs: int | None = None, dask_address: str | None = None) -> Backend:
    """Return the backend called `executor`: `process`, `thread`, `dask`, or `module:factory`.

    `jobs` is how many orders are worked on at once, by default as many as there are processors for this
    process. Only `process` keeps limits on time and memory. `dask_address` is that of a scheduler, by default
    one of its own. A factory takes no arguments and returns a `concurrent.futures.Executor`. Raises
    EnvironmentProblem (SX086) when there is no such thing.
    """
    number = jobs or processors()
    if executor == "process":
        return Backend(lambda setup: _processes(number, setup), number)
    if executor == "thread":
        return Backend(lambda setup: _threads(number, setup), number)
    if executor == "dask":
        return _dask(number, dask_address, given=jobs is not None)
    factory = _factory(executor)
    return Backend(lambda _: factory(), number, travels=True)


def preloaded(targets: Iterable[str]) -> tuple[str, ...]:
    """Return the modules that workers import before their first document, each once."""
    found = dict.fromkeys(_ALWAYS)
    found |= dict.fromkeys(module for part in registry.parts() for module in part.preload)
    for part in registry.BUILTIN["passes"].values():
        found[part.path.partition(":")[0]] = None
    for target in targets:
        found |= dict.fromkeys(_FOR_FACTS if target == FACTS else registry.target(target).modules())
    return tuple(found)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processes(count: int, setup: Setup) -> Executor:
    from specexport.batch.executors.processes import Workers

    return Workers(count, setup.limits, setup.preload, setup.call, setup.args)


def _threads(count: int, setup: Setup) -> Executor:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(count, "specexport", setup.call, setup.args)


def _factory(name: str) -> Callable[[], Executor]:
    module, colon, attribute = name.partition(":")
    try:
        found = getattr(import_module(module), attribute) if colon else None
    except (ImportError, AttributeError) as error:
        raise _problem(f"executor {name!r} cannot be had: {error}") from None
    if not callable(found):
        raise _problem(f"unknown executor {name!r}")
    return cast("Callable[[], Executor]", found)


def _dask(count: int, address: str | None, given: bool) -> Backend:
    try:
        import distributed
    except ImportError:
        hint = "pip install 'specexport[dask]'"
        raise EnvironmentProblem(
            Diagnostic("SX086", "executor dask needs dask.distributed", "error", hint=hint)
        ) from None
    if address is None:
        return Backend(lambda *_: _Dask(distributed, count), count, travels=True)
    client = _connected(distributed, address)
    cores = sum(client.ncores().values()) or 1
    client.close()
    return Backend(lambda *_: _Dask(distributed, 0, address), count if given else cores, travels=True)


def _connected(distributed: Any, address: str) -> Any:
    try:
        return distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise _problem(f"there is no Dask scheduler at {address}: {error}") from None


class _Dask(Executor):
    """`distributed.Client.get_executor`, that closes its client and its cluster at the end."""

    def __init__(self, distributed: Any, count: int, address: str | None = None) -> None:
        self._cluster: Any = None
        if address is None:
            self._cluster = distributed.LocalCluster(
                n_workers=count, threads_per_worker=1, dashboard_address=None, silence_logs=50
            )
        self._client = _connected(distributed, address or self._cluster.scheduler_address)
        self._executor: Executor = self._client.get_executor(pure=False)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call `fn` somewhere in the cluster."""
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster, and end it if it is our own."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close(timeout=1 if cancel_futures else 10)
        if self._cluster is not None:
            self._cluster.close(timeout=1 if cancel_futures else 10)


def _problem(message: str) -> EnvironmentProblem:
    hint = "known: process, thread, dask, or module:factory"
    return EnvironmentProblem(Diagnostic("SX086", message, "error", hint=hint))
