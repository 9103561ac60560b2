"""From options to the context of one source: style, files, day, cache, programs and network, settled once."""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import style as styles
from specexport.core import dialects, registry
from specexport.core.context import Context, not_fetched, unheard
from specexport.core.options import DEFAULTS
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from specexport.core.context import Resources, Source
    from specexport.core.diagnostics import Diagnostic
    from specexport.core.limits import Limits
    from specexport.core.options import Options, PathName
    from specexport.model.document import Media
    from specexport.style import Style


def in_memory(
    source: Source,
    style: Style,
    options: Options = DEFAULTS,
    resources: Resources | None = None,
    report: Callable[[Diagnostic], None] | None = None,
) -> Context:
    """Return the context of a source whose run touches nothing but what the options name.

    Pictures and what is included come from `resources`, by default from the folder `options.root`, else from
    nowhere. The network is asked only if `options` allow it.
    """
    if resources is None and options.root is not None:
        resources = files.Folder(Path(options.root), Path(options.root), options.limits)
    context = Context(
        style=style,
        resources=resources or files.NoFolder(options.limits),
        source=source,
        options=options,
        report=report or unheard,
        today=today,
    )
    return replace(context, fetch=fetcher(True)) if options.allow_remote else context


def on_disk(
    source: Source,
    style: Style,
    options: Options = DEFAULTS,
    *,
    resources: Resources | None = None,
    report: Callable[[Diagnostic], None] | None = None,
    exported: Callable[[str, str], str] | None = None,
    anchors: Mapping[str, int] | None = None,
) -> Context:
    """Return the context of a source at a path: its folder, the cache, and what the user's settings allow."""
    from specexport.system import cache, settings
    from specexport.system.consent import DiagramCommands

    return Context(
        style=style,
        resources=resources or folder_of(source.name, options),
        source=source,
        options=in_dialect(source.name, options),
        report=report or unheard,
        today=today,
        fetch=fetcher(options.allow_remote),
        cache=cache.default(),
        commands=DiagramCommands(),
        exported=exported,
        anchors=anchors or {},
        project=partial(settings.of_project, _place(source.name)),
    )


def folder_of(name: str, options: Options) -> files.Folder:
    """Return the files that the source at the path `name` may name."""
    folder = _place(name)
    return files.Folder(folder, None if options.root is None else Path(options.root), options.limits)


def in_dialect(name: str, options: Options) -> Options:
    """Return `options` with the dialect of the source at the path `name`, where they leave it to the project.

    Raises EnvironmentProblem when the project's settings cannot be read, or name a dialect that there is not.
    """
    if options.dialect is not None:
        return options
    from specexport.system.dialects import of_source

    # Of a folder it is that of a page in it.
    page = f"{name}page.md" if name.endswith("/") else name
    return replace(options, dialect="" if name == files.STREAM else of_source(page))


def _place(name: str) -> Path:
    """Return the folder of the source called `name`: that itself, if it is one, whose name ends in `/`."""
    if name == files.STREAM:
        return Path()
    return Path(name) if name.endswith("/") else Path(name).parent


def _home(spec: str) -> Path:
    """Return the folder of the specification at a path, a file or a folder."""
    if spec == files.STREAM:
        return Path()
    return Path(spec) if os.path.isdir(spec) else Path(spec).parent  # noqa: PTH112 - quicker


def fetcher(allowed: bool | None) -> Callable[[str], Media]:
    """Return what fetches pictures from the web if that is `allowed`; None leaves it to the settings."""
    from specexport.system.consent import ConsentedFetcher

    return not_fetched if allowed is False else ConsentedFetcher(allowed)


def today() -> date:
    """Return the current day, or that of SOURCE_DATE_EPOCH (seconds since 1970) where that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and int(epoch) < 10**11:
        return date(1970, 1, 1) + timedelta(seconds=int(epoch))
    return date.today()


def check_names(options: Options) -> None:
    """Raise EnvironmentProblem for a reader (SX011), pass (SX012) or dialect (SX800) that there is not."""
    if options.dialect:
        dialects.named(options.dialect)
    if options.reader:
        registry.load("readers", options.reader)
    for name in options.passes:
        registry.load("passes", name)


def load_style(
    style: PathName | Style,
    options: Options = DEFAULTS,
    report: Callable[[Diagnostic], None] | None = None,
) -> Style:
    """Return `style`, or the one of that name or folder, with the sheet and the Word template of `options`.

    Raises EnvironmentProblem if there is none.
    """
    if not isinstance(style, styles.Style):
        style = styles.load(style if isinstance(style, str) else Path(style), report)
    if options.paper is not None:
        from specexport.style.units import on_paper

        style = on_paper(style, options.paper)
    if options.docx_template is None:
        return style
    return replace(style, docx=replace(style.docx, template=Path(options.docx_template)))


def project_style(spec: str) -> str | Path:
    """Return the style that the project around the specification at `spec` asks for, or else `base`.

    Raises EnvironmentProblem when the project's settings cannot be read.
    """
    from specexport.style import find

    return find.nearby(_home(spec)) or "base"


def project_limits(
    spec: str,
    wanted: Mapping[str, str] | None = None,
    report: Callable[[Diagnostic], None] | None = None,
) -> Limits:
    """Return the limits for `spec`, a file or a folder: `wanted` before those of its project and the user's.

    The project lowers limits and never raises them; `report` is told where it asks for that (SX025), and what
    settings say in vain (SX061). Raises EnvironmentProblem (SX060, SX061) when settings cannot be read or are
    not understood.
    """
    from specexport.system import settings

    return settings.limits(_home(spec), wanted, report)


class Projects:
    """What holds for specifications by their projects: the style and the limits, where none is named.

    Styles are loaded once, and what concerns several specifications is told once. `limits` are wishes by
    name, which come before those of the projects and the user's. Raises EnvironmentProblem for a reader or a
    pass that nothing provides.
    """

    def __init__(
        self,
        options: Options,
        limits: Mapping[str, str],
        style: str | None,
        report: Callable[[Diagnostic], None],
    ) -> None:
        check_names(options)
        self._options = options
        self._limits = limits
        self._style = style
        self._report = report
        self._told: set[Diagnostic] = set()
        self._styles: dict[str | Path, Style] = {}

    def of(self, spec: str) -> tuple[Style, Options]:
        """Return the style of `spec`, and the options with its limits. Raises as `load_style` does."""
        name = self._style or project_style(spec)
        if name not in self._styles:
            self._styles[name] = load_style(name, self._options, self._report)
        limits = project_limits(spec, self._limits, self._note)
        return self._styles[name], replace(self._options, limits=limits)

    def _note(self, diagnostic: Diagnostic) -> None:
        if diagnostic not in self._told:
            self._told.add(diagnostic)
            self._report(diagnostic)
