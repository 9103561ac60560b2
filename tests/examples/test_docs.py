"""The documentation agrees with the program."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from specexport import style
from specexport.cli.application import COMMANDS, application
from specexport.core import registry
from specexport.pipeline import flow

REPOSITORY = Path(__file__).parents[2]
PAGES = [
    *sorted(REPOSITORY.glob("*.md")),
    *sorted(REPOSITORY.glob("docs/*.md")),
    REPOSITORY / "examples/README.md",
]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def code(page: str, language: str) -> list[str]:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    written = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", page.read_text(encoding="utf-8"))  # code is no link
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", written)
    missing = [t for t in targets if "://" not in t and not (page.parent / t).exists()]
    assert missing == []


def test_readme_names_every_command() -> None:
    for name in COMMANDS:
        assert f"specexport {name}" in README, name


def test_commands_are_those_of_the_program() -> None:
    make = runpy.run_path(str(REPOSITORY / "docs" / "make_commands.py"))
    written = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == make["page"](), "run docs/make_commands.py"
    assert "--require-complete" in written
    assert "specexport styles from-docx" in written


def test_readme_has_exactly_two_set_up_commands() -> None:
    set_up = README.split("\n## Set up\n")[1].split("\n## ")[0]
    blocks = re.findall(r"<!-- \.ci/run: (\w+) -->\n```sh\n(.*?)```", set_up, re.DOTALL)
    assert [name for name, _ in blocks] == ["example", "tests"]
    assert set_up.count("```") == 4
    assert all(text.count("\n") == 1 for _, text in blocks)


def test_the_library_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spec.md").write_text(
        "# Technical Specification: A\n\n## Overview\n\nWords.\n", encoding="utf-8"
    )
    (tmp_path / "example.py").write_text(code("README.md", "python")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    left = runpy.run_path("example.py")
    assert {path.name for path in tmp_path.glob("spec.*")} == {"spec.md", "spec.pdf", "spec.docx"}
    assert b"Words." in left["page"]


def test_the_style_of_the_readme_loads(tmp_path: Path) -> None:
    (tmp_path / "_brand.yml").write_text(code("README.md", "yaml")[0], encoding="utf-8")
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    found = style.load(str(tmp_path))
    assert (found.company, found.colors.primary, found.classification) == (
        "Example Company",
        "#0f4c4a",
        "Internal",
    )


def test_the_architecture_page_names_what_is_there_and_all_of_it() -> None:
    text = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:specexport|styles)/[\w./]*)`", text))
    assert [place for place in named if not (REPOSITORY / place).exists()] == []
    parts = {path for path in (REPOSITORY / "specexport").iterdir() if path.name[0].isalpha()}
    rooms = {path for path in parts if any(path.rglob("*.*")) or path.suffix == ".py"}
    assert [path.name for path in rooms if f"`specexport/{path.name}" not in text] == []
    own = list(registry.TARGETS)
    assert [name for name in own if name not in text] == []


def test_the_architecture_page_has_the_passes_in_their_order() -> None:
    text = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\d+\. `(\w+)`: ", text, re.MULTILINE)) == flow.PASSES


def test_the_architecture_page_says_who_may_import_whom() -> None:
    make = runpy.run_path(str(REPOSITORY / "docs" / "make_architecture.py"))
    text = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert text == make["page"](text), "run docs/make_architecture.py"


def test_messages_are_those_of_the_program_and_short() -> None:
    make = runpy.run_path(str(REPOSITORY / "docs" / "make_messages.py"))
    assert (REPOSITORY / "docs" / "messages.md").read_text(encoding="utf-8") == make["page"](), (
        "run docs/make_messages.py"
    )
    every = make["sentences"]()
    assert [code for code, said in every.items() if not said] == []
    assert [text for said in every.values() for text in said if len(text) > 110 or text.endswith(".")] == []


def test_the_index_leads_to_every_page() -> None:
    index = (REPOSITORY / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in REPOSITORY.glob("docs/*.md")} - {"README.md"}
    assert {page for page in pages if f"]({page})" not in index} == set()


def test_diagnostics_are_those_of_the_program() -> None:
    make = runpy.run_path(str(REPOSITORY / "docs" / "make_diagnostics.py"))
    written = (REPOSITORY / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert written == make["page"](), "run docs/make_diagnostics.py"


def test_help_names_the_exit_codes_of_the_readme() -> None:
    table = README.split("| Exit status |")[1].split("\n\n")[0]
    codes = set(re.findall(r"^\| (\d+) \|", table, re.MULTILINE))
    assert codes <= set(re.findall(r"\d+", application.help or ""))
