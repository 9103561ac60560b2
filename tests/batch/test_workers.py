"""Worker processes: what one document does to its process, and what a killed run leaves."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from folders import files_of

from specexport.batch.executors.processes import Workers
from specexport.batch.manifest import FILE
from specexport.core.diagnostics import SpecExportError
from specexport.core.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits as POSIX has them")

# A target of another package, that does what the title of a specification says.
TRIAL = """
import os, time
from specexport import Rendered
from specexport.model import walk
def render(document, context):
    title = walk.plain(document.meta.title)
    if title == "Crash": os.abort()
    if title == "Sleep": time.sleep(100)
    if title == "Eat": bytearray(900 * 1024 ** 2)
    return Rendered(title.encode())
"""


@pytest.fixture
def workers() -> Iterator[Workers]:
    pool = Workers(1, Limits(seconds=2.0, memory=400 * 1024**2))
    yield pool
    pool.shutdown(cancel_futures=True)


def code_of(workers: Workers, function: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(SpecExportError) as caught:
        workers.submit(function, *arguments).result(30)
    return caught.value.diagnostic.code


@posix
def test_a_process_that_ends_fails_one_call_and_another_takes_its_place(workers: Workers) -> None:
    first = workers.submit(os.getpid).result(30)
    assert workers.submit(os.getpid).result(30) == first != os.getpid()
    assert code_of(workers, os._exit, 3) == "SX083"
    assert workers.submit(os.getpid).result(30) != first
    assert code_of(workers, os.abort) == "SX083"
    assert code_of(workers, time.sleep, 60) == "SX084"
    assert code_of(workers, bytearray, 500 * 1024**2) == "SX085"
    with pytest.raises(ZeroDivisionError):
        workers.submit(divmod, 1, 0).result(30)
    assert workers.submit(divmod, 7, 2).result(30) == (3, 1)


@posix
def test_no_process_is_started_for_nothing() -> None:
    workers = Workers(4, Limits())
    assert workers._threads == []
    workers.shutdown()


@posix
def test_a_document_that_breaks_its_worker_fails_alone(tmp_path: Path, command: Any, specs: Path) -> None:
    (tmp_path / "trial.py").write_text(TRIAL, "utf-8")
    info = tmp_path / "trial-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: trial\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text("[specexport.renderers]\ntrial = trial:render\n", "utf-8")
    for title in ("Crash", "Sleep", "Eat"):
        (specs / f"{title.lower()}.md").write_text(f"# {title}\n\nText.\n", "utf-8")
    limits = ("--timeout", "3", "--max-memory", "600")
    done = command("specs", "-o", "out", "-t", "trial", "-j2", *limits, PYTHONPATH=str(tmp_path))
    assert done.returncode == 1, done.stderr
    told = {Path(line.partition(":")[0]).name: line.split()[2] for line in done.stderr.splitlines()}
    assert told == {"crash.md": "SX083", "eat.md": "SX085", "sleep.md": "SX084"}
    assert sorted(path.name for path in Path("out").rglob("*.trial")) == ["one.trial", "two.trial"]
    assert list(Path("out").rglob("*.part")) == []


# What a killed run leaves


def started(*arguments: str) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "specexport", "batch", *arguments]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


@posix
def test_a_killed_run_leaves_whole_files_and_is_resumed(many: Callable[[int], Path], command: Any) -> None:
    folder = many(40)
    out, whole = folder.parent / "out", folder.parent / "whole"
    assert command(str(folder), "-o", str(whole), "-t", "html", "-j2").returncode == 0
    expected = files_of(whole)
    chance = random.Random(20)
    for _ in range(20):
        run = started(str(folder), "-o", str(out), "-t", "html", "-j2")
        time.sleep(chance.uniform(0.2, 1.6))
        os.killpg(run.pid, signal.SIGKILL)  # its workers too, as when a machine goes down
        run.communicate(timeout=30)  # until the last of them has let go of the pipe
        there = files_of(out) if out.exists() else {}
        complete = {name: data for name, data in there.items() if not name.endswith(".part")}
        assert complete.items() <= expected.items() | {
            (name, data) for name, data in complete.items() if name in ("index.html", "index.json")
        }
        if chance.random() < 0.5:
            for path in list(out.rglob("*.html"))[::2]:
                path.unlink()
    assert command(str(folder), "-o", str(out), "-t", "html", "-j2").returncode == 0
    assert files_of(out) == expected


@posix
def test_what_a_dead_process_left_is_removed_by_the_next_export(specs: Path) -> None:
    import specexport

    stale = specs / "a" / ".specexport-123-0123abcd.part"
    again = specs / "a" / f".specexport-{os.getppid()}-0123abcd.part"  # its number is another process's now
    other = specs / "a" / ".specexport-notes.part"
    for path in (stale, again, other):
        path.write_bytes(b"half")
    specexport.export(specs / "a" / "one.md", to=["json"])
    assert [path.exists() for path in (stale, again, other)] == [False, False, True]


@posix
def test_what_a_process_still_writes_stays(tmp_path: Path) -> None:
    import fcntl

    from specexport.system import files

    part = tmp_path / ".specexport-123-0123abcd.part"
    with part.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        files.sweep([tmp_path])
        assert part.exists()
    files.sweep([tmp_path])
    assert not part.exists()


def test_what_is_on_its_way_to_its_place_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from specexport.system import files

    move = Path.replace

    def sweep_and_move(path: Path, target: Path) -> Path:
        files.sweep([tmp_path])
        return move(path, target)

    monkeypatch.setattr(Path, "replace", sweep_and_move)
    files.write(tmp_path / "a", b"whole")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"whole")]


@posix
def test_ctrl_c_ends_it_and_keeps_what_is_complete(many: Callable[[int], Path]) -> None:
    folder = many(400)
    out = folder.parent / "out"
    run = started(str(folder), "-o", str(out), "-t", "html", "-j2")
    assert run.stdout is not None
    run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert (run.returncode, said.strip()) == (130, b"")
    assert list(out.rglob("*.part")) == []
    assert len(list(out.rglob("*.html"))) < 400
    assert (out / FILE).exists()


@posix
def test_two_runs_into_one_folder_do_no_harm(many: Callable[[int], Path], command: Any) -> None:
    folder = many(30)
    out, whole = folder.parent / "out", folder.parent / "whole"
    runs = [started(str(folder), "-o", str(out), "-t", "html,json", "-j1") for _ in range(2)]
    said = [run.communicate(timeout=60) for run in runs]
    assert [(run.returncode, error) for run, (_, error) in zip(runs, said, strict=True)] == [(0, b"")] * 2
    assert command(str(folder), "-o", str(whole), "-t", "html,json", "-j2").returncode == 0
    assert files_of(out) == files_of(whole)
    again = command(str(folder), "-o", str(out), "-t", "html,json")
    assert "30 up to date" in again.stdout


# Disks


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 kB, where this user may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    try:
        made = subprocess.run(words, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        made = False
    if not made:
        pytest.skip("this user may not mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_one_message_and_no_damage(
    many: Callable[[int], Path], command: Any, disk: Path
) -> None:
    folder = many(20)
    whole = folder.parent / "whole"
    assert command(str(folder), "-o", str(whole), "-t", "html", "-j2", "--no-index").returncode == 0
    done = command(str(folder), "-o", str(disk), "-t", "html", "-j2", "--no-index")
    assert done.returncode == 2
    assert sum("SX031" in line for line in done.stderr.splitlines()) == 1
    assert files_of(disk).items() <= files_of(whole).items()


def test_a_folder_that_may_not_be_written_to_is_one_message(specs: Path, command: Any, disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    done = command(str(specs), "-o", str(disk / "out"), "-t", "html")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "SX030" in line
    done = command(str(specs), "-o", str(disk), "-t", "html")
    assert (done.returncode, done.stderr.count("SX030")) == (2, 1)
