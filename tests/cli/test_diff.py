"""`specexport diff`: files, revisions and folders, and how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from specexport.cli.application import run

OLD = "# Spec\n\n## Limits\n\nIt stops after five seconds.\n\n![A](a.png)\n\n{{#include part.md}}\n"
NEW = OLD.replace("five", "nine")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da6364f8cf500f000386"
    "0180345a346b0000000049454e44ae426082"
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.md").write_text(OLD.partition("\n\n![")[0] + "\n")
    (tmp_path / "new.md").write_text(NEW.partition("\n\n![")[0] + "\n")
    return tmp_path


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    monkeypatch.chdir(tmp_path)
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.png").write_bytes(PIXEL)
    (docs / "part.md").write_text("Included once.\n")
    (docs / "spec.md").write_text(OLD)
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "First", name="Ann")
    git("tag", "v1")
    git("mv", "docs/spec.md", "docs/later.md")
    (docs / "later.md").write_text(NEW)
    (docs / "part.md").write_text("Included twice.\n")
    git("rm", "-q", "docs/a.png")
    git("commit", "-q", "-a", "-m", "Second", name="Bo")
    git("tag", "v2")
    return docs


def git(*arguments: str, name: str = "Test") -> None:
    who = ("-c", f"user.name={name}", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def test_words_in_the_terminal(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "old.md", "new.md"]) == 1
    assert "It stops after [-five-]{+nine+} seconds." in capsys.readouterr().out
    assert run(["diff", "old.md", "old.md"]) == 0
    assert run(["diff", "old.md", "none.md"]) == 2
    assert run(["diff", "old.md"]) == 2
    assert run(["diff", "old.md", "new.md", "--fail-on", "breaking"]) == 0
    assert place


def test_documents_and_json(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "old.md", "new.md", "-t", "docx,html,json", "-o", "out/", "--side-by-side"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["command"] == "diff"
    assert told["results"][0]["summary"]["inserted"] == 1
    assert {path.name for path in (place / "out").iterdir()} == {"new-changes.docx", "new-changes.html"}


def test_revisions_are_read_from_git(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # The pictures, the includes and the name of the old version are those of its time.
    assert run(["diff", "docs/later.md", "--between", "v1", "v2"]) == 1
    said = capsys.readouterr()
    assert "[-five-]{+nine+}" in said.out
    assert "Included [-once-]{+twice+}." in said.out
    assert "SX730" in said.err  # that is said of the new version
    assert run(["diff", "docs/later.md", "--since", "v1", "-t", "html", "-o", "out.html", "--json"]) == 1
    page = Path("out.html").read_text()
    assert 'title="Bo, ' in page
    assert "data:image/png" in page
    assert run(["diff", "docs/later.md", "--since", "v9"]) == 2
    assert run(["diff", "docs/later.md", "--since", "--output=x"]) == 2
    assert not (repository.parent / "x").exists()


def test_an_export_shows_what_changed_since(repository: Path) -> None:
    spec = str(repository / "later.md")
    assert run(["export", spec, "--changes-since", "v1", "-t", "html,docx,json", "-o", "out/"]) == 0
    page = (Path("out") / "later.html").read_text()
    assert "What changed" in page
    assert 'class="changed"' in page
    assert "<del" not in page
    assert "nine" in page
    assert run(["export", spec, "--changes-since", "v9", "-t", "json", "-o", "out/"]) == 2


def test_a_batch_says_what_changed_in_each(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["batch", str(repository), "-o", "out", "-t", "html", "-j", "1", "--changes-since", "v1"]
    assert run(arguments) == 0
    assert "later.md  later.md against v1: " in capsys.readouterr().out
    page = Path("out", "changes.html").read_text()
    assert 'href="later.html"' in page
    assert "What changed since v1" in page


def test_a_batch_says_what_changed_in_a_folder(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "**Status**: Draft\n\n## In short\n\nIt takes five days.\n"
    for place in ("one", "new"):
        (repository / place).mkdir()
    for name in ("proposal.md", "design.md"):
        (repository / "one" / name).write_text(f"# {name}\n\n{text}")
    git("add", ".")
    git("commit", "-q", "-m", "Third")
    (repository / "one" / "design.md").write_text(f"# Design\n\n{text.replace('five', 'nine')}")
    for name in ("proposal.md", "design.md"):
        (repository / "new" / name).write_text(f"# {name}\n\n{text}")
    arguments = ["batch", str(repository), "-o", "out", "-t", "html", "-j", "1", "--folder-documents"]
    assert run([*arguments, "--changes-since", "HEAD"]) == 0
    out = capsys.readouterr().out
    assert "new/  new since then" in out
    assert "one/  one against HEAD: " in out
    assert run(["diff", str(repository.parent), "--since", "HEAD"]) == 1


def test_two_folders(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# T\n\n## S\n\nMany words that say what this is, and what it is not.\n"
    for folder, files in {
        "a": {"kept.md": text, "gone.md": "# Gone\n\nIt is.\n", "before.md": text.replace("Many", "Some")},
        "b": {
            "kept.md": text + "\nMore.\n",
            "fresh.md": "# New\n\nHere.\n",
            "after.md": text.replace("Many", "Few"),
        },
    }.items():
        (place / folder).mkdir()
        for name, content in files.items():
            (place / folder / name).write_text(content)
    assert run(["diff", "a", "b"]) == 1
    lines = capsys.readouterr().out.splitlines()
    for line in ("changed  kept.md", "removed  gone.md", "added    fresh.md"):
        assert line in lines
    assert any(line.startswith("renamed  after.md (was ") for line in lines)


def test_names_of_what_is_written(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = repository / "v1.2"
    folder.mkdir()
    (folder / "index.md").write_text("# T\n\nOne two three.\n")
    git("add", ".")
    git("commit", "-q", "-m", "Third")
    (folder / "index.md").write_text("# T\n\nOne two four.\n")
    assert run(["diff", "docs/v1.2", "--since", "HEAD", "-t", "html"]) == 1
    assert (repository / "v1.2-changes.html").exists()
    monkeypatch.chdir(folder)
    assert run(["diff", ".", "--since", "HEAD", "-t", "html"]) == 1
    assert (folder / "v1.2-changes.html").exists()
    assert run(["diff", str(repository.parent), "--since", "HEAD"]) == 1  # the top of the repository itself


def test_files_of_one_name_are_written_apart(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, word in (("a", "five"), ("b", "nine")):
        for part in ("x", "y"):
            (place / folder / part).mkdir(parents=True)
            (place / folder / part / "s.md").write_text(f"# T\n\nIt has {word} parts in {part}.\n")
    assert run(["diff", "a", "b", "-t", "html", "-o", "out.d/"]) == 1
    for part in ("x", "y"):
        assert f"parts in {part}" in (place / "out.d" / part / "s-changes.html").read_text()
    assert run(["diff", "a", "b", "-t", "html", "-o", "one.html"]) == 2
    assert run(["diff", "a", "b", "-t", "html", "-o", "-"]) == 2
    assert not (place / "one.html").exists()
    (place / "a" / "x" / "s.markdown").write_text("# T\n\nIt is another.\n")
    (place / "b" / "x" / "s.markdown").write_text("# T\n\nIt is one more.\n")
    assert run(["diff", "a", "b", "-t", "html", "-o", "apart"]) == 2
    assert "SX015" in capsys.readouterr().err
    assert not (place / "apart").exists()


def test_no_version_is_overwritten(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (place / "old.md").read_bytes()
    assert run(["export", "old.md", "-t", "docx"]) == 0
    assert run(["diff", "old.docx", "new.md", "-t", "docx", "-o", "old.docx"]) == 2
    assert "SX017" in capsys.readouterr().err
    assert (place / "old.md").read_bytes() == before


def test_a_document_on_standard_output_is_alone_there(
    place: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["diff", "old.md", "new.md", "-t", "html", "-o", "-", "--format", "text"]) == 1
    said = capfdbinary.readouterr()
    assert said.out.startswith(b"<!")
    assert said.out.rstrip().endswith(b"</html>")
    assert b"{+nine+}" in said.err
    assert place


def test_a_name_ends_no_annotation(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "new\u2028::error::x.md"
    (place / "old.md").write_text("# T\n\n```sql\nCREATE TABLE t (a text);\n```\n")
    (place / name).write_text("# T\n\n```sql\nCREATE TABLE t (a int);\n```\n")
    assert run(["diff", "old.md", name, "--format", "github"]) == 1
    assert all(line.startswith("::warning ") for line in capsys.readouterr().out.split("\n")[:-1])


def test_links_between_what_is_exported_together_lead_there(repository: Path) -> None:
    (repository / "b.md").write_text("# B\n\nSee [it](later.md).\n")
    git("add", ".")
    git("commit", "-q", "-m", "Third")
    (repository / "b.md").write_text("# B\n\nSee [it](later.md) again.\n")
    paths = [str(repository / "b.md"), str(repository / "later.md")]
    assert run(["export", *paths, "--changes-since", "HEAD", "-t", "html", "-o", "out/"]) == 0
    assert 'href="later.html"' in Path("out", "b.html").read_text()


def test_a_batch_says_what_changed_in_files_and_folders(repository: Path) -> None:
    names = ("a#b.md", "c%20d.md", "e f.md", ".kiro/specs/g/design.md", ".kiro/specs/g/requirements.md")
    for name in names:
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text("# T\n\nIt has five parts.\n")
    git("add", "--force", ".")
    git("commit", "-q", "-m", "Third")
    for name in names:
        (repository / name).write_text("# T\n\nIt has nine parts.\n")
    (repository / ".kiro/specs/new").mkdir()
    (repository / ".kiro/specs/new/design.md").write_text("# New\n")
    (repository / ".kiro/specs/new/requirements.md").write_text("# New\n")
    arguments = ["batch", str(repository), "-o", "out", "-t", "html", "-j", "1", "--folder-documents"]
    assert run([*arguments, "--changes-since", "HEAD"]) == 0
    page = Path("out", "changes.html").read_text()
    for place in ("a%23b", "c%2520d", "e%20f", ".kiro/specs/g", ".kiro/specs/new"):
        assert f'href="{place}.html"' in page
    assert page.count("new since then") == 1


def test_a_batch_overwrites_no_page_with_what_changed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["batch", str(repository), "-o", "out", "-t", "html", "-j", "1"]
    assert run([*arguments, "--changes-since", "v9"]) == 2
    (repository / "changes.md").write_text("# Changes\n\nOurs.\n")
    assert run([*arguments, "--changes-since", "v1"]) == 2
    assert "SX015" in capsys.readouterr().err
    assert not Path("out").exists()
