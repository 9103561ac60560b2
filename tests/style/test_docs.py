"""The documentation names every key of a style file, and what it is where no style says it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import NODEFAULT, Struct

from specexport import style
from specexport.style.brand import Brand
from specexport.style.brand.form import fields, form, names, struct
from specexport.style.brand.own import Own
from specexport.style.units import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = Path(__file__).parents[2] / "docs" / "styles.md"
PAGE = PATH.read_text("utf-8")
# The table of defaults, after a comment that says how it is made.
DEFAULTS = re.compile(r"(?<=--accept` -->\n\n).*?(?=Which value)", re.DOTALL)


def keys() -> set[str]:
    return {key[-1] for key in names(form(Brand))} - {"*"}


def defaults(kind: type[Struct], path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield the tokens that are declared with a value, by their key."""
    for field in fields(kind):
        key, inner = (*path, *field.path), struct(field.type)
        if inner and field.default is not None:
            yield from defaults(inner, key)
        elif field.default is not NODEFAULT and (field.default or field.default in (False, 0)):
            yield ".".join(key), field.default


def shown(value: Any) -> str:
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else listed(value)


def listed(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("key", sorted(keys()))
def test_every_key_is_named(key: str) -> None:
    level = re.fullmatch("h[1-6]", key)
    assert re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", PAGE) or level


def test_the_keys_are_not_few() -> None:
    assert len(keys()) > 70


def test_every_style_and_paper_is_named() -> None:
    assert all(f"| `{name}` |" in PAGE for name in style.available())
    assert all(f"`{name}`" in PAGE for name, _, _ in PAPERS.values())


def test_every_default_is_told(accept: bool) -> None:
    found = {re.sub(r"h[1-6]", "h…", key): value for key, value in defaults(Own)}
    rows = "".join(f"| `{key}` | `{shown(value)}` |\n" for key, value in found.items())
    table = f"| Key | Unless a style says it |\n|:--|:--|\n{rows}\n"
    if accept:
        PATH.write_text(DEFAULTS.sub(lambda _: table, PAGE), "utf-8")
    made = DEFAULTS.search(PATH.read_text("utf-8"))
    assert made is not None
    assert made[0] == table, "run with --accept and look at the difference"


def _key(dotted: str) -> tuple[str, ...]:
    return ("defaults", "specexport", *dotted.split("."))


def test_a_default_is_stated_once() -> None:
    """What is declared with a value is not in `base` too, of which one would be a lie some day."""
    from specexport.style.layers import chain

    (base,) = chain(style.available()["base"])
    told = {key for key, _ in defaults(Own) if base.get(_key(key)) is not None}
    assert told == set()
