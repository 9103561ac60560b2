"""Every rule finds its bad example and lets its good one be, and its words are in order."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from specexport.core.settings import CheckSettings
from specexport.specification.check.rules import FAMILIES, RULES, Rule
from tests.specification.conftest import codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.specification.conftest import Checking

REPOSITORY = Path(__file__).parents[2]

each = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def dead(addresses: Iterable[str]) -> Mapping[str, str]:
    return {address: "its host is not known" for address in addresses if "invalid" in address}


def found(check: Checking, rule: Rule, example: str) -> list[str]:
    settings = CheckSettings(template=rule.template, extend_select=(rule.code,))
    result = check(example, settings, exists=lambda path: "no-such" not in path, probe=dead)
    return codes(result)


@each
def test_it_finds_its_bad_example(check: Checking, rule: Rule) -> None:
    assert rule.code in found(check, rule, rule.bad)


@each
def test_it_lets_its_good_example_be(check: Checking, rule: Rule) -> None:
    assert rule.code not in found(check, rule, rule.good)


@each
def test_examples_differ_in_little(rule: Rule) -> None:
    assert rule.bad != rule.good
    for example in (rule.bad, rule.good):
        assert example.startswith(("#", "---"))
        assert example.endswith("\n")


@each
def test_its_words_are_in_order(rule: Rule) -> None:
    assert re.fullmatch(r"SX[1-6]\d\d", rule.code)
    assert rule.code[:3] in FAMILIES
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    for text in (rule.summary, rule.why):
        assert text[0].isupper()
        assert text.endswith(".")


def test_codes_and_names_are_there_once() -> None:
    assert list(RULES) == sorted(RULES)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


def test_what_can_be_mended_comes_with_edits(check: Checking) -> None:
    for rule in RULES.values():
        result = check(
            rule.bad, CheckSettings(template=rule.template, extend_select=(rule.code,)), probe=dead
        )
        mended = [one for one in result.found if one.diagnostic.code == rule.code and one.edits]
        assert bool(mended) == rule.fixable, rule.code


def test_the_pages_are_those_of_the_rules() -> None:
    make = runpy.run_path(str(REPOSITORY / "docs" / "make_rules.py"))
    written = {
        path.name: path.read_text(encoding="utf-8") for path in (REPOSITORY / "docs/rules").glob("*.md")
    }
    assert written == make["pages"](), "run docs/make_rules.py"
