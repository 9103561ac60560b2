"""What the tests of specifications share: a check of a text in memory."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

import pytest

from specexport import style
from specexport.core.context import Context, Source
from specexport.core.settings import CheckSettings, ProjectSettings
from specexport.specification.check import run as checks
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from specexport.specification.check.run import Result


class Checking(Protocol):
    def __call__(
        self,
        text: str | bytes,
        settings: CheckSettings = ...,
        *,
        exists: Callable[[str], bool] = ...,
        probe: Callable[[Iterable[str]], Mapping[str, str]] | None = ...,
        name: str = ...,
    ) -> Result: ...


@pytest.fixture
def check() -> Checking:
    """Check a text that is on no disk, with a fixed day."""

    def run(
        text: str | bytes,
        settings: CheckSettings | None = None,
        *,
        exists: Callable[[str], bool] = lambda _: True,
        probe: Callable[[Iterable[str]], Mapping[str, str]] | None = None,
        name: str = "spec.md",
    ) -> Result:
        data = text.encode() if isinstance(text, str) else text
        world = Context(
            style=style.load("base"),
            resources=files.NoFolder(),
            source=Source(b"", name),
            today=lambda: date(2026, 5, 1),
        )
        return checks.check(
            Source(data, name), world, ProjectSettings(check=settings or CheckSettings()), exists, probe
        )

    return run


def codes(result: Result) -> list[str]:
    return [told.code for told in result.diagnostics]
