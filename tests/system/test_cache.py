"""The cache of drawings: it gives back what was put in, whole or not at all, and never fails."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from specexport import style
from specexport.core.context import Context
from specexport.model import document as d
from specexport.passes import diagrams
from specexport.system import cache, files, places, settings

KEY = "ab" + "0" * 62


@pytest.fixture
def store(tmp_path: Path) -> cache.Store:
    return cache.Store(tmp_path / "cache")


def entry(folder: Path) -> Path:
    (found,) = (path for path in folder.rglob("*") if path.is_file())
    return found


def test_what_is_put_in_comes_back(store: cache.Store) -> None:
    assert store.get(KEY) is None
    store.put(KEY, b"drawing")
    assert store.get(KEY) == b"drawing"


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 32, b"x" * 100])
def test_what_is_damaged_is_not_there(damage: bytes, store: cache.Store, tmp_path: Path) -> None:
    store.put(KEY, b"drawing")
    entry(tmp_path).write_bytes(damage)
    assert store.get(KEY) is None
    store.put(KEY, b"drawing")
    assert store.get(KEY) == b"drawing"


def test_what_is_cut_short_is_not_there(store: cache.Store, tmp_path: Path) -> None:
    store.put(KEY, b"drawing")
    place = entry(tmp_path)
    whole = place.read_bytes()
    for length in range(len(whole)):
        place.write_bytes(whole[:length])
        assert store.get(KEY) is None


def test_a_folder_that_cannot_be_is_no_cache(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"")
    store = cache.Store(place)
    store.put(KEY, b"drawing")
    assert store.get(KEY) is None
    assert list(tmp_path.iterdir()) == [place]


def test_the_oldest_go(store: cache.Store, tmp_path: Path) -> None:
    keys = [f"ab{number:062d}" for number in range(cache._KEPT + 8)]
    for age, key in enumerate(keys):
        store.put(key, b"drawing")
        os.utime(tmp_path / "cache" / "ab" / key, ns=(age, age))
    assert store.get(keys[0]) is None
    assert store.get(keys[-1]) == b"drawing"
    assert len(list((tmp_path / "cache" / "ab").iterdir())) <= cache._KEPT + 1


def fill(folder: str) -> bool:
    store = cache.Store(Path(folder))
    for _ in range(50):
        store.put(KEY, b"drawing" * 10_000)
        if store.get(KEY) not in (None, b"drawing" * 10_000):
            return False
    return True


def test_many_may_write_at_once(store: cache.Store, tmp_path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        assert all(pool.map(fill, [str(tmp_path / "cache")] * 3))
    assert store.get(KEY) == b"drawing" * 10_000
    assert entry(tmp_path).name == KEY


@pytest.mark.parametrize("value", ["", "off", "OFF", "0"])
def test_it_can_be_switched_off(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, value)
    assert cache.default() is None


def test_it_is_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    store = cache.default()
    assert store is not None
    store.put(KEY, b"drawing")
    assert entry(tmp_path).name == KEY


def test_without_a_home_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (cache.VARIABLE, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/nowhere/at/all")
    assert cache.default() is None


def test_it_lies_where_this_system_keeps_such_things(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (cache.VARIABLE, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    usual = {"darwin": "Library/Caches/specexport", "win32": "specexport/Cache"}
    (tmp_path / "Library").mkdir()
    assert places.cache_folder() == tmp_path / usual.get(sys.platform, ".cache/specexport")
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
        assert places.cache_folder() == tmp_path / "other" / "specexport"


@pytest.mark.skipif(os.name != "posix", reason="users as POSIX has them")
def test_a_user_of_whom_nothing_is_known_has_no_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pwd

    def unknown(_: int) -> None:
        raise KeyError

    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", settings.VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.chdir(tmp_path)
    strange = tmp_path / "~" / ".config" / "specexport" / "specexport.toml"
    strange.parent.mkdir(parents=True)
    strange.write_text("allow-remote = true\n", "utf-8")
    assert (places.settings_folder(), places.cache_folder()) == (None, None)
    assert settings.of_user().allow_remote is False


def drawn(store: cache.Store, text: str = "flowchart LR\n  A --> B", look: str = "base") -> d.Document:
    context = Context(style=style.load(look), resources=files.NoFolder(), cache=store)
    block = d.CodeBlock(text=text, attr=d.Attr(classes=("mermaid",)))
    return diagrams.run(d.Document(blocks=(block,)), context)


def test_a_diagram_is_drawn_once(store: cache.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = drawn(store)
    monkeypatch.setattr("specexport.graphics.diagrams.mermaid.Mermaid.draw", None)
    assert drawn(store) == first


def test_another_text_and_another_style_are_other_diagrams(store: cache.Store) -> None:
    keys = {
        next(iter(drawn(store, text, look).media))
        for text in ("flowchart LR\n  A --> B", "flowchart LR\n  A --> C")
        for look in ("base", "formal")
    }
    assert len(keys) == 4
