"""What is settled before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from specexport import batch
from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.options import Options


def code_of(*arguments: object, **options: object) -> str:
    with pytest.raises(EnvironmentProblem) as caught:
        batch.plan(*arguments, **options)  # type: ignore[arg-type]  # wrong ones are the test
    assert caught.value.diagnostic.hint
    return caught.value.diagnostic.code


def test_the_structure_of_folders_is_kept(specs: Path) -> None:
    plan = batch.plan(["specs"], "out", ["html", "json"])
    assert [task.name for task in plan.tasks] == ["a/one.md", "b/two.md"]
    assert [output.path for output in plan.tasks[1].job.outputs] == [
        Path("out/b/two.html"),
        Path("out/b/two.json"),
    ]
    assert plan.tasks[0].job.spec == str(Path("specs/a/one.md"))
    assert plan.folders == (str(specs.resolve()),)


def test_several_folders_stand_below_what_they_have_in_common(specs: Path) -> None:
    plan = batch.plan([specs / "a", specs / "b", specs / "a"], "out", ["json"])
    assert [task.name for task in plan.tasks] == ["a/one.md", "b/two.md"]
    assert plan.base == specs.resolve()


def test_a_file_may_be_named_whatever_is_excluded(specs: Path) -> None:
    (specs / "specexport.toml").write_text('[batch]\nexclude = ["*"]\n', "utf-8")
    plan = batch.plan([specs / "a" / "one.md"], "out", ["json"])
    assert [task.name for task in plan.tasks] == ["one.md"]
    assert plan.folders == ()


def test_what_cannot_be_done_is_refused_before_anything_starts(specs: Path) -> None:
    (specs / "b" / "two.markdown").write_text("# Two\n", "utf-8")
    assert code_of(["specs"], "out", ["html"]) == "SX015"
    assert code_of(["none"], "out") == "SX080"
    (specs / "empty").mkdir()
    assert code_of([specs / "empty"], "out") == "SX081"
    assert code_of([specs / "a"], "out", ["hmtl"]) == "SX010"
    assert code_of([specs / "a"], "out", options=Options(reader="wrod")) == "SX011"
    (specs / "a" / "index.md").write_text("# I\n", "utf-8")
    assert code_of([specs / "a" / "index.md"], "out", ["html"]) == "SX015"
    assert batch.plan([specs / "a" / "index.md"], "out", ["html"], index=False).tasks
    assert not Path("out").exists()


def test_every_folder_may_have_its_style(specs: Path) -> None:
    (specs / ".git").mkdir()
    (specs / "a" / "specexport.toml").write_text('style = "formal"\n', "utf-8")
    assert [task.style for task in batch.plan(["specs"], "out").tasks] == ["formal", "base"]
    assert {task.style for task in batch.plan(["specs"], "out", style="minimal").tasks} == {"minimal"}
