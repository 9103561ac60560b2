"""The disk: reading sources and the pictures they name, and writing outputs whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from contextlib import nullcontext, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.contracts import Diagnostic, EnvironmentProblem, Source, SpecExportError
from specexport.document import Media

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STREAM = "-"
"""The name that stands for standard input and standard output."""

SOURCE_BYTES = 32 * 1024 * 1024
"""The largest source that is read, in bytes."""

_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_PART = re.compile(r"\.specexport-(\d{1,9})-[0-9a-f]{8}\.part")
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_BLOCK = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class Limits(Struct, frozen=True):
    """How much of a picture is accepted: its file in bytes, and its width times its height in pixels."""

    bytes: int = 32 * 1024 * 1024
    pixels: int = 50_000_000


# Reading sources


def read_source(name: str | os.PathLike[str]) -> Source:
    """Return the source at the path `name`; `-` is standard input.

    Raises SpecExportError: SX001 there is no such file, SX002 it is a folder, SX003 it cannot be read,
    SX021 it is larger than SOURCE_BYTES.
    """
    path = os.fspath(name)
    try:
        if path == STREAM:
            data = sys.stdin.buffer.read(SOURCE_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(SOURCE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SpecExportError(_unreadable(path, error)) from None
    if len(data) > SOURCE_BYTES:
        size = f"{SOURCE_BYTES // 1024 // 1024} MiB"
        raise SpecExportError(
            Diagnostic("SX021", f"the source is larger than {size}", "error", path, hint="split it")
        )
    return Source(data, path)


def _unreadable(path: str, error: OSError | ValueError) -> Diagnostic:
    if isinstance(error, FileNotFoundError):
        return Diagnostic("SX001", "there is no such file", "error", path, hint="check the path")
    if isinstance(error, IsADirectoryError) or Path(path).is_dir():
        hint = "name the Markdown file in it"
        return Diagnostic("SX002", "this is a folder, not a file", "error", path, hint=hint)
    hint = "check its permissions" if isinstance(error, PermissionError) else "check the path"
    return Diagnostic("SX003", f"the file cannot be read: {_reason(error)}", "error", path, hint=hint)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


# Writing outputs


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all; `-` is standard output, missing folders are made.

    The bytes are written beside their place, synchronised, and moved there in one step, so that an older
    file survives every failure. A symbolic link is followed, an existing file keeps its permissions, a new
    one gets those that the umask leaves. Raises EnvironmentProblem: SX030 the place may not be written
    to, SX031 the disk is full or failing, SX032 something other than a file stands there.
    """
    try:
        if str(path) == STREAM:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        real = Path(os.path.realpath(path))
        real.parent.mkdir(parents=True, exist_ok=True)
        mode = _existing_mode(real)
        _replace(real, data, mode)
    except OSError as error:
        raise EnvironmentProblem(_unwritable(path, error)) from None


def _existing_mode(path: Path) -> int | None:
    """Return the permissions of the file that stands at `path`, None if none does."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(status.st_mode):
        raise FileExistsError
    if not os.access(path, os.W_OK):
        raise PermissionError
    return stat.S_IMODE(status.st_mode)


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    temporary = path.with_name(f".specexport-{os.getpid()}-{os.urandom(4).hex()}.part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - Path.open takes no descriptor
            _hold(handle)
            file.write(data)
            file.flush()
            os.fsync(handle)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def check_folder(folder: Path) -> None:
    """Make `folder` unless it is there. Raises EnvironmentProblem as `write` does when nothing can go into
    it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError
    except OSError as error:
        raise EnvironmentProblem(_unwritable(folder, error)) from None


def sweep(folders: Iterable[Path]) -> None:
    """Remove from `folders` what processes that were killed while they wrote have left there.

    A file goes only when its writer is gone: no process has its number, and nothing holds its lock, which
    writers on other machines and in other containers do.
    """
    for folder in set(folders):
        with suppress(OSError):
            for entry in list(os.scandir(folder)):
                if (match := _PART.fullmatch(entry.name)) and not _is_running(int(match[1])):
                    _remove_abandoned(entry.path)


def _remove_abandoned(path: str) -> None:
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY | _NO_FOLLOW | _NO_BLOCK)
        try:
            _hold(handle, required=True)
            if os.name == "posix":
                os.unlink(path)  # noqa: PTH108 - a path is not needed for more
        finally:
            os.close(handle)
        if os.name != "posix":
            Path(path).unlink()  # which Windows allows when nobody has it open


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return False  # there the open file itself keeps others from removing it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _hold(handle: int, required: bool = False) -> None:
    """Lock an open file until it is closed, where the system can.

    Raises OSError if `required` and somebody else has it.
    """
    if sys.platform != "win32":
        import fcntl

        with nullcontext() if required else suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sync_folder(folder: Path) -> None:
    """Make the move itself durable, where the system can synchronise a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(path: Path, error: OSError) -> Diagnostic:
    name = "standard output" if str(path) == STREAM else os.fspath(path)
    if isinstance(error, IsADirectoryError):
        return Diagnostic(
            "SX032", "a folder stands here", "error", name, hint="name a file, or another place"
        )
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        hint = "choose another place with -o"
        return Diagnostic("SX032", "something other than a file is in the way", "error", name, hint=hint)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        hint = (
            "check its permissions and whether another program holds it open, or choose another place with -o"
        )
        return Diagnostic("SX030", "this place may not be written to", "error", name, hint=hint)
    hint = "free some space or choose another place with -o; an older file is unharmed"
    return Diagnostic("SX031", f"writing failed: {_reason(error)}", "error", name, hint=hint)


# Pictures


class NoFolder:
    """For documents without a place on the disk: only pictures that the document itself holds can be had."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def load(self, url: str) -> Media:
        """Return the picture in the data URL `url`. Raises SpecExportError for every other."""
        if _scheme(url) == "data":
            return picture(url[:40], _data_url(url, self._limits), self._limits)
        raise _refusal(
            "SX732", f"picture {url} is not loaded, since the source has no folder", "give the source's path"
        )

    def read(self, url: str) -> bytes:
        """Raise SpecExportError: there are no files."""
        raise _refusal(
            "SX732", f"file {url} is not read, since the source has no folder", "give the source's path"
        )

    def find(self, url: str) -> str:
        """Return `url`: nothing is known about what it leads to."""
        return url


class Folder:
    """The files below one folder: nothing outside it, nothing remote, nothing but regular files.

    `/…` and `../…` reach as far as `root`, when the caller gives one that holds the folder.
    """

    def __init__(self, folder: Path, root: Path | None = None, limits: Limits | None = None) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._root = Path(os.path.realpath(root)) if root else None
        self._limits = limits or Limits()

    def load(self, url: str) -> Media:
        """Return the picture at `url`, relative to the folder.

        Raises SpecExportError: SX730 it is not there, SX731 it is remote, SX732 it lies outside, SX733 it is
        no regular file or cannot be read, SX734 it has too many bytes, SX735 too many pixels, SX736 it is no
        picture, SX737 it is a git-LFS pointer, SX738 it is damaged.
        """
        scheme = _scheme(url)
        if scheme == "data":
            return picture(url[:40], _data_url(url, self._limits), self._limits)
        if scheme in ("http", "https") or url.startswith("//"):
            raise _refusal("SX731", f"picture {url} is remote and not fetched", "save it beside the source")
        if scheme:
            raise _refusal(
                "SX732",
                f"picture {url} is not in the source's folder",
                "save it there and use a relative path",
            )
        return picture(url, self._read(url), self._limits)

    def read(self, url: str) -> bytes:
        """Return the file at `url`, relative to the folder.

        Raises SpecExportError: SX730 it is not there, SX732 it lies outside, SX733 it is no regular file or
        cannot be read, SX734 it has too many bytes.
        """
        if _scheme(url) or url.startswith("//"):
            hint = "save it there and use a relative path"
            raise _refusal("SX732", f"file {url} is not in the source's folder", hint)
        return self._read(url, "file")

    def find(self, url: str) -> str | None:
        """Return `url`, a link to a file, relative to the folder, None if there is no such file.

        `/…` begins at the root, or else at the repository that the folder stands in. What lies outside of
        these is not looked for, and its link is returned as it is.
        """
        from urllib.parse import quote, unquote

        end = re.search(r"[?#]|$", url).start()  # type: ignore[union-attr]  # it matches everywhere
        path, rest = unquote(url[:end]), url[end:]
        top = self._root or self._repository or self._folder
        place = Path(top if path.startswith("/") else self._folder, path.lstrip("/"))
        known = self._root or self._repository or not path.startswith("/")
        if not known or not _is_below(place, top):
            return url
        if not os.path.exists(place):  # noqa: PTH110 - Path.exists raises for names that are too long
            return None
        if not path.startswith("/"):
            return url
        return quote(os.path.relpath(place, self._folder).replace(os.sep, "/")) + rest

    @cached_property
    def _repository(self) -> Path | None:
        places = (self._folder, *self._folder.parents)
        return next((place for place in places if (place / ".git").exists()), None)

    def places(self, url: str) -> tuple[Path, ...]:
        """Return the places within reach that the picture at `url` is looked for in, the first first."""
        if _scheme(url) or url.startswith("//"):
            return ()
        try:
            found = [Path(os.path.realpath(path)) for path in self._candidates(url)]
        except SpecExportError:
            return ()
        return tuple(path for path in found if path.is_relative_to(self._root or self._folder))

    def _read(self, url: str, what: str = "picture") -> bytes:
        for path in self._candidates(url, what):
            real = Path(os.path.realpath(path))
            self._hold_inside(real, url, what)
            with suppress(FileNotFoundError, NotADirectoryError):
                return self._read_regular(real, url, what)
        raise _refusal("SX730", f"{what} {url} is not there", "check the path, relative to the source")

    def _candidates(self, url: str, what: str = "picture") -> Iterator[Path]:
        """Yield the places `url` can mean: as it is written, and without its query and fragment."""
        from urllib.parse import unquote

        base = self._folder
        if url.startswith("/"):
            if not self._root:
                hint = "use a path relative to the source, or give the folder that / means with --root"
                raise _refusal(
                    "SX732", f"{what} {url} starts with /, which is not a place in the source's folder", hint
                )
            base = self._root
        short = url.partition("#")[0].partition("?")[0]
        for spelling in dict.fromkeys((unquote(url), unquote(short))):
            if "\0" in spelling or "\\" in spelling:
                raise _refusal(
                    "SX730", f"{what} {url!r} is not there", "use a plain path with / between folders"
                )
            yield base / spelling.lstrip("/")

    def _hold_inside(self, real: Path, url: str, what: str) -> None:
        if not real.is_relative_to(self._root or self._folder):
            hint = "move it beside the source, or allow a larger folder with --root"
            raise _refusal(
                "SX732",
                f"{what} {url} lies outside the {'root' if self._root else 'source'} folder",
                hint,
            )

    def _read_regular(self, real: Path, url: str, what: str) -> bytes:
        """Return the bytes of a file that is regular before it is opened, and still the same one after."""
        try:
            before = real.lstat()
            if not stat.S_ISREG(before.st_mode):
                raise _refusal(
                    "SX733", f"{what} {url} is not a regular file", "replace it by the file itself"
                )
            handle = os.open(real, os.O_RDONLY | _NO_FOLLOW | _NO_BLOCK | _BINARY)
            with open(handle, "rb") as file:  # noqa: PTH123 - Path.open takes no descriptor
                opened = os.fstat(handle)
                if not os.path.samestat(before, opened) or Path(os.path.realpath(real)) != real:
                    raise _refusal("SX733", f"{what} {url} changed while it was read", "export again")
                if opened.st_size > self._limits.bytes:
                    raise _too_large(f"{what} {url}", self._limits)
                return file.read(self._limits.bytes)
        except (FileNotFoundError, NotADirectoryError):
            raise
        except OSError as error:
            raise _refusal(
                "SX733", f"{what} {url} cannot be read: {_reason(error)}", "check its permissions"
            ) from None


def _is_below(place: Path, top: Path) -> bool:
    try:
        return Path(os.path.realpath(place)).is_relative_to(top)
    except (OSError, ValueError):  # a name that no file can have
        return False


def _scheme(url: str) -> str:
    """Return the scheme of `url` in lower case (RFC 3986, 3.1), empty when it has none."""
    match = _SCHEME.match(url)
    return match[1].lower() if match else ""


def _data_url(url: str, limits: Limits) -> bytes:
    """Follow RFC 2397."""
    import binascii
    from urllib.parse import unquote_to_bytes

    head, _, body = url.partition(",")
    if len(body) > limits.bytes * 2:
        raise _too_large("picture in the text", limits)
    data = unquote_to_bytes(body)
    try:
        return binascii.a2b_base64(data) if head.rstrip().endswith(";base64") else data
    except binascii.Error:
        raise _refusal("SX738", "picture in the text is not valid base64", "encode it again") from None


def picture(url: str, data: bytes, limits: Limits) -> Media:
    """Return the picture that `data` is, called `url`; its type is told by its bytes.

    Raises SpecExportError: SX735 it has too many pixels, SX736 it is no picture, SX737 it is a git-LFS
    pointer, SX738 it is damaged.
    """
    from specexport import pictures

    try:
        found = pictures.identify(data)
    except pictures.NotAPictureError:
        if data.startswith(_LFS_POINTER):
            raise _refusal(
                "SX737", f"picture {url} is a git-LFS pointer, not the picture", "run: git lfs pull"
            ) from None
        raise _refusal(
            "SX736", f"{url} is not a PNG, JPEG, GIF, WebP or SVG picture", "save it as one of these"
        ) from None
    except pictures.DamagedPictureError as problem:
        raise _refusal("SX738", f"picture {url} {problem}", "save it again") from None
    if found.type != pictures.SVG and found.width * found.height > limits.pixels:
        have, most = found.width * found.height // 10**6, limits.pixels // 10**6
        raise _refusal(
            "SX735", f"picture {url} has {have} million pixels, more than {most}", "save it smaller"
        )
    return Media(found.data, found.type, found.width, found.height)


def _too_large(what: str, limits: Limits) -> SpecExportError:
    return _refusal("SX734", f"{what} is larger than {limits.bytes // 1024 // 1024} MiB", "save it smaller")


def _refusal(code: str, message: str, hint: str) -> SpecExportError:
    return SpecExportError(Diagnostic(code, message, hint=hint))
