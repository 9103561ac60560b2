"""Other verbs take a folder as they take a file."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import docx
import pytest
from kept_folders import place

from specexport import data, export
from specexport.api import reviewing
from specexport.cli import main

Run: TypeAlias = Callable[..., tuple[int, str]]


@pytest.fixture
def swap(tmp_path: Path) -> Path:
    folder = tmp_path / "specs" / "012-shift-swap"
    shutil.copytree(place("spec-kit"), folder)
    return folder


def change(folder: Path) -> None:
    path = folder / "plan.md"
    path.write_text(path.read_text().replace("Kotlin 2.1", "Kotlin 2.3"))
    (folder / "notes.md").write_text("# Notes\n\nNobody read them.\n")


def test_data_says_the_facts_of_every_part(swap: Path) -> None:
    said = json.loads(data(swap))
    assert (said["kind"], said["title"], said["status"]) == ("spec-kit", "Shift swap", "Draft")
    assert said["tasks"] == {"done": 3, "all": 5}
    assert [one["path"] for one in said["parts"]][:3] == ["spec.md", "plan.md", "data-model.md"]
    assert said["parts"][0]["facts"]["document"]["title"].endswith("Shift swap")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Return what runs the command and gives its status and standard output."""

    def run(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        try:
            status = main(list(arguments)) or 0
        except SystemExit as end:
            status = int(end.code or 0)
        return status, capsys.readouterr().out

    return run


def test_check_goes_through_the_parts_in_their_order(swap: Path, run: Run) -> None:
    code, out = run("check", "--json", str(swap))
    names = [Path(one["path"]).name for one in json.loads(out)["results"]]
    assert names == [
        *(
            "spec.md",
            "plan.md",
            "data-model.md",
            "tasks.md",
            "research.md",
            "quickstart.md",
            "requirements.md",
        )
    ]
    assert code == 1


def test_what_came_back_from_word_goes_to_the_right_file_and_line(swap: Path) -> None:
    (written,) = export(swap, "docx")
    file = docx.Document(str(written.path))
    runs = [run for paragraph in file.paragraphs for run in paragraph.runs]
    named = next(run for run in runs if "Kotlin 2.1" in run.text)
    named.text = named.text.replace("Kotlin 2.1", "Kotlin 2.4")
    asked = next(run for run in runs if "One row lock" in run.text)
    file.add_comment(asked, text="Only one?", author="Ann Lee", initials="AL")
    file.save(str(written.path))
    found = reviewing.review(written.path)
    (comment,) = found.review.comments
    (changed,) = found.review.changes
    lines = (swap / "research.md").read_text().splitlines()
    line = next(at for at, text in enumerate(lines) if text.startswith("One row lock"))
    assert comment.place is not None
    assert (Path(comment.place.path).name, comment.place.line) == ("research.md", line + 1)
    assert changed.place is not None
    assert (Path(changed.place.path).name, changed.applies) == ("plan.md", True)
    (result,) = found.result([changed.id])
    assert result.new == (swap / "plan.md").read_text().replace("Kotlin 2.1", "Kotlin 2.4")


def test_parts_are_told_without_making_anything(swap: Path, run: Run) -> None:
    code, out = run("export", "--parts", str(swap))
    assert code == 0
    assert out.splitlines()[0] == f"{swap}: spec-kit, in the order of: spec-kit"
    assert not list(swap.parent.glob("*.html"))
    assert run("export", "--parts", str(swap / "spec.md"))[0] == 2
    assert run("export", "--parts", "-")[0] == 2


def test_two_versions_of_a_folder_are_compared_as_one_document(swap: Path, tmp_path: Path, run: Run) -> None:
    other = tmp_path / "new" / "012-shift-swap"
    shutil.copytree(swap, other)
    assert run("diff", str(swap), str(other))[0] == 0
    change(other)
    code, out = run("diff", str(swap), str(other))
    assert code == 1
    assert "2.3" in out


def test_a_folder_is_compared_with_a_revision(swap: Path, run: Run) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=Ida", "-c", "user.email=ida@example.org")
        subprocess.run(["git", *who, "-C", str(swap.parent), *words], check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    assert run("diff", str(swap), "--since", "HEAD")[0] == 0
    change(swap)
    code, out = run("diff", str(swap), "--since", "HEAD")
    assert code == 1
    assert "2.3" in out
