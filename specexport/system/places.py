"""Where things lie: the user's own folders on this system, and the repository around a folder.

The user's folders are absolute or not there. A path that is relative, since nobody knows the user's home,
would lead to whatever lies in the current folder, which may be a stranger's.

platformdirs knows every system. On Linux its answer is two variables of the XDG Base Directory Specification,
read here: every run asks for the user's settings, and the library takes longer to load than they to read.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = "specexport"
_SYSTEM: str = sys.platform


def settings_folder() -> Path | None:
    """Return the folder of the user's settings, `~/.config/specexport` on Linux, be it there or not."""
    if _SYSTEM == "linux":
        return _absolute(partial(_xdg, "XDG_CONFIG_HOME", ".config"))
    import platformdirs

    return _absolute(partial(platformdirs.user_config_path, _NAME, appauthor=False, roaming=True))


def cache_folder() -> Path | None:
    """Return the folder of what can be made again: `~/.cache/specexport` on Linux.

    None where there is nothing that it could stand in, as for users without a home.
    """
    folder = _absolute(_cache_folder)
    return folder if folder and any(map(is_folder, list(folder.parents)[:2])) else None


def _cache_folder() -> Path:
    if _SYSTEM == "linux":
        return _xdg("XDG_CACHE_HOME", ".cache")
    import platformdirs

    return platformdirs.user_cache_path(_NAME, appauthor=False)


def _xdg(variable: str, usual: str) -> Path:
    """Return the program's folder below the one that `variable` names, else below `usual` in the home.

    A path that is relative counts as none, as the specification of XDG says.
    """
    named = Path(os.environ.get(variable, ""))
    return (named if named.is_absolute() else Path.home() / usual) / _NAME


def _absolute(find: Callable[[], Path]) -> Path | None:
    try:
        folder = find()
    except RuntimeError:  # what platformdirs says of a user without a home, in newer versions
        return None
    return folder if folder.is_absolute() else None


def repository(folder: Path) -> Path | None:
    """Return the root of the git repository around `folder`, an absolute path, None where there is none."""
    return next((place for place in (folder, *folder.parents) if _is_there(place / ".git")), None)


def is_file(path: Path) -> bool:
    """Return whether a file stands at `path`, as far as this user may see: pathlib raises for the rest."""
    return os.path.isfile(path)  # noqa: PTH113 - pathlib raises where nobody may look


def is_folder(path: Path) -> bool:
    """Return whether a folder stands at `path`, as far as this user may see."""
    return os.path.isdir(path)  # noqa: PTH112 - pathlib raises where nobody may look


def _is_there(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - pathlib raises where nobody may look
