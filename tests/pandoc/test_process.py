"""Runs of pandoc end within their limits, each failure in one message, and leave nothing behind."""

from __future__ import annotations

import stat
import tempfile
from typing import TYPE_CHECKING

import pytest

from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
from specexport.pandoc import process

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let runs have their folders in one that is empty before and after."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a shell script in pandoc's place."""
    path = folder / "pandoc"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(process, "program", lambda: str(path))


def code_of(error: pytest.ExceptionInfo[SpecExportError]) -> str:
    assert error.value.diagnostic.severity == "error"
    assert error.value.diagnostic.path in ("", "design.docx")
    return error.value.diagnostic.code


def test_it_converts_and_leaves_nothing(place: Path) -> None:
    done = process.run(["--from=commonmark", "--to=html"], b"*a*", "a.md")
    assert done.output == b"<p><em>a</em></p>\n"
    assert done.files == {}
    assert done.log == ()
    assert not list(place.iterdir())


def test_files_go_in_and_come_out() -> None:
    files = {"filters/up.lua": b"function Str(s) s.text = s.text:upper() return s end"}
    options = ["--from=commonmark", "--to=plain", "--lua-filter=filters/up.lua", "--output=out/a.txt"]
    with pytest.raises(SpecExportError) as caught:
        process.run(options, b"word")
    assert code_of(caught) == "SX794"
    options[-1] = "--output=a.txt"
    done = process.run(options, b"word", files=files)
    assert (done.output, done.files) == (b"", {"a.txt": b"WORD\n"})


@pytest.mark.parametrize("name", ["../a", "/tmp/a", "a/../../b"])
def test_files_stay_in_its_folder(name: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        process.run([], b"", files={name: b""})


def test_it_reads_no_files_of_the_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.rst"
    secret.write_text("canary", encoding="utf-8")
    source = f".. include:: {secret}\n\n.. raw:: html\n   :file: {secret}\n\nText\n"
    done = process.run(["--from=rst", "--to=html"], source.encode())
    assert b"Text" in done.output
    assert b"canary" not in done.output
    assert done.log


def test_what_it_says_of_the_source_is_in_its_log() -> None:
    done = process.run(["--from=latex", "--to=plain"], b"\\include{nowhere} a")
    assert {entry["type"] for entry in done.log} == {"CouldNotLoadIncludeFile"}


@pytest.mark.parametrize(
    ("script", "limits", "code"),
    [
        ("exec sleep 60", process.RunLimits(seconds=0.3), "SX792"),
        ("exec cat /dev/zero", process.RunLimits(output=100_000), "SX793"),
        ("head -c 200000 /dev/zero > big", process.RunLimits(output=100_000), "SX793"),
        ("echo 'pandoc: Heap exhausted;' >&2; exit 251", process.LIMITS, "SX793"),
        ("kill -SEGV $$", process.LIMITS, "SX794"),
        ("echo 'pandoc: Unknown format' >&2; exit 21", process.LIMITS, "SX794"),
    ],
)
def test_each_bad_end_is_one_message(
    script: str,
    limits: process.RunLimits,
    code: str,
    tmp_path: Path,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_in(tmp_path, script, monkeypatch)
    monkeypatch.setattr(process, "version", lambda: (3, 9))
    with pytest.raises(SpecExportError) as caught:
        process.run([], b"", "design.docx", limits=limits)
    assert code_of(caught) == code
    assert "\n" not in caught.value.diagnostic.message
    assert not list(place.iterdir())


def test_memory_is_limited() -> None:
    with pytest.raises(SpecExportError) as caught:
        process.run(
            ["--from=commonmark", "--to=json"], b"*a* " * 400_000, limits=process.RunLimits(heap="128M")
        )
    assert code_of(caught) == "SX793"


def test_what_fails_in_an_old_version_is_its_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "case $1 in --version) echo pandoc 2.17.1;; *) exit 2;; esac", monkeypatch)
    process.version.cache_clear()
    try:
        with pytest.raises(EnvironmentProblem) as caught:
            process.run([], b"")
    finally:
        process.version.cache_clear()
    assert code_of(caught) == "SX791"
    assert "2.17.1" in caught.value.diagnostic.message


def test_a_missing_program_is_one_message(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setattr(process, "program", lambda: "/nowhere/pandoc")
    with pytest.raises(EnvironmentProblem) as caught:
        process.run([], b"")
    assert code_of(caught) == "SX790"
    assert not list(place.iterdir())


def test_settings_of_the_user_take_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data" / "pandoc" / "templates"
    folder.mkdir(parents=True)
    folder.joinpath("default.html5").write_text("mine", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("GHCRTS", "-M1k")
    done = process.run(["--from=commonmark", "--to=html", "--standalone", "--metadata=title:x"], b"a")
    assert b"mine" not in done.output


def test_the_version_is_one_that_the_tree_is_of() -> None:
    assert process.version() >= process.OLDEST
