"""A batch makes one document for every folder of a known kind, and makes again only what changed."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from kept_folders import KEPT

from specexport import batch

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "root"
    shutil.copytree(KEPT, place)
    (place / "alone.md").write_text(
        "# Alone\n\nSee [the plan](spec-kit/specs/012-shift-swap/plan.md#summary).\n"
    )
    return place


def run(root: Path, **wishes: object) -> batch.Summary:
    asked: Any = {"folder_documents": "instead", **wishes}
    plan = batch.plan([root], root.parent / "out", ["html"], **asked)
    return batch.run(plan, backend=batch.backend("thread", 1))


def made(summary: batch.Summary) -> list[str]:
    return [entry.name for entry in summary.entries if entry.state == "made"]


DOCUMENTS = [
    *("arc42/tram-counter/", "azure/", "book/", "decisions/docs/decisions/", "docsify/", "docusaurus/"),
    *("kiro/.kiro/specs/door-access/", "mkdocs/", "openspec/changes/add-parcel-lockers/", "quarto/"),
    "spec-kit/specs/012-shift-swap/",
]


def test_folders_are_documents_and_what_changed_is_made_again(root: Path) -> None:
    assert made(run(root)) == ["alone.md", *DOCUMENTS]
    out = root.parent / "out"
    assert 'href="spec-kit/specs/012-shift-swap.html#summary"' in (out / "alone.html").read_text()
    assert made(run(root)) == []
    tasks = root / "spec-kit/specs/012-shift-swap/tasks.md"
    tasks.write_text(tasks.read_text().replace("- [ ] T004", "- [x] T004"))
    assert made(run(root)) == ["spec-kit/specs/012-shift-swap/"]
    (root / "kiro/.kiro/specs/door-access/notes.md").write_text("# Notes\n")
    assert made(run(root)) == ["kiro/.kiro/specs/door-access/"]
    shutil.rmtree(root / "azure")
    assert run(root).gone == ["azure.html"]
    items = json.loads((out / "index.json").read_text())["specifications"]
    facts = {item["source"]: item["facts"] for item in items}["spec-kit/specs/012-shift-swap/"]
    assert (facts["convention"], facts["tasks"], facts["updated"]) == (
        "spec-kit",
        {"done": 4, "all": 5},
        "2026-03-05",
    )
    assert [one["path"] for one in facts["questions"]] == ["spec.md", "plan.md", "plan.md"]
    page = (out / "index.html").read_text()
    assert '<span class="tasks">4/5</span>' in page


def test_files_may_be_made_beside_them(root: Path) -> None:
    names = made(run(root, folder_documents="beside", index=False))
    assert {"docsify/", "docsify/guide/run.md", "spec-kit/specs/012-shift-swap/plan.md"} <= {*names}


def test_without_the_wish_all_is_as_ever(root: Path) -> None:
    names = made(run(root, folder_documents="", index=False))
    assert [name for name in names if name.endswith("/")] == []


def test_the_folder_itself_may_be_a_document(root: Path) -> None:
    plan = batch.plan(
        [root / "docsify"], root.parent / "out", ["html"], folder_documents="instead", index=False
    )
    assert [str(task.job.outputs[0].path.name) for task in plan.tasks] == ["document.html"]
    assert made(batch.run(plan, backend=batch.backend("thread", 1))) == ["./"]


def test_what_the_project_leaves_out_is_no_document(root: Path) -> None:
    (root / "specexport.toml").write_text('[batch]\nexclude = ["spec-kit/", "azure/"]\n')
    left = {"azure/", "spec-kit/specs/012-shift-swap/"}
    assert made(run(root, index=False)) == ["alone.md", *(one for one in DOCUMENTS if one not in left)]


def test_another_order_in_the_settings_makes_a_folder_anew(root: Path) -> None:
    place = root / "spec-kit/specs/012-shift-swap"
    run(root, index=False)
    (place / "specexport.toml").write_text('[document]\nparts = ["plan.md", "spec.md"]\n')
    assert made(run(root, index=False)) == ["spec-kit/specs/012-shift-swap/"]
    assert made(run(root, index=False)) == []
