"""Where things lie: the user's own folders on this system, and the repository around a folder.

The user's folders are absolute or not there. A path that is relative, since nobody knows the user's home,
would lead to whatever lies in the current folder, which may be a stranger's.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NAME = "specexport"


def settings_folder() -> Path | None:
    """Return the folder of the user's settings, `~/.config/specexport` on Linux, be it there or not."""
    import platformdirs

    return _absolute(partial(platformdirs.user_config_path, _NAME, appauthor=False, roaming=True))


def cache_folder() -> Path | None:
    """Return the folder of what can be made again: `~/.cache/specexport` on Linux.

    None where there is nothing that it could stand in, as for users without a home.
    """
    import platformdirs

    folder = _absolute(partial(platformdirs.user_cache_path, _NAME, appauthor=False))
    return folder if folder and any(place.is_dir() for place in list(folder.parents)[:2]) else None


def _absolute(find: Callable[[], Path]) -> Path | None:
    try:
        folder = find()
    except RuntimeError:  # what platformdirs says of a user without a home, in newer versions
        return None
    return folder if folder.is_absolute() else None


def repository(folder: Path) -> Path | None:
    """Return the root of the git repository around `folder`, an absolute path, None where there is none."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
