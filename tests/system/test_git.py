"""What git is asked: nothing that a repository's settings name is run, and any name or date is taken."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
from specexport.system import git

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def run(*arguments: str) -> bytes:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *arguments], check=True, capture_output=True).stdout


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "repository"
    place.mkdir()
    monkeypatch.chdir(place)
    run("init", "-q")
    Path("a.md").write_text("# A\n\nOne.\n")
    run("add", ".")
    run("commit", "-q", "-m", "First")
    return place


def test_nothing_that_the_settings_name_is_run(top: Path, tmp_path: Path) -> None:
    program, ran = tmp_path / "program", tmp_path / "ran"
    program.write_text(f'#!/bin/sh\necho "$@" >> {ran}\ncat\n')
    program.chmod(0o755)
    signed = run("cat-file", "commit", "HEAD").replace(
        b"\n\n", b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n", 1
    )
    Path("commit").write_bytes(
        signed.replace(b"author", b"parent " + run("rev-parse", "HEAD") + b"author", 1)
    )
    run("update-ref", "HEAD", run("hash-object", "-t", "commit", "-w", "commit").decode().strip())
    (top / ".git/info/attributes").write_text("* diff=own filter=own\n* filter=a=b\n*.md filter=own\n")
    for name in ("diff.own.textconv", "diff.own.command", "filter.own.clean", "filter.own.process"):
        run("config", name, str(program))
    for name in ("gpg.program", "core.fsmonitor", "diff.external"):
        run("config", name, str(program))
    run("config", "log.showSignature", "true")
    run("config", "filter.own.required", "true")
    Path("b.md").write_text("# B\n")
    Path("a.md").write_text("# A\n\nTwo.\n")
    ran.unlink(missing_ok=True)
    repository = git.Repository(top)
    since = repository.commit("HEAD~1")
    assert git.differing(top, since) == ["a.md"]
    assert "b.md" in git.untracked(top)
    assert repository.called(since, "b.md") == "b.md"
    assert list(repository.lines("a.md")) == [1, 2]
    assert list(repository.lines("a.md", since)) == [1, 2, 3]
    assert repository.last(since, "a.md") is None
    assert repository.last(since, ".") is None
    assert not ran.exists()


def test_settings_in_the_environment_stay(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("config", "filter.own.clean", "false")
    Path(".gitattributes").write_text("* filter=own\n")
    for name, value in (("COUNT", "1"), ("KEY_0", "core.quotePath"), ("VALUE_0", "true")):
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    assert git.differing(top, "HEAD") == []
    assert git.asked_of_files(top, "config", "--get-all", "core.quotePath").split()[0] == b"true"


def test_a_folder_of_a_clone_is_no_repository(top: Path) -> None:
    run("init", "-q", "--bare", "inside")
    (top / "inside" / "refs" / "a").write_text("")
    with pytest.raises(EnvironmentProblem, match="SX087"):
        git.Repository(top / "inside")


def test_the_repository_is_that_of_the_folder(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (top / "docs").mkdir()
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.setenv(name, ".git" if name == "GIT_DIR" else "elsewhere")  # as hooks of git have them
    assert os.path.realpath(git.Repository(top / "docs").top) == os.path.realpath(top)


@pytest.mark.parametrize("name", ["x[1].md", ":(exclude)x.md", "-x.md", ":x.md", "*.md", "a\nb.md"])
def test_names_are_names(top: Path, name: str) -> None:
    Path("x1.md").write_text("Other.\n")
    (top / name).write_text("One.\n")
    run("add", ".")
    run("commit", "-q", "-m", "Second")
    (top / name).write_text("One.\nTwo.\n")
    Path("x1.md").write_text("Another.\n")
    run("commit", "-q", "-a", "-m", "Third", "--author", "Ann <a@example.org>")
    repository = git.Repository(top)
    since = repository.commit("HEAD~1")
    assert repository.file(since, repository.path(top / name)) == b"One.\n"
    assert sorted(repository.lines(name)) == [1, 2]
    last = repository.last(since, name)
    assert last is not None
    assert last.author == "Ann"


def test_a_link_out_of_the_repository_is_told(top: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("# Outside\n")
    Path("link.md").symlink_to(tmp_path / "outside.md")
    with pytest.raises(EnvironmentProblem, match="outside the repository"):
        git.Repository(top).path(top / "link.md")


@pytest.mark.parametrize("seconds", ["99999999999999999", "-99999999999999999", "", "²", "x"])
def test_any_date_is_taken(seconds: str) -> None:
    assert git.moment(seconds) == ""


def test_a_date_is_said_in_utc() -> None:
    assert git.moment("0") == "1970-01-01T00:00:00Z"
    assert git.moment("-1") == "1969-12-31T23:59:59Z"


def test_a_folder_is_no_file_of_a_revision(top: Path) -> None:
    Path("pictures").mkdir()
    Path("pictures/a.txt").write_text("a")
    run("add", ".")
    run("commit", "-q", "-m", "Second")
    repository = git.Repository(top)
    files = git.Revision(repository, repository.commit("HEAD"), "a.md")
    assert files.read("pictures/a.txt") == b"a"
    for path in ("pictures", "pictures/b.txt", "../a.md", "-s"):
        with pytest.raises(SpecExportError, match="SX730"):
            files.read(path)
