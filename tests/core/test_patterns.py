"""Patterns that are compiled when they are used."""

from __future__ import annotations

import re

import pytest

from specexport.core.patterns import regex


def test_a_pattern_finds_what_the_compiled_one_finds() -> None:
    lazy, eager = regex(r"(?P<sign>[+-])?(\d+)", re.ASCII), re.compile(r"(?P<sign>[+-])?(\d+)", re.ASCII)
    assert lazy.findall("1 -22 \u0663") == eager.findall("1 -22 \u0663")
    assert lazy.sub("<\\2>", "a1b-2") == "a<1>b<2>"
    assert lazy.groupindex == eager.groupindex
    assert (lazy.pattern, lazy.flags) == (eager.pattern, eager.flags)


def test_nothing_is_compiled_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    compiled = re.compile
    monkeypatch.setattr(re, "compile", lambda text, flags=0: asked.append(text) or compiled(text, flags))
    lazy = regex("a+")
    assert asked == []
    assert lazy.match("aa")
    assert lazy.match("b") is None
    assert asked == ["a+"]


def test_a_pattern_that_is_none_says_so_when_it_is_used() -> None:
    lazy = regex("(")
    with pytest.raises(re.error):
        lazy.search("x")
