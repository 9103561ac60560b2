"""What all tests share: where real documents and outside checkers are, a style, a context, and `--accept`."""

from __future__ import annotations

import os
import signal
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from specexport import style
from specexport.core.context import Context, Source
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.diagnostics import Diagnostic

REPOSITORY = Path(__file__).parents[1]

# How busy a machine is decides no test, and neither does chance: the same examples are drawn every time.
# `--hypothesis-profile search` draws others (tests/fuzz/__init__.py says what becomes of what it finds).
settings.register_profile("project", deadline=None, derandomize=True, database=None)
settings.register_profile("search", deadline=None, database=None, print_blob=True)
settings.load_profile("project")

# What one run leaves behind must not decide about another.
os.environ["SPECEXPORT_CACHE"] = "off"

# A shell that starts the tests in the background lets them, and what they start, ignore SIGINT.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what came out over what tests/golden expects"
    )


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real specifications and hostile inputs, which is no part of the project."""
    place = Path(os.environ.get("SPECEXPORT_SHARED") or REPOSITORY.parent / "shared")
    if not place.is_dir():
        pytest.skip(f"the shared folder is not there ({place.name}); SPECEXPORT_SHARED names it")
    return place


@pytest.fixture(scope="session")
def checkers() -> Path:
    """The folder of outside checkers: `node_modules` and a virtual environment `checks`."""
    named = os.environ.get("SPECEXPORT_CHECKERS")
    if not named or not Path(named).is_dir():
        pytest.skip("SPECEXPORT_CHECKERS does not name a folder of checkers")
    return Path(named)


@pytest.fixture
def make_context() -> Callable[..., Context]:
    """Make a context that touches nothing, with the base style and a fixed day."""

    def make(report: Callable[[Diagnostic], None] = lambda _: None, look: str = "base") -> Context:
        return Context(
            style=style.load(look),
            resources=files.NoFolder(),
            source=Source(b"", "spec.md"),
            today=lambda: date(2026, 1, 2),
            report=report,
        )

    return make
