"""Sending orders to workers, and what comes back."""

from __future__ import annotations

from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.batch import work
from specexport.batch.executors import Setup, preloaded
from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

    from specexport.batch.executors import Backend
    from specexport.batch.links import Site
    from specexport.batch.plan import Plan
    from specexport.batch.work import Delivery, Order


class Dispatcher:
    """Workers of one backend, set up for one site, started for each list of orders or kept between them."""

    def __init__(self, backend: Backend, plan: Plan, site: Site) -> None:
        self._backend = backend
        self._site = site
        self._setup = Setup(work.settle, (site,), preloaded(plan.kinds), plan.options.limits)
        self._lasting: Executor | None = None

    def deliveries(
        self, orders: list[Order], current: Callable[[list[str]], None]
    ) -> Iterator[tuple[Order, Delivery]]:
        """Yield every order with what became of it, as they are done; `current` is told what is worked on."""
        if not orders:
            return
        waiting = iter(orders)
        done: SimpleQueue[tuple[Order, Future[Delivery]]] = SimpleQueue()
        flying: dict[str, Order] = {}
        with self._at_work(flying) as executor:
            send = self._sender(executor)

            def next_order() -> None:
                if (order := next(waiting, None)) is not None:
                    flying[order.name] = order
                    send(order).add_done_callback(lambda future: done.put((order, future)))

            for _ in range(2 * self._backend.count):
                next_order()
            while flying:
                current(list(flying)[: self._backend.count])
                order, future = done.get()
                del flying[order.name]
                next_order()
                yield order, _result(order, future)

    @contextmanager
    def lasting(self) -> Iterator[None]:
        """Keep the workers, with all that they have loaded, from one batch of orders to the next."""
        self._lasting = self._start()
        try:
            yield
        finally:
            self._lasting.shutdown(wait=False, cancel_futures=True)
            self._lasting = None

    def move(self, site: Site) -> None:
        """Go on with the orders of `site`: workers that are kept start anew if it is another."""
        if site == self._site:
            return
        self._site = site
        self._setup = replace(self._setup, args=(site,))
        if self._lasting is not None:
            self._lasting.shutdown(wait=False, cancel_futures=True)
            self._lasting = self._start()

    def _start(self) -> Executor:
        return self._backend.start(self._setup)

    @contextmanager
    def _at_work(self, flying: dict[str, Order]) -> Iterator[Executor]:
        if self._lasting is not None:
            yield self._lasting
            return
        executor = self._start()
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            files.sweep(output.path.parent for order in flying.values() for output in order.outputs)
            raise
        executor.shutdown()

    def _sender(self, executor: Executor) -> Callable[[Order], Future[Delivery]]:
        if not self._backend.travels:
            return lambda order: executor.submit(work.do, order)
        from specexport.batch.executors.remote import Sender

        return Sender(executor, self._site).send


def _result(order: Order, future: Future[Delivery]) -> Delivery:
    """Return what a future holds; whatever kept it from being done is told as the document's failure."""
    try:
        return future.result()
    except SpecExportError as error:
        return work.Delivery(order.name, errors=(error,))
    except Exception as error:  # of an executor that is not ours
        hint = "export it alone; if that fails too, please report it with the specification"
        message = f"the worker failed: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
        failed = SpecExportError(Diagnostic("SX083", message, "error", hint=hint))
        return work.Delivery(order.name, errors=(failed,))
