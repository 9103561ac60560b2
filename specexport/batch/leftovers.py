"""What lies in an output folder beside what was made: files that came along, and outputs without a source."""

from __future__ import annotations

import os
import posixpath
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.batch.manifest import ASSET, COMPANION, FILE, OutputRecord, is_intact
from specexport.batch.plan import INDEX, output_name
from specexport.system import files
from specexport.system.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.batch.links import Site
    from specexport.batch.manifest import Manifest
    from specexport.batch.plan import Plan


def copy_assets(plan: Plan, site: Site, manifest: Manifest) -> None:
    """Copy the files that specifications link to into the output folder, where they changed.

    Raises EnvironmentProblem when that fails.
    """
    own = {*_planned(plan), *INDEX, FILE}
    for path in sorted(_linked(manifest) - own):
        source, target = plan.base / path, plan.out / path
        if site.kind(path) == ASSET and Path(os.path.realpath(target)) != source:
            _copy(source, target, path, plan, manifest)


def _planned(plan: Plan) -> set[str]:
    return {output_name(task.name, output.target) for task in plan.tasks for output in task.job.outputs}


def _linked(manifest: Manifest) -> set[str]:
    return {path for _, record in manifest.naming(ASSET) for path, kind in record.links if kind == ASSET}


def keep_companions(path: str, record: OutputRecord, manifest: Manifest) -> None:
    """Remember the files that belong to the output at `path`, of which `record` tells."""
    for name, content in record.beside:
        one = OutputRecord(record.name, record.origin, COMPANION, content, "", (), (), content, 0, 0)
        manifest.keep(_beside(path, name), one)


def _beside(path: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _copy(source: Path, target: Path, path: str, plan: Plan, manifest: Manifest) -> None:
    with suppress(OSError):
        if source.stat().st_size > plan.options.limits.source_bytes:
            return
        data = source.read_bytes()
        content, known = digest(data), manifest.record(path)
        if known and known.content == content and is_intact(target, known):
            return
        files.write(target, data)
        status = target.stat()
        origin = os.path.relpath(source, os.path.realpath(plan.out)).replace(os.sep, "/")
        written = OutputRecord(
            path, origin, ASSET, content, "", (), (), content, status.st_size, status.st_mtime_ns
        )
        manifest.keep(path, written)


def find(plan: Plan, manifest: Manifest) -> list[str]:
    """Return the outputs whose source is gone, or is no specification any more, relative to the output
    folder.
    """
    others = manifest.paths() - _planned(plan)
    if not others:
        return []
    sources = {str(plan.base / task.name) for task in plan.tasks}
    linked = _linked(manifest)
    out = os.path.realpath(plan.out)
    gone = set()
    for path in others:
        record = manifest.record(path)
        if record is None or record.target == COMPANION or not _is_ours(plan.out, path):
            continue
        source = os.path.normpath(os.path.join(out, record.origin))  # noqa: PTH118 - plain text is quicker
        if record.target == ASSET:
            orphaned = path not in linked
        else:
            orphaned = source not in sources and any(
                source.startswith(place + os.sep) for place in plan.folders
            )
        if orphaned or not Path(source).exists():
            gone.add(path)
    return sorted(gone | _lonely(plan, manifest, gone))


def _lonely(plan: Plan, manifest: Manifest, gone: set[str]) -> set[str]:
    """Return the files that belonged to outputs, and do to none any more but those that are `gone`."""
    companions = {path for path, record in manifest.naming(COMPANION) if record.target == COMPANION}
    if not companions:
        return set()
    staying = ((path, manifest.record(path)) for path in manifest.paths() - companions - gone)
    needed = {_beside(path, name) for path, record in staying if record for name, _ in record.beside}
    return {path for path in companions - needed - _planned(plan) if _is_ours(plan.out, path)}


def _is_ours(out: Path, path: str) -> bool:
    """Return whether `path` is a place in the output folder, links seen through: a manifest may come from
    anywhere.
    """
    return Path(os.path.realpath(out / path)).is_relative_to(os.path.realpath(out)) and path not in (
        *INDEX,
        FILE,
    )


def remove(out: Path, paths: Iterable[str], manifest: Manifest) -> None:
    """Remove outputs, and the folders that are empty then."""
    for path in paths:
        with suppress(OSError):
            (out / path).unlink(missing_ok=True)
            manifest.forget(path)
            for folder in list(Path(path).parents)[:-1]:
                (out / folder).rmdir()
