"""What changed since a git revision, and what depends on it; and what is made again while it is watched."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import time
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest

from specexport import batch
from specexport.batch import executors, since, watch
from specexport.batch.run import Run
from specexport.core.diagnostics import EnvironmentProblem, SpecExportError

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def repository(specs: Path) -> Path:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    (specs / "c").mkdir()
    (specs / "c" / "part.md").write_text("Included.\n", "utf-8")
    (specs / "c" / "three.md").write_text("# Three\n\n{{#include part.md}}\n", "utf-8")
    (specs / "specexport.toml").write_text('[batch]\nexclude = ["part.md"]\n', "utf-8")
    (specs / "c" / "four.md").write_text("# Four\n\nAlone.\n", "utf-8")
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "All")
    return specs


def git(*arguments: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def changed(specs: Path, revision: str = "HEAD") -> list[str]:
    plan = batch.plan([specs], specs.parent / "out", ["json"])
    return [task.name for task in since.tasks(plan, revision)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda specs: (specs / "c/four.md").write_text("# Four\n\nNew.\n", "utf-8"), ["c/four.md"]),
        (lambda specs: (specs / "c/new.md").write_text("# New\n", "utf-8"), ["c/new.md"]),
        (lambda specs: (specs / "a/dot.png").unlink(), ["a/one.md"]),
        (lambda specs: (specs / "c/part.md").write_text("Else.\n", "utf-8"), ["c/three.md"]),
        (lambda specs: (specs / "b/two.md").unlink(), ["a/one.md"]),
        (lambda specs: (specs / "c/none.txt").write_text("x", "utf-8"), []),
    ],
    ids=["source", "new", "picture", "include", "linked", "unrelated"],
)
def test_what_changed_and_what_depends_on_it(
    repository: Path, change: Callable[[Path], object], found: list[str]
) -> None:
    assert changed(repository) == []
    change(repository)
    assert changed(repository) == found
    git("add", ".")
    git("commit", "-q", "--allow-empty", "-m", "Change")
    assert changed(repository) == []
    assert changed(repository, "HEAD~1") == found


def test_a_style_that_changed_changes_all_that_have_it(repository: Path, tmp_path: Path) -> None:
    look = tmp_path / "look"
    look.mkdir()
    (look / "_brand.yml").write_text("meta: {name: Look}\ndefaults: {specexport: {extends: base}}\n", "utf-8")
    (repository / "c" / "specexport.toml").write_text('style = "../../look"\n', "utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "Style")
    (look / "style.css").write_text("p { margin: 0 }\n", "utf-8")
    assert changed(repository) == ["c/four.md", "c/three.md"]


@pytest.mark.parametrize("revision", ["no-such-revision", "--output=x"])
def test_a_revision_that_is_none_is_told(repository: Path, revision: str) -> None:
    with pytest.raises(EnvironmentProblem, match="SX087"):
        changed(repository, revision)


def test_what_was_made_of_the_others_stays(repository: Path, command: Any) -> None:
    assert command(str(repository), "-o", "out", "-t", "json", "-j1").returncode == 0
    before = Path("out/index.json").read_bytes()
    (repository / "c" / "four.md").write_text("# Four\n\nNew.\n", "utf-8")
    done = command(str(repository), "-o", "out", "-t", "json", "-j1", "--since", "HEAD", "--prune")
    assert "1 specification: 1 made" in done.stdout
    assert Path("out/a/one.json").exists()
    assert len(Path("out/index.json").read_bytes()) > 0.9 * len(before)


@pytest.mark.skipif(not importlib.util.find_spec("watchfiles"), reason="watchfiles is not installed")
def test_what_changes_while_it_is_watched_is_made_again(specs: Path) -> None:
    stop, told, problems = Event(), list[batch.Summary](), list[SpecExportError]()

    def make() -> Run:
        plan = batch.plan([specs], specs.parent / "out", ["json"])
        return Run(plan, executors.choose("thread", 1))

    watcher = Thread(target=watch.go, args=(make, told.append, problems.append, stop), daemon=True)
    watcher.start()
    try:
        wait_for(lambda: len(told) == 1)
        time.sleep(0.5)  # until the folder is watched
        (specs / "b" / "two.md").write_text("# Two\n\nWatched.\n", "utf-8")
        wait_for(lambda: len(told) == 2)
        again = [entry.name for entry in told[1].entries if entry.state == "made"]
        assert again == ["a/one.md", "b/two.md"]  # the first leads to a heading of the second
        (specs / "b" / "new.md").write_text("# New\n", "utf-8")
        wait_for(lambda: (specs.parent / "out" / "b" / "new.json").exists())
        assert problems == []
    finally:
        stop.set()
        watcher.join(10)
    assert not watcher.is_alive()


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("nothing happened for 20 s")
