"""Pages name what there is: variables of the environment, forms, hooks into which others plug."""

from __future__ import annotations

import builtins
import re
from pathlib import Path
from typing import get_args

import specexport
from specexport.core import registry
from specexport.core.messages import CODES
from specexport.specification.check.rules import RULES
from specexport.specification.forms import choose

DOCS = Path(__file__).parents[2] / "docs"
PACKAGE = Path(specexport.__file__).parent


def read(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def test_settings_name_every_variable_of_the_environment() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    asked = set(re.findall(r'"((?:SPECEXPORT_|NO_COLOR|SOURCE_DATE)\w*)"', sources)) - {
        "_SPECEXPORT_COMPLETE"
    }
    assert len(asked) >= 5
    assert {name for name in asked if f"`{name}`" not in read("settings.md")} == set()


def test_templates_name_every_form() -> None:
    named = set(re.findall(r"^\| `([\w-]+)` \|", read("templates.md"), re.MULTILINE))
    assert named == set(choose.names())


def test_plugins_name_every_group_of_entry_points() -> None:
    for kind in get_args(registry.Kind):
        assert f'"specexport.{kind}"' in read("plugins.md")


def test_the_library_names_all_that_it_offers() -> None:
    pages = "".join(
        read(f"{page}.md") for page in ("library", "plugins", "batch", "check", "html", "import", "templates")
    )
    offered = set(specexport.__all__) - {"__version__", "Result", "Written"}  # met as what functions return
    assert {name for name in offered if not re.search(rf"\b{name}\b", pages)} == set()


def test_exceptions_that_a_package_may_meet_or_raise_are_public() -> None:
    pages = read("library.md") + read("plugins.md")
    named = set(re.findall(r"\b[A-Z]\w*Error\b", pages)) - set(dir(builtins))
    assert named - set(specexport.__all__) == set()


def test_pages_name_codes_that_there_are() -> None:
    known = set(CODES) | set(RULES)
    for page in DOCS.glob("*.md"):
        named = set(re.findall(r"\bSX\d{3}\b", page.read_text(encoding="utf-8")))
        assert named - known == set(), page.name


def test_no_page_speaks_of_the_machine_that_it_was_written_on() -> None:
    found = [
        page.name
        for page in DOCS.rglob("*.md")
        if re.search(r"/(?:root|home|work)/", page.read_text("utf-8"))
    ]
    assert found == []
