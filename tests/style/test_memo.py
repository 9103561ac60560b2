"""What follows from a style is worked out once for each style and each further argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import style
from specexport.style.memo import remembered

if TYPE_CHECKING:
    from specexport.model.style import Style


def test_it_is_worked_out_once_for_the_same_style_and_arguments() -> None:
    asked = []

    @remembered
    def described(look: Style, word: str, *, loud: bool = False) -> str:
        asked.append(word)
        return f"{word} {look.name}{'!' if loud else ''}"

    base = style.load("base")
    assert [described(base, "a"), described(base, "a")] == ["a base"] * 2
    assert asked == ["a"]
    assert described(base, "a", loud=True) == "a base!"
    assert described(replace(base, name="other"), "a") == "a other"
    assert asked == ["a"] * 3


def test_what_was_not_used_for_long_is_forgotten() -> None:
    asked = []

    @remembered
    def numbered(look: Style, number: int) -> str:
        asked.append(number)
        return f"{look.name} {number}"

    base = style.load("base")
    for number in (*range(1000), 999, 0):
        assert numbered(base, number) == f"base {number}"
    assert asked == [*range(1000), 0]
