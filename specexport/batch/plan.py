"""What a batch is going to do, settled and checked before anything starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from specexport.core import registry
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.options import DEFAULTS, Options
from specexport.pipeline import environment
from specexport.pipeline import plan as outputs
from specexport.style import find as styles
from specexport.system import finder

if TYPE_CHECKING:
    from collections.abc import Iterable

INDEX = ("index.html", "index.json")
"""What a batch writes about all specifications, in the output folder."""


FolderDocuments: TypeAlias = Literal["", "instead", "beside"]
"""Whether folders of a known kind become one document each, and their files by themselves as well."""


FACTS = "facts"
"""What facts for the index are called where targets are."""


class Task(Struct, frozen=True):
    """One specification and what is made of it.

    `name` is its path relative to the plan's base, with `/` between folders, and at the end of a folder's.
    `style` is the name of a style, or the path of its folder. `root` is the folder that its pictures may come
    from, and that `/` means in it. `dialect` is that of its Markdown where it names none itself, empty for
    none.
    """

    name: str
    job: outputs.Job
    style: str
    root: str
    dialect: str = ""


class Plan(Struct, frozen=True):
    """All tasks of a batch, sorted by name.

    `base` is the folder that names are relative to, and `out` the folder where outputs go by the same names.
    `folders` are those that were searched: the tasks are all specifications below them, but those whose name
    is no text, which are `unnamed`, and written here with escapes. `parts` are files that are made as part of
    a folder's document, with its name. `site` says whether pages get a navigation.
    """

    base: Path
    out: Path
    targets: tuple[str, ...]
    tasks: tuple[Task, ...]
    folders: tuple[str, ...] = ()
    options: Options = DEFAULTS
    index: bool = True
    unnamed: tuple[str, ...] = ()
    parts: Mapping[str, str] = {}
    site: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """Its targets, and FACTS where there is an index."""
        return (*self.targets, FACTS) if self.index else self.targets


def plan(
    folders: Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    to: Iterable[str] | None = None,
    style: str | os.PathLike[str] | None = None,
    *,
    options: Options = DEFAULTS,
    index: bool | Literal["site"] = True,
    folder_documents: FolderDocuments = "",
) -> Plan:
    """Return what exporting the specifications in `folders` into the folder `out` does.

    Files may be named among the folders. `to` are targets, by default html, pdf and docx; `style` is by
    default what each specification's project asks for. `options` are those of `specexport.export`; by default
    a specification's pictures come from the one of `folders` that it lies in. `index` says whether an index
    is written, `site` that it is a portal to the pages. `folder_documents` says whether folders of a known
    kind become one document each: `instead` of their files, or `beside` them. Raises EnvironmentProblem:
    SX010 a target is unknown, SX011 a reader, SX012 a pass, SX013 a
    style, SX015 two specifications would write one file, SX017 a source would be overwritten, SX080 a folder
    is not there, SX081 there is nothing to do.
    """
    places = _places(folders)
    target_place = Path(out)
    for folder in (*(folder for folder, _ in places), os.fspath(out)):
        if not is_text(folder):
            shown = folder.encode("utf-8", "backslashreplace").decode()
            raise _problem("SX089", f"the name of the folder {shown} is no text in UTF-8", "rename it")
    base = Path(os.path.commonpath([folder for folder, _ in places])) if places else Path()
    found, unnamed = _named(_found(places, base, target_place))
    parts = _documents(places, base, found, folder_documents) if folder_documents else {}
    if not found and not unnamed:
        hint = "name folders that hold Markdown files, or see include, exclude and readme in specexport.toml"
        raise _problem("SX081", f"there are no specifications in {' or '.join(map(str, folders))}", hint)
    targets = _targets(to)
    environment.check_names(options)
    _check_index(found, targets, target_place, bool(index))
    styles_of = _Styles(style)
    tasks = tuple(
        Task(
            name,
            _job(base, name, target_place, targets),
            styles_of(base, name),
            str(options.root or found[name]),
            environment.in_dialect(os.path.join(base, name), options).dialect or "",  # noqa: PTH118 - keeps /
        )
        for name in sorted(found)
    )
    outputs.check_distinct(task.job for task in tasks)
    searched = tuple(folder for folder, only in places if not only)
    settled, portal = _settled(options), index == "site"
    return Plan(base, target_place, targets, tasks, searched, settled, bool(index), unnamed, parts, portal)


def _settled(options: Options) -> Options:
    """Return `options` as they are compared with those of the last run, wherever this one was started."""
    template = None if options.docx_template is None else os.path.realpath(options.docx_template)
    root = None if options.root is None else os.fspath(options.root)
    variables = dict(sorted(options.variables.items()))
    return replace(options, root=root, variables=variables, docx_template=template)


def _found(places: Iterable[tuple[str, str]], base: Path, out: Path) -> dict[str, str]:
    """Return every specification by its name, each with the folder that it was found in."""
    found: dict[str, str] = {}
    for folder, only in places:
        above = "" if folder == str(base) else os.path.relpath(folder, base).replace(os.sep, "/") + "/"
        for name in [only] if only else finder.specs(Path(folder), out):
            found.setdefault(above + name, folder)
    return found


def _documents(
    places: Iterable[tuple[str, str]], base: Path, found: dict[str, str], wish: FolderDocuments
) -> dict[str, str]:
    """Add the folders that are documents to what was `found`, and return the parts of each with its name.

    A folder of which the project includes no part in batches, or excludes all, is none of them.
    Where they stand instead of their parts, these are taken out.
    """
    from specexport.batch import folder_documents

    parts: dict[str, str] = {}
    for folder, only in places:
        if only:
            continue
        above = "" if folder == str(base) else os.path.relpath(folder, base).replace(os.sep, "/") + "/"
        documents = [*folder_documents.found(Path(folder))]
        wanted = {*finder.chosen_of([part for one in documents for part in one.parts], Path(folder))}
        for document in documents:
            if wanted.isdisjoint(document.parts):
                continue
            name = (above + document.name.removeprefix("./")) or folder_documents.OWN
            if is_text(name):
                found[name] = folder
                parts |= {above + part: name for part in document.parts}
    if wish == "instead":
        for part in parts:
            found.pop(part, None)
        return parts
    return {}


def _named(found: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what has a name that is text in UTF-8, and with escapes the names that are none."""
    odd = [name for name in found if not is_text(name)]
    for name in odd:
        del found[name]
    return found, tuple(name.encode("utf-8", "backslashreplace").decode() for name in odd)


def is_text(name: str) -> bool:
    """Return whether `name` can be written into reports and records."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _places(folders: Iterable[str | os.PathLike[str]]) -> list[tuple[str, str]]:
    """Return each folder with nothing, and each file as its folder with its name; links are followed."""
    places = []
    for given in folders:
        real = os.path.realpath(given)
        if not Path(real).exists():
            raise _problem("SX080", f"{os.fspath(given)} is not there", "name a folder of specifications")
        places.append((real, "") if Path(real).is_dir() else (str(Path(real).parent), Path(real).name))
    return sorted(set(places))


def _targets(to: Iterable[str] | None) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(to or outputs.DEFAULT_TARGETS))
    return outputs.called(asked)


def _job(base: Path, name: str, out: Path, targets: tuple[str, ...]) -> outputs.Job:
    made = tuple(outputs.Output(target, out / output_name(name, target)) for target in targets)
    return outputs.Job(_shown(os.path.join(base, name)), made)  # noqa: PTH118 - plain text is quicker


def _shown(path: str) -> str:
    """Return `path`, which is absolute, as messages should call it: from the current folder where it lies
    below.
    """
    return path.removeprefix(os.getcwd() + os.sep)  # noqa: PTH109 - plain text is quicker


def output_name(name: str, target: str) -> str:
    """Return the path, relative to the output folder, of what is made for `target` of the specification
    `name`.
    """
    if name.endswith("/"):
        return f"{'document' if name == './' else name[:-1]}{registry.suffix(target)}"
    folder, slash, file = name.rpartition("/")
    stem, _, suffix = file.rpartition(".")
    return f"{folder}{slash}{stem if stem and suffix else file}{registry.suffix(target)}"


def _check_index(found: Iterable[str], targets: Iterable[str], out: Path, index: bool) -> None:
    made = {output_name(name, target).casefold(): name for name in found for target in targets}
    for own in INDEX if index else ():
        if own in made:
            hint = "rename it, exclude it in specexport.toml, or leave out the index with --no-index"
            raise _problem("SX015", f"{made[own]} and the index would both write {out / own}", hint)


class _Styles:
    """The style of each specification: the one that was named, or what its project asks for."""

    def __init__(self, named: str | os.PathLike[str] | None) -> None:
        self._named = None if named is None else _absolute(os.fspath(named))
        self._by_folder: dict[str, str] = {}

    def __call__(self, base: Path, name: str) -> str:
        if self._named is not None:
            return self._named
        folder = name.rpartition("/")[0]
        if folder not in self._by_folder:
            self._by_folder[folder] = str(environment.project_style(str(base / name)))
        return self._by_folder[folder]


def _absolute(style: str) -> str:
    return os.path.realpath(style) if styles.is_path(style) or Path(style).is_dir() else style


def _problem(code: str, message: str, hint: str) -> EnvironmentProblem:
    return EnvironmentProblem(Diagnostic(code, message, "error", hint=hint))
