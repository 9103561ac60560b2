"""Where the user's folders are: what is read here for Linux is what platformdirs says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from specexport.system import places

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked itself")
@pytest.mark.parametrize("value", [None, "", " ", "there"])
def test_the_short_way_is_that_of_platformdirs(
    value: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)
        if value is not None:
            monkeypatch.setenv(variable, str(tmp_path / value) if value == "there" else value)
    here = places.settings_folder(), places.cache_folder()
    monkeypatch.setattr(places, "_SYSTEM", "another")
    assert here == (places.settings_folder(), places.cache_folder())
    assert here[0] is not None
    assert here[0].is_relative_to(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked itself")
def test_a_relative_folder_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", "not/absolute")
    assert places.settings_folder() == tmp_path / ".config" / "specexport"
    monkeypatch.setenv("HOME", "neither")
    assert places.settings_folder() is None
