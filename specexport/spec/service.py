"""The library's functions about specifications: from a path to what `check`, `data` and `new` say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import files
from specexport import style as styles
from specexport.contracts import Context, Source
from specexport.spec import check as checks
from specexport.spec import config as configs
from specexport.spec import fixes
from specexport.spec.neighbours import Neighbours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from specexport.spec.check import Result
    from specexport.spec.config import Config
    from specexport.spec.rules import Edit

SUFFIXES = (".md", ".markdown", ".mdown")
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


def check(
    spec: str | os.PathLike[str] | bytes | Source,
    *,
    config: Config | None = None,
    fix: bool = False,
    probe: Callable[[Iterable[str]], Mapping[str, str]] | None = None,
    today: Callable[[], date] | None = None,
) -> Result:
    """Return what is to be said about a specification: a path, or the text itself as UTF-8 bytes.

    `config` is by default the one that holds for the specification's folder. `fix` mends the file where that
    is safe, and returns what is left. `probe` asks the network about links. Raises SpecExportError when the
    source cannot be read, and EnvironmentProblem when the configuration is not understood.
    """
    source = (
        spec
        if isinstance(spec, Source)
        else Source(spec)
        if isinstance(spec, bytes)
        else files.read_source(spec)
    )
    on_disk = not isinstance(spec, (bytes, Source)) and source.name != files.STREAM
    folder = Path(source.name).parent if on_disk else Path()
    settings = config or configs.find(folder)
    exists = Neighbours(folder) if on_disk else lambda _: True
    world = context(source.name, today)
    result = checks.check(source, world, settings, exists, probe)
    for _ in range(fixes.ROUNDS if fix and on_disk else 0):
        edits = [edit for found in result.found for edit in found.edits]
        if not edits:
            break
        source = Source(_mended(source, edits), source.name)
        files.write(Path(source.name), source.data)
        result = checks.check(source, world, settings, exists, probe)
    return result


def _mended(source: Source, edits: Iterable[Edit]) -> bytes:
    mark = b"\xef\xbb\xbf" if source.data.startswith(b"\xef\xbb\xbf") else b""
    return mark + fixes.apply(source.data[len(mark) :].decode("utf-8"), edits).encode("utf-8")


def context(name: str, today: Callable[[], date] | None = None) -> Context:
    """Return a context for reading that shows no pictures and reports nothing."""
    world = Context(style=styles.load("base"), resources=files.NoFolder(), source_name=name)
    return replace(world, today=today) if today else world


def specifications(paths: Iterable[str]) -> Iterator[str]:
    """Yield files as they are named, and the Markdown files in folders, sorted; hidden folders are left
    out.
    """
    for path in paths:
        if path == files.STREAM or not Path(path).is_dir():
            yield path
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in _SKIPPED)
            yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(SUFFIXES))  # noqa: PTH118 - keeps ./ and .. as named
