"""What a target says of itself is all that the program knows of it, whoever brings it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import specexport
from specexport import batch
from specexport.batch import executors, stale
from specexport.batch.run import Run
from specexport.cli import main
from specexport.core import registry
from specexport.core.diagnostics import EnvironmentProblem
from specexport.pipeline import plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MODULE = """
from specexport import Rendered, Target

def lay_out(document, context):
    return Rendered(b"two pages", pages=2, anchors={"scope": 2})

def list_pages(document, context):
    return Rendered(repr(dict(context.anchors)).encode())

sheets = Target(
    lay_out,
    suffixes=(".sheets", ".sht"),
    packages=("acme-paper",),
    preload=("wave",),
    pages=True,
    cost=99.0,
    needless=frozenset({"highlight"}),
    lacks=("colours",),
)
outline = Target(list_pages, suffixes=(".outline.txt",))
"""
POINTS = """[specexport.renderers]
list = acme_sheets:list_pages
outline = acme_sheets:outline
sheets = acme_sheets:sheets
broken = acme_nowhere:render
"""


def install(site: Path, name: str, version: str, points: str = "") -> None:
    """Leave a package's metadata in `site`, as an installer would."""
    for old in site.glob(f"{name.replace('-', '_')}-*.dist-info"):
        old.rename(old.with_suffix(".gone"))
    folder = site / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n", "utf-8")
    (folder / "entry_points.txt").write_text(points, "utf-8")
    for cached in (registry._installed, registry._brought, stale._installed):
        cached.cache_clear()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a package that brings targets: one lays out pages, one knows of them, one is broken."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "acme_sheets.py").write_text(MODULE, "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    install(folder, "acme-sheets", "1.0", POINTS)
    install(folder, "acme-paper", "1.0")
    yield folder
    sys.modules.pop("acme_sheets", None)
    monkeypatch.undo()
    for cached in (registry._installed, registry._brought, stale._installed):
        cached.cache_clear()


@pytest.mark.usefixtures("site")
def test_a_target_that_lays_out_pages_goes_first_and_the_others_know_them() -> None:
    made = specexport.convert(b"# Title\n\n## Scope\n\nText.\n", ["list", "sheets"])
    assert made["sheets"].pages == 2
    assert made["list"].data == b"{'scope': 2}"


@pytest.mark.usefixtures("site")
def test_what_a_package_says_of_its_target_is_read_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("# Title\n\nText.\n", "utf-8")
    (written,) = specexport.export(tmp_path / "a.md", ["sheets"])
    assert written.path.name == "a.sheets"
    (written,) = specexport.export(tmp_path / "a.md", ["sheets"], output=tmp_path / "b.sht")
    assert written.pages == 2
    assert "wave" in executors.preloaded(["sheets"])
    assert "acme_sheets" in executors.preloaded(["list"])
    assert {"acme-paper 1.0", "acme-sheets 1.0"} < set(stale.versions("sheets").splitlines())
    assert "acme-paper 1.0" not in stale.versions("list").splitlines()
    assert main(["formats"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [" ".join(row.split()) for row in rows if row.split()[:1] == ["sheets"]] == [
        "sheets .sheets .sht acme-sheets (without colours)"
    ]


@pytest.mark.usefixtures("site")
def test_a_function_alone_is_a_target_with_a_suffix_of_its_name() -> None:
    found = registry.target("list")
    assert (found.suffixes, found.engine, found.packages) == ((".list",), "acme-sheets", ("acme-sheets",))
    assert not found.pages


@pytest.mark.usefixtures("site")
def test_a_suffix_may_have_a_dot_and_the_longest_says_the_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def target(name: str, *asked: str) -> str:
        (job,) = plan.plan(["a.md"], asked, tmp_path / name)
        return job.outputs[0].target

    assert target("A.Outline.TXT", "outline") == "outline"
    assert target("a.outline.txt") == target("a.v2.txt") == "txt"
    with pytest.raises(EnvironmentProblem, match="SX018"):
        target("a.txt", "outline")
    known = registry.targets() | {"outline": registry.target("outline")}
    monkeypatch.setattr(registry, "targets", lambda: known)
    assert target("a.outline.txt") == "outline"


def test_another_version_of_what_it_names_makes_its_outputs_again(tmp_path: Path, site: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "a.md").write_text("# Title\n\nText.\n", "utf-8")

    def made(*targets: str) -> set[str]:
        plan = batch.plan([tmp_path / "specs"], tmp_path / "out", targets, index=False)
        (entry,) = batch.run(plan, backend=batch.backend("thread", 1)).entries
        return {output.target for output in entry.outputs if output.made}

    assert made("list", "sheets") == {"list", "sheets"}
    assert made("list", "sheets") == set()
    install(site, "acme-paper", "2.0")
    assert made("list", "sheets") == {"sheets"}
    assert made("list") == {"list"}  # whose pages nobody tells it now


@pytest.mark.usefixtures("site")
def test_how_long_it_takes_is_guessed_from_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "a.md").write_bytes(b"# Title\n" + b"x" * 992)
    plan = batch.plan([tmp_path / "specs"], tmp_path / "out", ["list", "sheets"], index=False)
    (waiting,), _ = Run(plan, executors.choose("thread", 1)).preview()
    assert waiting.seconds == pytest.approx(1000 * (99.0 + 1.0) * 1e-6)


@pytest.mark.usefixtures("site")
def test_a_package_that_cannot_be_loaded_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EnvironmentProblem, match="SX040") as caught:
        specexport.convert(b"# Title\n", ["broken"])
    assert "acme-sheets" in caught.value.diagnostic.message
    assert main(["formats"]) == 0
    assert "cannot be loaded" in capsys.readouterr().out
