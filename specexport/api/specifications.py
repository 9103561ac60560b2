"""The library's functions about specifications: from a path to what `check`, `data` and `new` say."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from specexport import style as styles
from specexport.core.context import Context, Source, unheard
from specexport.core.diagnostics import Diagnostic
from specexport.core.options import DEFAULTS
from specexport.pipeline import environment
from specexport.specification.check import fixes
from specexport.specification.check import run as checks
from specexport.specification.check.links import Neighbours, Unknown
from specexport.system import files
from specexport.system import settings as projects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from specexport.core.settings import ProjectSettings
    from specexport.specification.check.rules import Edit
    from specexport.specification.check.run import Result
    from specexport.specification.view import View


def check(
    spec: str | os.PathLike[str] | bytes | Source,
    *,
    config: ProjectSettings | None = None,
    fix: bool = False,
    probe: Callable[[Iterable[str]], Mapping[str, str]] | None = None,
    today: Callable[[], date] | None = None,
) -> Result:
    """Return what is to be said about a specification: a path, or the text itself as UTF-8 bytes.

    `config` is by default the one that holds for the specification's folder. `fix` mends the file where that
    is safe, and returns what is left. `probe` asks the network about links. Raises SpecExportError when the
    source cannot be read, and EnvironmentProblem when the configuration is not understood.
    """
    source = _source(spec)
    on_disk = not isinstance(spec, (bytes, Source)) and source.name != files.STREAM
    folder = Path(source.name).parent if on_disk else Path()
    settings = config or projects.of_project(folder)
    beside = Neighbours(folder) if on_disk else Unknown()
    context = context_of(source, today, on_disk)
    result = checks.check(source, context, settings, beside, probe, beside.read)
    for _ in range(fixes.ROUNDS if fix and on_disk else 0):
        edits = [edit for found in result.found for edit in found.edits]
        if not edits:
            break
        source = Source(_mended(source, edits), source.name)
        files.write(Path(source.name), source.data)
        result = checks.check(source, context, settings, beside, probe, beside.read)
    return result


def _mended(source: Source, edits: Iterable[Edit]) -> bytes:
    mark = b"\xef\xbb\xbf" if source.data.startswith(b"\xef\xbb\xbf") else b""
    return mark + fixes.apply(source.data[len(mark) :].decode("utf-8"), edits).encode("utf-8")


def context_of(
    source: Source,
    today: Callable[[], date] | None = None,
    on_disk: bool = False,
    report: Callable[[Diagnostic], None] = unheard,
) -> Context:
    """Return a context for reading; only a source on the disk may include files."""
    return Context(
        style=styles.load("base"),
        resources=files.Folder(Path(source.name).parent) if on_disk else files.NoFolder(),
        source=source,
        options=environment.in_dialect(source.name, DEFAULTS) if on_disk else DEFAULTS,
        report=report,
        today=today or date.today,
    )


def specifications(paths: Iterable[str], config: ProjectSettings | None = None) -> Iterator[str]:
    """Yield files as they are named, and the specifications in folders, as `finder` finds them.

    Those of a folder that is one document come in its order, others by name.

    `config` says which are some, by default the settings that hold in each folder. Raises EnvironmentProblem
    (SX060, SX061) when these are not understood.
    """
    for path in paths:
        if path == files.STREAM or not Path(path).is_dir():
            yield path
        else:
            from specexport.api import folders

            yield from folders.specifications(path, config)


TARGETS = ("json", "yaml", "openapi", "csv")
"""The forms that `data` has."""


def data(
    spec: str | os.PathLike[str] | bytes | Source,
    target: str = "json",
    *,
    table: str = "",
    yaml: bool = False,
    config: ProjectSettings | None = None,
    report: Callable[[Diagnostic], None] | None = None,
) -> str:
    """Return what a specification says as text in the form `target`, one of TARGETS.

    As JSON and YAML a folder can be asked for too: it says what it is, and has the facts of its parts.
    `table` chooses the one that becomes CSV, by number or by the heading above it; `yaml` writes OpenAPI as
    YAML. Raises SpecExportError when the source cannot be read, EnvironmentProblem when there is no such
    table.
    """
    from specexport.specification import view as views
    from specexport.specification.data import csv, facts
    from specexport.specification.forms import choose

    if isinstance(spec, (str, os.PathLike)) and target in ("json", "yaml") and Path(spec).is_dir():
        from specexport.api import folders

        whole = folders.facts(spec, lambda part: json.loads(data(part, config=config, report=report)), report)
        return _as_yaml(whole) if target == "yaml" else _as_json(whole)
    source = _source(spec)
    on_disk = not isinstance(spec, (bytes, Source)) and source.name != files.STREAM
    context = context_of(source, on_disk=on_disk, report=report or unheard)
    view = views.read(source, context)
    if target == "csv":
        return csv.as_csv(csv.find(view, table))
    settings = config or projects.of_project(Path(source.name).parent, report)
    match = choose.choose(view, choose.names(settings), context, settings.check.template)
    found = facts(view, match.form, context)
    if target == "openapi":
        from specexport.specification.data.openapi import description

        return _as_yaml(description(found, context)) if yaml else _as_json(description(found, context))
    whole = msgspec.to_builtins(found)
    return _as_yaml(whole) if target == "yaml" else _as_json(whole)


def schema() -> str:
    """Return the JSON Schema of what `data` writes."""
    from specexport.specification.data import Facts

    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts of a specification",
    }
    return _as_json(described | _settled(msgspec.json.schema(Facts)))


def _settled(schema: Any) -> Any:
    """Return `schema` without what depends on the releases of Python and msgspec that made it.

    That is how a docstring is indented, and whether null is the first or the last of several types.
    """
    match schema:
        case dict():
            settled = {name: _settled(member) for name, member in schema.items()}
            if isinstance(text := settled.get("description"), str):
                settled["description"] = " ".join(text.split())
            return settled
        case list():
            return sorted(map(_settled, schema), key=lambda one: one == {"type": "null"})
        case _:
            return schema


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _as_yaml(value: Any) -> str:
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(value, Dumper=dumper, sort_keys=False, allow_unicode=True, width=110)
    return text


def _source(spec: str | os.PathLike[str] | bytes | Source) -> Source:
    return (
        spec
        if isinstance(spec, Source)
        else Source(spec)
        if isinstance(spec, bytes)
        else files.read_source(spec)
    )


def form(name: str, config: ProjectSettings) -> tuple[View, str]:
    """Return the view and the text of the form called `name`. Raises EnvironmentProblem (SX062) if there is
    none.
    """
    from specexport.core.diagnostics import EnvironmentProblem
    from specexport.specification import view as views
    from specexport.specification.forms import choose

    known = choose.names(config)
    if name not in known:
        hint = f"known: {', '.join(known)}"
        raise EnvironmentProblem(Diagnostic("SX062", f"there is no template {name!r}", "error", hint=hint))
    context = context_of(Source(b"", str(known[name])))
    choose.load(known[name], name, context)
    source = files.read_source(known[name])
    return views.read(source, context), source.data.decode("utf-8").replace("\r\n", "\n")


def new(
    title: str,
    template: str = "technical-spec",
    values: Mapping[str, str] | None = None,
    *,
    output: str | os.PathLike[str] | None = None,
    config: ProjectSettings | None = None,
    author: str = "",
    today: Callable[[], date] | None = None,
) -> Path:
    """Write a specification with this title from the form `template` and return its path.

    `values` are fields of the document information; `author` and today's date stand where nothing else is
    given. The file is `output`, a file, a folder or `-` for standard output, by default named after the title
    in the current folder.
    Raises EnvironmentProblem: SX062 there is no such form, SX063 a file stands there already, SX064 an
    unknown field.
    """
    from specexport.specification.forms import new as making

    view, text = form(template, config or projects.of_project(Path()))
    day = (today or date.today)().isoformat()
    given = dict(values or {})
    known = making.default_values(view, author, day).items()
    wanted = {name: value for name, value in known if not making.value_name(name, given)} | given
    made = making.specification(view, text, title, wanted, template)
    path = Path(output) if output else Path()
    if str(path) == files.STREAM:
        files.write(path, made.encode())
        return path
    path = path / making.file_name(title) if path.is_dir() else path
    _write_new(path, made)
    return path


def _write_new(path: Path, text: str) -> None:
    from specexport.core.diagnostics import EnvironmentProblem

    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        hint = "choose another place with -o"
        raise EnvironmentProblem(
            Diagnostic("SX063", "a file stands here already", "error", str(path), hint=hint)
        ) from None
    except OSError as error:
        problem = f"this place cannot be written to: {error.strerror or error}"
        raise EnvironmentProblem(
            Diagnostic("SX030", problem, "error", str(path), hint="choose another with -o")
        ) from None


def git_author(folder: Path) -> str:
    """Return the name that git would write into a commit in `folder`, nothing where it is not known."""
    import subprocess

    try:
        run = subprocess.run(
            ["git", "config", "user.name"], cwd=folder, capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return run.stdout.strip()
