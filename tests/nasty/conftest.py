"""The host that runs the inputs: one for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .cases import Host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def host(shared: Path) -> Iterator[Host]:
    host = Host(shared / "nasty")
    yield host
    host.close()
