"""`specexport styles`: list, check, begin and show."""

from __future__ import annotations

from pathlib import Path

import pytest

from specexport.cli import main


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_list_names_every_style(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["styles", "list"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert {"base", "corporate"} <= set(names)
    assert names == sorted(names)


def test_what_is_begun_can_be_checked_used_and_not_begun_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["styles", "init", "acme", "--company", "Acme"]) == 0
    assert Path(capsys.readouterr().out.strip()) == Path("acme/_brand.yml")
    capsys.readouterr()
    assert main(["styles", "check", "acme"]) == 0
    assert capsys.readouterr() == ("acme: nothing to mend\n", "")
    assert main(["styles", "show", "acme", "-t", "html", "-o", "out"]) == 0
    assert [path.suffix for path in Path("out").iterdir()] == [".html"]
    capsys.readouterr()
    assert main(["styles", "init", "acme"]) == 2
    assert "error SX059" in capsys.readouterr().err


def test_check_tells_every_error(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad").mkdir()
    Path("bad/_brand.yml").write_text("colour: {}\nmeta: 5\n", encoding="utf-8")
    assert main(["styles", "check", "bad"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all("error SX05" in line for line in lines)


def test_an_unknown_style_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["styles", "check", "none-such"]) == 2
    assert "error SX013" in capsys.readouterr().err
