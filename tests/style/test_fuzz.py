"""Whatever a style file says, it is a style or its faults are told."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specexport import style
from specexport.core.diagnostics import EnvironmentProblem

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic

BASE = yaml.safe_load((style.available()["base"] / "_brand.yml").read_text("utf-8"))


def keys(raw: Any, key: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [key] if key else []
    for name, value in raw.items() if isinstance(raw, dict) else ():
        found += keys(value, (*key, name))
    return found


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 2000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        [
            "",
            "red",
            "#12",
            "#123456",
            "primary",
            "tertiary",
            "$navy",
            "1e9mm",
            "0pt",
            "-3pt",
            "99999cm",
            "a/b",
        ]
    )
    | st.sampled_from(
        ["package:x/y.ttf", "package:os/x", "https://example.org/x.ttf", "rgb(1 2 3)", "{title}"]
    )
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def put(raw: dict[str, Any], key: tuple[str, ...], value: Any) -> None:
    for part in key[:-1]:
        inner = raw.get(part)
        raw[part] = inner if isinstance(inner, dict) else {}
        raw = raw[part]
    raw[key[-1]] = value


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(keys(BASE)), VALUES), min_size=1, max_size=4))
def test_any_value_anywhere(changes: list[tuple[tuple[str, ...], Any]]) -> None:
    raw: dict[str, Any] = {}
    for key, value in changes:
        put(raw, key, value)
    with TemporaryDirectory() as folder:
        Path(folder, "_brand.yml").write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
        loads_or_tells(Path(folder))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60) | st.text(alphabet="ab:-[]{}&*!#'\"\n |>%@", max_size=60).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "_brand.yml").write_bytes(data)
        loads_or_tells(Path(folder))


def loads_or_tells(folder: Path) -> None:
    look, faults = loaded(folder)
    assert all(one.code.startswith("SX05") or one.code == "SX013" for one in faults)
    assert all(one.severity == "error" and one.path for one in faults)
    if look:
        assert look.page.text_width >= 72
        assert look.base.size > 0
        assert all(heading.type.size > 0 for heading in look.headings)


def loaded(folder: Path) -> tuple[style.Style | None, tuple[Diagnostic, ...]]:
    try:
        return style.load(folder), ()
    except EnvironmentProblem as problem:
        return None, problem.diagnostics
