"""Whoever does the work, the bytes are the same."""

from __future__ import annotations

import importlib.util
import shutil
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from folders import files_of

from specexport import batch
from specexport.batch import executors
from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parents[2]


def guest() -> Executor:
    """What another package might bring: orders travel to it."""
    return ThreadPoolExecutor(2)


@pytest.fixture
def rich(specs: Path, many: Callable[[int], Path]) -> Path:
    """Specifications with links, pictures, an include, and a style of their own."""
    shutil.copytree(REPOSITORY / "examples" / "payments-ledger", specs / "ledger")
    (specs / "b" / "part.txt").write_text("Included.\n", "utf-8")
    (specs / "b" / "three.md").write_text(
        "# Three\n\n```include\npart.txt\n```\n\n![Gone](none.png)\n", "utf-8"
    )
    shutil.move(many(6), specs / "many")
    look = specs.parent / "look"
    look.mkdir()
    (specs.parent / ".git").mkdir()  # to the root of a repository, a style is the project's own
    (look / "_brand.yml").write_text(
        "meta: {name: Look}\ndefaults: {specexport: {extends: formal}}\n", "utf-8"
    )
    (look / "style.css").write_text("p { hyphens: none }\n", "utf-8")
    (specs / "many" / "specexport.toml").write_text('style = "../../look"\n', "utf-8")
    return specs


def outputs(specs: Path, executor: str, jobs: int, *targets: str) -> dict[str, bytes]:
    out = specs.parent / f"out-{executor.partition(':')[0]}-{jobs}"
    summary = batch.run(batch.plan([specs], out, targets), backend=batch.backend(executor, jobs))
    assert summary.count("failed") == 0, [entry.errors for entry in summary.entries]
    return files_of(out)


def test_the_same_bytes_from_one_and_two_processes_threads_and_guests(rich: Path) -> None:
    targets = ("html", "docx", "json")
    one = outputs(rich, "process", 1, *targets)
    assert len([name for name in one if name.endswith(".docx")]) == 10
    assert outputs(rich, "process", 2, *targets) == one
    assert outputs(rich, "thread", 2, *targets) == one
    assert outputs(rich, "test_executors:guest", 2, *targets) == one


@pytest.mark.skipif(not importlib.util.find_spec("distributed"), reason="dask.distributed is not installed")
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")  # Dask's own, at its end
def test_the_same_bytes_from_a_dask_cluster_of_two_workers(rich: Path) -> None:
    targets = ("html", "docx")
    one = outputs(rich, "process", 2, *targets)
    assert outputs(rich, "dask", 2, *targets) == one


def test_a_word_template_travels(specs: Path) -> None:
    template = specs.parent / "template.docx"
    batch.run(
        batch.plan([specs / "b" / "two.md"], specs.parent / "made", ["docx"]), backend=batch.backend("thread")
    )
    shutil.move(specs.parent / "made" / "two.docx", template)
    made = []
    for executor in ("process", "test_executors:guest"):
        out = specs.parent / f"out-{executor[:4]}"
        plan = batch.plan([specs], out, ["docx"], options=Options(docx_template=template), index=False)
        summary = batch.run(plan, backend=batch.backend(executor, 2))
        assert summary.count("made") == 2, [entry.errors for entry in summary.entries]
        made.append(files_of(out))
    assert made[0] == made[1]
    plain = specs.parent / "plain"
    batch.run(batch.plan([specs], plain, ["docx"], index=False), backend=batch.backend("thread"))
    assert files_of(plain)["b/two.docx"] != made[0]["b/two.docx"]


def test_as_many_as_there_are_processors() -> None:
    assert executors.choose("process").count == executors.processors() >= 1
    assert executors.choose("thread", 3).count == 3
    assert executors.choose("test_executors:guest").travels
    assert not executors.choose("process").travels


def test_another_version_at_the_other_end_is_refused(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec.structs import replace

    from specexport.batch.executors import remote

    truly = remote.remote
    monkeypatch.setattr(remote, "remote", lambda parcel: truly(replace(parcel, version="0.0.0")))
    plan = batch.plan([specs], specs.parent / "out", ["json"])
    with pytest.raises(EnvironmentProblem, match=r"SX086 the worker has specexport .*, not 0\.0\.0"):
        batch.run(plan, backend=batch.backend("test_executors:guest"))
