"""What git knows: files of a revision, who wrote a line and when. Nothing is checked out.

The program `git` itself is asked, without what a repository's settings could make it run: no hooks, monitors,
filters of texts or differences, checks of signatures, or pagers; and nothing is fetched.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.limits import STANDARD
from specexport.system.folder import NoFolder
from specexport.system.media import data_url, picture, refusal, scheme, too_large

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.limits import Limits
    from specexport.model.document import Media

_SAFE = (
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.quotePath=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "safe.bareRepository=explicit"),  # a folder of a clone may look like one, with settings
)
_SETTINGS = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # what a partial clone lacks would be fetched, by a program it names
}
# Another repository than that of the folder: a hook of git runs with these.
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")
_FILTERS = r"^filter\..*\.(clean|smudge|process|required)$"
_DIFF = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty")
_SECONDS = 60


class Commit(Struct, frozen=True):
    """Who made a commit, and when (ISO 8601, in UTC)."""

    author: str
    date: str


class Repository:
    """A repository, by the folder at its top."""

    def __init__(self, folder: Path) -> None:
        self.top = Path(os.fsdecode(asked(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
        self._renamed: dict[str, dict[str, str]] = {}

    def path(self, file: Path) -> str:
        """Return the path of a file as git calls it. Raises EnvironmentProblem (SX087) for one outside."""
        place, top = Path(os.path.realpath(file)), os.path.realpath(self.top)
        if not place.is_relative_to(top):
            raise problem(f"{file} is a link to a file outside the repository")
        return place.relative_to(top).as_posix()

    def commit(self, revision: str) -> str:
        """Return the name of the commit that `revision` means. Raises EnvironmentProblem (SX087)."""
        if revision.startswith("-"):
            raise problem(f"{revision!r} is no revision")
        try:
            found = self._asked("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        except EnvironmentProblem:
            raise problem(f"there is no revision {revision!r}") from None
        return found.decode().strip()

    def names(self, commit: str, folder: str = "") -> list[str]:
        """Return the paths of the files that a commit has below a folder."""
        place = (folder,) if folder and folder != "." else ()
        listed = self._asked("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", *place)
        return _names(listed)

    def size(self, commit: str, path: str) -> int | None:
        """Return the size of a file in a commit, None where it has none such."""
        try:
            return int(self._asked("cat-file", "-s", f"{commit}:{path}"))
        except EnvironmentProblem:
            return None

    def file(self, commit: str, path: str) -> bytes:
        """Return a file as it is in a commit. Raises EnvironmentProblem (SX087) where it is not."""
        return self._asked("cat-file", "blob", f"{commit}:{path}")

    def called(self, commit: str, path: str) -> str:
        """Return what a file was called in a commit: its path now, unless it was renamed since."""
        if self.size(commit, path) is not None:
            return path
        if commit not in self._renamed:
            self._renamed[commit] = self._renames(commit)
        return self._renamed[commit].get(path, path)

    def _renames(self, commit: str) -> dict[str, str]:
        """Return what files were called in a commit that have other names now."""
        asked_for = ("-M", "--diff-filter=R", "--name-status", "-z")
        words = os.fsdecode(asked_of_files(self.top, "diff", *asked_for, *_DIFF, commit)).split("\0")
        return dict(zip(words[2::3], words[1::3], strict=False))

    def lines(self, path: str, commit: str = "") -> dict[int, Commit]:
        """Return who wrote each line of a file, from 1; lines that are not committed are nobody's."""
        try:
            which = (commit,) if commit else ()
            told = asked_of_files(self.top, "blame", "--porcelain", "--no-textconv", *which, "--", path)
        except EnvironmentProblem:
            return {}
        return dict(_blamed(told.decode("utf-8", "replace").split("\n")))

    def last(self, since: str, path: str, until: str = "HEAD") -> Commit | None:
        """Return the last commit that changed a file after another one."""
        form = "--format=%an%x00%at"
        told = self._asked("log", "-1", form, f"{since}..{until}", "--", path).decode("utf-8", "replace")
        return _commit(told) if told.strip() else None

    @property
    def user(self) -> str:
        """The name that git would write into a commit, nothing where it is not known."""
        try:
            return self._asked("config", "user.name").decode("utf-8", "replace").strip()
        except EnvironmentProblem:
            return ""

    def _asked(self, *arguments: str) -> bytes:
        return asked(self.top, *arguments)


class Revision:
    """The files that a document may name, as they are in a commit: those of its folder."""

    def __init__(self, repository: Repository, commit: str, path: str, limits: Limits = STANDARD) -> None:
        self._repository = repository
        self._commit = commit
        self._folder = posixpath.dirname(path)
        self._limits = limits

    def load(self, url: str) -> Media:
        """Return the picture at `url`, relative to the document. Raises SpecExportError as a folder does."""
        kind = scheme(url)
        if kind == "data":
            return picture(url[:40], data_url(url, self._limits), self._limits)
        if kind or url.startswith("//"):
            return NoFolder(self._limits).load(url)
        return picture(url, self.read(url), self._limits)

    def read(self, url: str) -> bytes:
        """Return the file at `url`, relative to the document. Raises SpecExportError as a folder does."""
        path = self._place(url)
        size = self._repository.size(self._commit, path) if path else None
        missing = refusal("SX730", f"file {url} is not there", "check the path, relative to the source")
        if not path or size is None:
            raise missing
        if size > self._limits.picture_bytes > 0:
            raise too_large(f"file {url}", self._limits)
        try:
            return self._repository.file(self._commit, path)
        except EnvironmentProblem:  # a folder has a size too
            raise missing from None

    def find(self, url: str) -> str | None:
        """Return a link to a file, None where the commit has no such file."""
        if "**/" in url:
            name = url.rpartition("**/")[2].casefold()
            return next(
                (one for one in sorted(self._names) if posixpath.basename(one).casefold() == name), None
            )
        path = self._place(url)
        known = not path or path in self._all or any(one.startswith(f"{path}/") for one in self._all)
        return url if known else None

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self._repository.names(self._commit))

    @cached_property
    def _names(self) -> list[str]:
        """The files of the folder, relative to it."""
        start = f"{self._folder}/" if self._folder else ""
        return [name.removeprefix(start) for name in self._all if name.startswith(start)]

    def _place(self, url: str) -> str:
        """Return the path in the repository that `url` means, nothing for one outside the folder."""
        from urllib.parse import unquote

        path = unquote(url.partition("#")[0].partition("?")[0])
        whole = posixpath.normpath(posixpath.join(self._folder, path))
        inside = not self._folder or whole.startswith(f"{self._folder}/")
        return "" if path.startswith("/") or whole.startswith("..") or not inside else whole


def differing(folder: Path, revision: str) -> list[str]:
    """Return the paths, from the top of the repository, of all that is another than in a revision.

    Raises EnvironmentProblem (SX087).
    """
    if revision.startswith("-"):
        raise problem(f"{revision!r} is no revision")
    told = asked_of_files(folder, "diff", "--name-only", "--no-renames", "-z", *_DIFF, revision, "--")
    return _names(told)


def untracked(top: Path) -> list[str]:
    """Return the paths of the files of a repository that git neither knows nor ignores."""
    return _names(asked(top, "ls-files", "--others", "--exclude-standard", "-z"))


def asked(folder: Path, *arguments: str, settings: Mapping[str, str] = {}) -> bytes:
    """Return what git says. Raises EnvironmentProblem (SX087) when it cannot tell."""
    own = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        done = subprocess.run(
            ["git", *_SAFE, "-C", str(folder), *arguments],
            capture_output=True,
            check=True,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            env={**own, **_SETTINGS, **settings},
        )
    except FileNotFoundError:
        raise problem("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise problem(f"git took more than {_SECONDS} s") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines() or ["it failed"]
        raise problem(f"git says: {said[0]}") from None
    return done.stdout


def asked_of_files(folder: Path, *arguments: str) -> bytes:
    """Return what git says of files on the disk, which it would put through the filters of the repository."""
    try:
        named = _names(asked(folder, "config", "--includes", "-z", "--name-only", "--get-regexp", _FILTERS))
    except EnvironmentProblem:  # there is none
        named = []
    return asked(folder, *arguments, settings=_switched_off(named) if named else {})


def _switched_off(filters: list[str]) -> dict[str, str]:
    """Return the environment in which filters are nothing, with the settings that it has already."""
    had = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(had) if had.isdecimal() else 0
    settings = {"GIT_CONFIG_COUNT": str(first + len(filters))}
    for number, name in enumerate(filters, first):
        settings[f"GIT_CONFIG_KEY_{number}"] = name
        settings[f"GIT_CONFIG_VALUE_{number}"] = "false" if name.endswith(".required") else ""
    return settings


def _names(told: bytes) -> list[str]:
    return [os.fsdecode(name) for name in told.split(b"\0") if name]


def problem(message: str) -> EnvironmentProblem:
    """Return the error of a question that git could not answer (SX087)."""
    hint = "name a revision of the repository that holds the specifications"
    return EnvironmentProblem(Diagnostic("SX087", message, "error", hint=hint))


def moment(seconds: str) -> str:
    """Return a moment, in seconds since 1970, in ISO 8601."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):  # a commit may bear any number
        return ""


def _commit(told: str) -> Commit:
    author, date = told.strip("\n").split("\0")
    return Commit(author, moment(date))


def _blamed(told: list[str]) -> list[tuple[int, Commit]]:
    """Read what `git blame --porcelain` says: a header for each line, all about a commit the first time."""
    found: list[tuple[int, Commit]] = []
    known: dict[str, dict[str, str]] = {}
    name, number = "", 0
    for line in told:
        if line.startswith("\t"):
            about = known[name]
            if name.strip("0"):
                found.append((number, Commit(about.get("author", ""), moment(about.get("author-time", "")))))
            continue
        word, _, rest = line.partition(" ")
        if len(word) >= 40 and all(char in "0123456789abcdef" for char in word):
            name, number = word, int(rest.split()[1])
            known.setdefault(name, {})
        elif name:
            known[name][word] = rest
    return found
