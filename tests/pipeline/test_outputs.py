"""What an export is going to write, and what is refused before it starts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from specexport.core.diagnostics import EnvironmentProblem
from specexport.pipeline import plan


def paths(*arguments: Any) -> list[list[str]]:
    return [[output.path.as_posix() for output in job.outputs] for job in plan.plan(*arguments)]


def code_of(*arguments: Any) -> str:
    with pytest.raises(EnvironmentProblem) as caught:
        plan.plan(*arguments)
    assert caught.value.diagnostic.hint
    return caught.value.diagnostic.code


def test_by_default_three_files_go_beside_the_source() -> None:
    assert paths(["docs/spec.md"]) == [["docs/spec.html", "docs/spec.pdf", "docs/spec.docx"]]
    assert paths(["spec.md"], ["docx"]) == [["spec.docx"]]


def test_the_target_comes_from_the_suffix() -> None:
    (job,) = plan.plan(["spec.md"], None, "out/Report.PDF")
    assert job.outputs == (plan.Output("pdf", Path("out/Report.PDF")),)
    assert paths(["spec.md"], ["html"], "out/page.htm") == [["out/page.htm"]]
    assert paths(["spec.md"], ["html"], "page.xhtml") == [["page.xhtml"]]


def test_a_folder_takes_every_file(tmp_path: Path) -> None:
    assert paths(["a/x.md", "b/y.md"], ["html", "pdf"], "out") == [
        ["out/x.html", "out/x.pdf"],
        ["out/y.html", "out/y.pdf"],
    ]
    (tmp_path / "v1.2").mkdir()
    assert paths(["x.md"], ["pdf"], tmp_path / "v1.2") == [[f"{tmp_path.as_posix()}/v1.2/x.pdf"]]
    assert paths(["x.md"], ["pdf"], "v1.2/") == [["v1.2/x.pdf"]]


def test_streams() -> None:
    assert paths(["-"], ["html"], "-") == [["-"]]
    assert paths(["-"], ["html"]) == [["specification.html"]]
    assert paths(["-"], ["html"], "out") == [["out/specification.html"]]


def test_targets_asked_for_twice_are_made_once() -> None:
    assert paths(["x.md"], ["html", "html"]) == [["x.html"]]


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("SX010", (["x.md"], ["hmtl"])),
        ("SX015", (["a/x.md", "b/x.md"], ["html"], "out")),
        ("SX015", (["x.md", "x.markdown"], ["html"])),
        ("SX015", (["x.md", "./x.md"], ["html"])),
        ("SX015", (["x.md", "X.md"], ["html"])),
        ("SX016", (["x.md", "y.md"], ["html"], "-")),
        ("SX016", (["x.md"], ["html", "docx"], "-")),
        ("SX016", (["x.md", "y.md"], None, "out.pdf")),
        ("SX017", (["x.json"], ["json"])),
        ("SX017", (["x.md", "x.html"], ["html"])),
        ("SX018", (["x.md"], None, "-")),
        ("SX018", (["x.md"], None, "out.xyz")),
        ("SX018", (["x.md"], ["html"], "out.pdf")),
    ],
)
def test_what_cannot_be_is_refused(code: str, arguments: Any) -> None:
    assert code_of(*arguments) == code


def test_an_unknown_target_gets_the_nearest_known_one() -> None:
    with pytest.raises(EnvironmentProblem, match=r"did you mean html\?"):
        plan.plan(["x.md"], ["hmtl"])


@pytest.mark.skipif(os.name != "posix", reason="symbolic links as POSIX has them")
def test_a_link_does_not_hide_that_a_source_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"{}")
    (tmp_path / "link.md").symlink_to("x.json")
    assert code_of([tmp_path / "link.md"], ["json"], tmp_path / "x.json") == "SX017"


def test_a_part_of_a_folder_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = tmp_path / "box"
    box.mkdir()
    for name in ("spec.md", "box.md"):
        (box / name).write_text("# X\n")
    assert code_of([box], ["md"], box / "spec.md") == "SX017"
    assert code_of([box], ["md"], box) == "SX017"
    assert plan.plan([box], ["html"], box)[0].outputs[0].path == box / "box.html"
    monkeypatch.chdir(box)
    assert code_of(["."], ["md"]) == "SX017"


def test_sources_of_one_run_know_where_the_others_go(tmp_path: Path) -> None:
    specs = [tmp_path / "a.md", tmp_path / "sub" / "b.md"]
    beside = plan.plan(specs, ["html", "pdf"])
    table = plan.together(beside)
    assert plan.exported(beside[0], table, "sub/b.md", "html") == "sub/b.html"
    assert plan.exported(beside[1], table, "../a.md", "pdf") == "../a.pdf"
    assert plan.exported(beside[0], table, "sub/c.md", "html") == ""
    assert plan.exported(beside[0], table, "sub/b.md", "docx") == ""
    one_folder = plan.plan(specs, ["html"], tmp_path / "out")
    assert plan.exported(one_folder[1], plan.together(one_folder), "../a.md", "html") == "a.html"
