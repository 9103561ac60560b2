"""A process that has everything imported, and splits off a child for every command it is asked to run.

It reads requests from standard input, a line of JSON each, and answers each with one: how the command ended,
the seconds of processor and the most memory that it took with all its children, what it said, and whatever it
did that nothing may do: ask the network, or open a file that must stay closed.

The seconds are those of a machine that has nothing else to do. Where two threads share a core, a second of
processor does half of the work when the other thread is busy; so a command that took longer than it may is
judged by the pace of the machine at that moment.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto")
PATIENCE = 12  # wall seconds for a second of processor: others may be busy
BUSY = 3  # at most so many seconds of processor are counted as one
LAP = 0.0103  # seconds of processor for what `lap` does, on an idle machine of those that the limits are for


def prepare() -> None:
    """Import what every export needs, once."""
    import docx  # noqa: F401 - to have it
    import weasyprint  # noqa: F401 - likewise

    from specexport.cli import application, export  # noqa: F401 - likewise
    from specexport.passes import highlight  # noqa: F401 - likewise
    from specexport.readers import markdown  # noqa: F401 - likewise
    from specexport.renderers.docx import writer  # noqa: F401 - likewise
    from specexport.renderers.html import writer as page  # noqa: F401 - likewise
    from specexport.renderers.pdf.typst import writer as typst  # noqa: F401 - likewise
    from specexport.renderers.pdf.weasyprint import writer as paper  # noqa: F401 - likewise


def serve() -> None:
    """Answer requests until there are no more."""
    prepare()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Run one command in a child, and say what became of it."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as did:
        child = os.fork()
        if child == 0:
            become(request, said.fileno(), did.fileno())
        signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
        signal.alarm(int(request["seconds"] * PATIENCE) + 5)
        _, status, usage = os.wait4(child, 0)
        signal.alarm(0)
        said.seek(0)
        did.seek(0)
        return {
            "status": os.waitstatus_to_exitcode(status),
            "seconds": (usage.ru_utime + usage.ru_stime) / slowness(usage, request["seconds"]),
            "peak": usage.ru_maxrss * 1024,
            "said": said.read().decode("utf-8", "replace"),
            "did": did.read().decode("utf-8", "replace").splitlines(),
        }


def slowness(usage: resource.struct_rusage, limit: float) -> float:
    """Return how many of this machine's seconds are one of an idle machine; 1 for what was quick anyway."""
    if usage.ru_utime + usage.ru_stime <= limit:
        return 1.0
    laps = sorted(lap() for _ in range(21))
    return min(max(laps[10] / LAP, 1.0), BUSY)


def lap() -> float:
    """Do a fixed piece of work, and return the seconds of processor that it took."""
    begun = time.process_time()
    sum(len(str(number)) for number in range(100_000))
    return time.process_time() - begun


def become(request: dict[str, Any], said: int, did: int) -> None:
    """Be the command, within limits; never returns."""
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(said, 2)
        os.dup2(said, 1)
        limit = BUSY * int(request["seconds"]) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        resource.setrlimit(resource.RLIMIT_DATA, (request["memory"], request["memory"]))
        os.chdir(request["folder"])
        watch(did, [Path(path) for path in request["closed"]])
        from specexport.cli import application

        status = application.run(request["arguments"])
        end_workers()
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as ended:
        status = int(ended.code or 0)
    except BaseException:
        import traceback

        os.write(said, traceback.format_exc().encode())
        status = 70
    os._exit(status)


def end_workers() -> None:
    """End the compiler of pages, if it runs: what it took counts once it has ended."""
    if compiler := sys.modules.get("specexport.renderers.pdf.typst.compiler"):
        compiler.end()


def watch(did: int, closed: list[Path]) -> None:
    """Write down every attempt to ask the network, and to open what is in `closed`."""

    def see(event: str, arguments: tuple[Any, ...]) -> None:
        if event in NETWORK:
            os.write(did, f"{event} {arguments[1:]}\n".encode())
        elif event == "open" and isinstance(arguments[0], (str, bytes)):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if any(path == str(place) or path.startswith(f"{place}{os.sep}") for place in closed):
                os.write(did, f"open {path}\n".encode())

    sys.addaudithook(see)


if __name__ == "__main__":
    serve()
