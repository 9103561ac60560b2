"""The cases of files, folders, signals and surroundings that the README of the hostile inputs lists."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .cases import SECRETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = os.geteuid() == 0 if hasattr(os, "geteuid") else False
SPEC = "# Technical Specification: Gate\n\n## Overview\n\nText.\n"
LONGER = SPEC + "\n\n".join(f"Paragraph {number} of some length." for number in range(300))
TARGETS = ("html", "docx", "pdf")


@pytest.fixture(scope="module")
def place(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of traps; a small full disk is among them where this user may mount one."""
    folder = tmp_path_factory.mktemp("fs") / "traps"
    script = shared / "nasty" / "fs" / "make_fs.sh"
    subprocess.run(["bash", script, folder], cwd=script.parent, check=True, capture_output=True)
    yield folder
    if os.path.ismount(folder / "tiny"):
        subprocess.run(["umount", folder / "tiny"], check=True)


@dataclass(frozen=True)
class Done:
    status: int
    said: str
    seconds: float

    @property
    def errors(self) -> list[str]:
        return [line for line in self.said.splitlines() if " error SX" in line or line.startswith("error SX")]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "SPECEXPORT_CACHE": "off", "NO_COLOR": "1", **more}


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "specexport", *map(str, arguments)]


def run(*arguments: str | Path, cwd: Path | None = None, **options: Any) -> Done:
    """Run the command to its end; nothing that it says may be a traceback."""
    options.setdefault("env", environment())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command(*arguments), cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, **options
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert "Traceback" not in said
    assert "SX099" not in said
    return Done(done.returncode, said, spent)


def written(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# Files and folders


def test_loops_and_links_out_of_the_tree_are_not_followed(place: Path, tmp_path: Path) -> None:
    done = run("batch", place / "loop", "-t", "html", "-o", tmp_path, "--no-index")
    assert [path.name for path in written(tmp_path) if path.suffix == ".html"] == ["ok.html"]
    assert not any(secret in path.read_bytes() for path in written(tmp_path) for secret in SECRETS)
    assert done.seconds < 5


def test_bad_ones_of_a_batch_fail_alone(place: Path, tmp_path: Path) -> None:
    done = run("batch", place / "batch", "-t", "html", "-o", tmp_path, "--no-index")
    made = {path.stem for path in written(tmp_path) if path.suffix == ".html"}
    sources = {path.stem for path in (place / "batch").glob("*.md")}
    assert "s7" not in made
    assert len(sources - made) <= 2
    assert done.status == 1
    assert len(done.errors) == len(sources - made)


def test_names_of_every_kind_are_exported_or_refused_in_one_line(place: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    done = run(
        "batch", place / "names", "-t", "html", "-o", tmp_path / "out", "--no-index", "--report", report
    )
    made = [path for path in written(tmp_path / "out") if path.suffix == ".html"]
    assert len(made) >= 9
    assert [line for line in done.errors if "SX089" in line and "\\udcff" in line]
    assert all(len(os.fsencode(path.name)) <= 255 for path in made)
    told = json.loads(report.read_text("utf-8"))
    assert told
    assert not any("\n" in line or "\x1b" in line for line in done.errors)
    assert not (place / "names" / "ls.md").exists()


@pytest.mark.parametrize("name", ["fifo.md", "zero.md", "sock.md", "noread.md"])
@pytest.mark.parametrize("target", TARGETS)
def test_pipes_sockets_and_devices_are_refused_before_they_are_opened(
    place: Path, tmp_path: Path, name: str, target: str
) -> None:
    source = place / "special" / name
    if name == "noread.md" and ROOT:
        pytest.skip("root may read everything")
    if not os.path.lexists(source):
        pytest.skip("this system makes no such file")
    done = run("export", source, "-t", target, "-o", tmp_path)
    assert (done.status, len(done.errors)) == (2, 1)  # a request for what can be no specification
    assert written(tmp_path) == []
    assert done.seconds < 3


def test_a_full_device_as_output_is_an_error(place: Path, tmp_path: Path) -> None:
    spec = tmp_path / "spec.md"
    spec.write_text(SPEC, "utf-8")
    link = place / "special" / "full_out.docx"
    done = run("export", spec, "-o", link)
    assert done.status in (0, 1, 2)
    assert done.status == 0 or len(done.errors) == 1
    assert Path("/dev/full").is_char_device()
    if done.status == 0:  # the link is replaced, what it led to is not written to
        assert not link.is_symlink()


def test_sources_that_would_become_one_file_are_refused_before_anything_is_written(
    place: Path, tmp_path: Path
) -> None:
    done = run("batch", place / "same", "-t", "html", "-o", tmp_path, "--no-index")
    made = [path for path in written(tmp_path) if path.suffix == ".html"]
    sources = [path for path in (place / "same").rglob("*") if path.is_file()]
    assert (done.status != 0 and made == []) or len(made) == len(sources)


def test_a_deep_folder_is_exported(place: Path, tmp_path: Path) -> None:
    done = run("batch", place / "deep", "-t", "html", "-o", tmp_path, "--no-index")
    made = [path for path in written(tmp_path) if path.suffix == ".html"]
    assert (done.status, [path.name for path in made]) == (0, ["x.html"])


def test_three_thousand_small_ones_are_all_made_in_a_fifth_of_a_second_each(
    place: Path, tmp_path: Path
) -> None:
    done = run("batch", place / "many", "-t", "html", "-o", tmp_path, "--no-index")
    assert done.status == 0
    assert len([path for path in written(tmp_path) if path.suffix == ".html"]) == 3000
    assert done.seconds < 3000 * 0.2


@pytest.mark.parametrize("trap", ["outisfile", "ro"])
def test_an_output_folder_that_is_none_or_may_not_be_written_to(
    place: Path, tmp_path: Path, trap: str
) -> None:
    if trap == "ro" and ROOT:
        pytest.skip("root may write everywhere")
    spec = tmp_path / "spec.md"
    spec.write_text(SPEC, "utf-8")
    done = run("export", spec, "-t", "html", "-o", f"{place / trap}/sub/")
    assert (done.status, len(done.errors)) == (2, 1)


# Disks that are full


@pytest.fixture
def good(tmp_path: Path) -> Callable[[Path], dict[Path, str]]:
    """Export a short specification into a folder, and return its files with their digests."""

    def make(folder: Path) -> dict[Path, str]:
        spec = tmp_path / "spec.md"
        spec.write_text(SPEC, "utf-8")
        assert run("export", spec, "-t", "html,docx", "-o", f"{folder}/").status == 0
        spec.write_text(LONGER * 40, "utf-8")
        return {path: digest(path) for path in written(folder)}

    return make


def test_a_full_disk_leaves_the_earlier_files(place: Path, tmp_path: Path) -> None:
    tiny = place / "tiny"
    if not os.path.ismount(tiny):
        pytest.skip("only root may mount a small disk")
    spec = tmp_path / "spec.md"
    spec.write_text(LONGER * 40, "utf-8")
    (tiny / "spec.html").write_bytes(b"as it was")
    done = run("export", spec, "-t", "html", "-o", f"{tiny}/")
    assert (done.status, len(done.errors)) in ((1, 1), (2, 1))
    assert [path.name for path in written(tiny)] == ["spec.html"]
    assert (tiny / "spec.html").read_bytes() == b"as it was"


def test_a_limit_on_the_size_of_files_leaves_the_earlier_ones(
    tmp_path: Path, good: Callable[[Path], dict[Path, str]]
) -> None:
    before = good(tmp_path / "out")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20 * 1024, 20 * 1024))

    spec = tmp_path / "spec.md"
    done = run("export", spec, "-t", "html,docx", "-o", f"{tmp_path / 'out'}/", preexec_fn=limited)
    assert done.status in (1, 2)
    assert {path: digest(path) for path in written(tmp_path / "out")} == before


# Being ended


@pytest.mark.parametrize("target", TARGETS)
def test_killed_at_any_time_the_target_is_the_old_or_the_new(tmp_path: Path, target: str) -> None:
    spec, out = tmp_path / "spec.md", tmp_path / "out"
    epoch = environment(SOURCE_DATE_EPOCH="1700000000")
    arguments = ("export", spec, "-t", target, "-o", f"{out}/")
    known = set()
    for text in (LONGER, SPEC):
        spec.write_text(text, "utf-8")
        began = time.monotonic()
        assert run(*arguments, env=epoch).status == 0
        whole = time.monotonic() - began
        known.add(digest(out / f"spec.{target}"))
    chance = random.Random(target)
    for number in range(7):
        spec.write_text((LONGER, SPEC)[number % 2], "utf-8")
        child = subprocess.Popen(
            command(*arguments), env=epoch, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(whole * chance.uniform(0.3, 1.0))
        child.kill()
        child.wait()
        assert digest(out / f"spec.{target}") in known
    assert run(*arguments, env=epoch).status == 0


@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_a_batch_with_all_its_processes(
    place: Path, tmp_path: Path, sign: signal.Signals, status: int
) -> None:
    arguments = command("batch", place / "many", "-t", "docx", "-o", tmp_path, "--no-index", "-j", "2")
    child = subprocess.Popen(
        arguments,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while not any(tmp_path.rglob("*.docx")) and time.monotonic() < deadline:
        time.sleep(0.1)
    child.send_signal(sign)
    said = child.communicate(timeout=60)[1]
    assert child.returncode == status
    assert b"Traceback" not in said
    deadline = time.monotonic() + 10
    while _members(child.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _members(child.pid) == []
    assert {path.suffix for path in written(tmp_path)} <= {".docx", ".json", ".sqlite", ".db", ""}


def _members(group: int) -> list[str]:
    """Return the processes of a session that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == group and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def test_four_runs_at_once_into_one_folder_give_what_one_gives(tmp_path: Path) -> None:
    spec, alone, out = tmp_path / "spec.md", tmp_path / "alone", tmp_path / "out"
    spec.write_text(LONGER, "utf-8")
    epoch = environment(SOURCE_DATE_EPOCH="1700000000")
    wanted = ("-t", "html,docx,pdf", "-o")
    assert run("export", spec, *wanted, f"{alone}/", env=epoch).status == 0
    children = [
        subprocess.Popen(
            command("export", spec, *wanted, f"{out}/"),
            env=epoch,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(4)
    ]
    assert [child.wait(300) for child in children] == [0, 0, 0, 0]
    assert {path.name: digest(path) for path in written(out)} == {
        path.name: digest(path) for path in written(alone)
    }


@pytest.mark.parametrize("arguments", [("--help",), ("formats",), ("styles", "list")], ids=" ".join)
def test_a_reader_that_goes_away_is_no_fault(arguments: tuple[str, ...]) -> None:
    child = subprocess.Popen(
        command(*arguments), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout
    assert child.stderr
    child.stdout.close()
    said = child.stderr.read()
    child.stderr.close()
    assert child.wait(60) in (0, 1, 2, 141, -signal.SIGPIPE)
    assert b"Traceback" not in said


# Surroundings


def test_clocks_places_and_seeds_change_no_byte(tmp_path: Path) -> None:
    spec = tmp_path / "spec.md"
    spec.write_text(LONGER, "utf-8")
    around = [
        {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C", "PYTHONHASHSEED": "2", "TZ": "UTC"},
    ]
    found = []
    for number, more in enumerate(around):
        out = tmp_path / str(number)
        env = environment(SOURCE_DATE_EPOCH="0", **more)
        assert run("export", spec, "-t", "html,docx,pdf", "-o", f"{out}/", env=env).status == 0
        found.append([digest(path) for path in written(out)])
    assert len(found[0]) == 3
    assert found[0] == found[1]


@pytest.mark.parametrize("epoch", ["0", "4323456789"])
def test_days_of_1970_and_2107_are_days(tmp_path: Path, epoch: str) -> None:
    spec = tmp_path / "spec.md"
    spec.write_text(SPEC, "utf-8")
    env = environment(SOURCE_DATE_EPOCH=epoch)
    done = run("export", spec, "-t", "html,docx,pdf", "-o", f"{tmp_path}/", env=env)
    assert done.status == 0


@pytest.mark.parametrize("home", ["unset", "read-only", "missing"])
def test_no_home_is_needed(tmp_path: Path, home: str) -> None:
    spec, empty = tmp_path / "spec.md", tmp_path / "home"
    spec.write_text(SPEC, "utf-8")
    ours = ("XDG_", "SPECEXPORT_")
    env = {name: value for name, value in environment().items() if not name.startswith(ours)}
    if home == "unset":
        env.pop("HOME", None)
    else:
        env["HOME"] = str(empty)
    if home == "read-only":
        empty.mkdir(mode=0o555)
    assert run("export", spec, "-t", "html,docx,pdf", "-o", f"{tmp_path / 'out'}/", env=env).status == 0
    assert len(written(tmp_path / "out")) == 3
    shutil.rmtree(empty, ignore_errors=True)
