"""The library as others use it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kitchen_sink
import pytest

import specexport
from specexport.pipeline import environment

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic

TEXT = b"# Technical Specification: Ledger\n\n## Scope\n\nAll of it, and ![a picture](none.png).\n"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.md"
    path.write_bytes(TEXT)
    return path


def test_the_names_are_explicit_sorted_and_all_there() -> None:
    assert specexport.__all__ == sorted(specexport.__all__)
    assert len(set(specexport.__all__)) == len(specexport.__all__)
    for name in specexport.__all__:
        assert getattr(specexport, name) is not None
    assert set(specexport.__all__) <= set(dir(specexport))


def test_public_names_are_documented() -> None:
    for name in set(specexport.__all__) - {"__version__"}:
        assert getattr(specexport, name).__doc__, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'exprot'"):
        specexport.exprot  # noqa: B018 - reading it is the test


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert version("specexport") == specexport.__version__


def test_export_writes_and_says_what(spec: Path) -> None:
    said: list[Diagnostic] = []
    html, json = specexport.export(spec, to=["html", "json"], report=said.append)
    assert (html.path, html.target, html.bytes) == (
        spec.with_suffix(".html"),
        "html",
        html.path.stat().st_size,
    )
    assert html.pages is None
    assert 0 < html.seconds < 60
    assert [diagnostic.code for diagnostic in said] == ["SX403"]
    assert html.diagnostics == json.diagnostics == tuple(said)
    assert said[0].path == str(spec)
    assert said[0].pos is not None
    assert said[0].pos.line == 5


def test_pages_are_known_and_pages_go_first(spec: Path) -> None:
    made = specexport.export(spec, to=["json", "pdf"], output=spec.parent / "out")
    assert [written.target for written in made] == ["pdf", "json"]
    assert made[0].pages
    assert sorted(path.name for path in (spec.parent / "out").iterdir()) == ["spec.json", "spec.pdf"]


def test_read_and_render_touch_no_disk(spec: Path) -> None:
    document = specexport.read(spec)
    assert document.meta.kind == "Technical Specification"
    assert specexport.read(TEXT) == document == specexport.read(specexport.Source(TEXT, "spec.md"))
    assert b"Ledger" in specexport.render(document, "html")
    assert list(spec.parent.iterdir()) == [spec]


def test_convert_gives_every_target_in_the_order_asked_for() -> None:
    made = specexport.convert(TEXT, ["json", "pdf", "html"])
    assert list(made) == ["json", "pdf", "html"]
    assert made["pdf"].data.startswith(b"%PDF-")
    assert made["pdf"].pages


def test_convert_takes_pictures_from_whoever_has_them() -> None:
    class Album:
        def load(self, url: str) -> Any:
            assert url == "none.png"
            return kitchen_sink.document().media["pixel.png"]

    said: list[Diagnostic] = []
    specexport.convert(TEXT, ["json"], resources=Album(), report=said.append)
    assert said == []


def test_one_target_may_stand_alone(spec: Path) -> None:
    (written,) = specexport.export(spec, to="html")
    assert (written.target, written.path.name) == ("html", "spec.html")
    assert list(specexport.convert(b"# Title", "json")) == ["json"]
    with pytest.raises(
        specexport.EnvironmentProblem, match=r"SX010 unknown target 'htlm' .did you mean html"
    ):
        specexport.export(spec, to="htlm")


@pytest.mark.parametrize("path", ["spec.md", Path("spec.md")])
def test_convert_says_what_it_takes(path: Any) -> None:
    with pytest.raises(TypeError, match=r"bytes or a Source, not .*: for a file use export"):
        specexport.convert(path, ["html"])


def test_text_is_never_taken_for_a_path(tmp_path: Path) -> None:
    with pytest.raises(specexport.SpecExportError, match="SX001"):
        specexport.read("# Title, which is no path")
    assert specexport.read(str(tmp_path).encode()).blocks


def test_json_comes_back(spec: Path) -> None:
    (written,) = specexport.export(spec, to=["json"])
    assert specexport.read(written.path) == specexport.read(spec)


def test_unknown_names_are_told_before_anything_is_written(spec: Path) -> None:
    for arguments in ({"to": ["hmtl"]}, {"style": "none-such"}):
        with pytest.raises(specexport.EnvironmentProblem):
            specexport.export(spec, **arguments)
    with pytest.raises(specexport.EnvironmentProblem):
        specexport.read(spec, options=specexport.Options(reader="none-such"))
    assert list(spec.parent.iterdir()) == [spec]


def test_one_target_that_fails_leaves_the_others(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from specexport.renderers.html import writer as html

    def fail(*_: object) -> None:
        raise ZeroDivisionError("on\nspring")

    monkeypatch.setattr(html, "render", fail)
    with pytest.raises(
        specexport.SpecExportError, match="SX099 unexpected ZeroDivisionError: on spring"
    ) as caught:
        specexport.export(spec, to=["html", "json"])
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert spec.with_suffix(".json").is_file()
    assert not spec.with_suffix(".html").exists()


def test_all_targets_that_fail_are_told(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from specexport.renderers import json
    from specexport.renderers.html import writer as html

    def fail(*_: object) -> None:
        raise specexport.SpecExportError(specexport.Diagnostic("SX020", "too deep", "error"))

    monkeypatch.setattr(html, "render", fail)
    monkeypatch.setattr(json, "render", fail)
    with pytest.raises(specexport.SpecExportError) as caught:
        specexport.export(spec, to=["html", "json"])
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == ["SX020", "SX020"]


@pytest.mark.parametrize(
    ("epoch", "day"), [("0", "1970-01-01"), ("1767312000", "2026-01-02"), ("86399", "1970-01-01")]
)
def test_the_day_can_be_set(monkeypatch: pytest.MonkeyPatch, epoch: str, day: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert environment.today().isoformat() == day


@pytest.mark.parametrize("epoch", ["", "soon", "-5", "9" * 30, "٣"])
def test_a_day_that_is_none_is_today(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert environment.today().year >= 2024


def test_errors_survive_a_process_boundary() -> None:
    from pickle import dumps, loads

    error = specexport.SpecExportError(
        specexport.Diagnostic("SX001", "there is no such file", "error", "a.md")
    )
    assert loads(dumps(error)).diagnostic == error.diagnostic


def test_the_readme_promise_holds_in_a_fresh_process(spec: Path) -> None:
    code = "import sys, specexport; print(specexport.export(sys.argv[1], to=['json'])[0].path)"
    run = subprocess.run([sys.executable, "-c", code, spec], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(spec.with_suffix(".json"))
    assert run.stderr == ""
