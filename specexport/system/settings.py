"""The settings of the project around a specification: `specexport.toml`, or a table in `pyproject.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

# People write less by far.
_MOST = 1024**2
# The files, with the keys under which the settings stand in them; nearest to the document first.
FILES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("specexport.toml", ()),
    ("pyproject.toml", ("tool", "specexport")),
)


def upward(place: Path) -> list[Path]:
    """Return `place` and the folders above it, to the one that holds a repository, if there is one."""
    chain = [place, *place.parents]
    root = next((index for index, at in enumerate(chain) if (at / ".git").exists()), 0)
    return chain[: root + 1]


def text(path: Path) -> str:
    """Return what a file of settings says. Raises OSError or ValueError when it cannot be read."""
    from specexport.system import untrusted

    try:
        return untrusted.read(path, _MOST).decode("utf-8")
    except untrusted.TooLargeError:
        raise ValueError(f"it is larger than {_MOST // 1024} KiB") from None


def value(path: Path, keys: tuple[str, ...]) -> Any:
    """Return what the TOML file at `path` says under `keys`, None where it says nothing or is not there.

    Raises OSError or ValueError when it cannot be read.
    """
    if not path.is_file():
        return None
    import tomllib

    found: Any = tomllib.loads(text(path))
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def nearest(place: Path, key: str) -> tuple[Any, Path | None]:
    """Return what the project around the folder `place` says for `key`, and the file that says it.

    Raises OSError or ValueError when a file cannot be read.
    """
    for folder in upward(place.resolve()):
        for name, keys in FILES:
            found = value(folder / name, (*keys, key))
            if found is not None:
                return found, folder / name
    return None, None
