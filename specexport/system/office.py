"""A Word file from strangers, opened without trust (Open Packaging Conventions, ISO/IEC 29500-2).

Nothing is unpacked to disk, nothing outside the archive is followed, no entity is declared or expanded, and
what would unfold beyond reason is refused before it is read.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.system import untrusted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_BYTES = 64 << 20
_MOST_UNPACKED = 256 << 20
_MOST_IN_PART = 32 << 20
_MOST_PARTS = 4000
_ANEW = "save it anew in Word, as .docx or .dotx"
# XML packs about 20 to 1; a part that packs better than this is made to unfold.
_MOST_RATIO = 150
_RATIO_FROM = 1 << 20

# What encrypted files and those of old programs begin with (MS-CFB, 2.2).
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MACROS = "application/vnd.ms-word."


def read(path: Path) -> bytes:
    """Return the bytes of a Word file.

    Raises EnvironmentProblem when it is not there (SX001), cannot be read (SX003), or is too large (SX075).
    """
    try:
        return untrusted.read(path, _MOST_BYTES)
    except FileNotFoundError:
        raise _problem("SX001", "the template is not there", path, "check the path") from None
    except untrusted.TooLargeError:
        raise _problem("SX075", f"the template has more than {_MOST_BYTES >> 20} MB", path, _ANEW) from None
    except untrusted.NotRegularError:
        what = "name a Word file"
        raise _problem("SX003", "the template is a folder, a pipe or a device", path, what) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        hint = "check its permissions"
        raise _problem("SX003", f"the template cannot be read: {reason}", path, hint) from None


def _problem(code: str, message: str, path: Path, hint: str) -> EnvironmentProblem:
    return EnvironmentProblem(Diagnostic(code, message, "error", str(path), hint=hint))


class Package:
    """The parts of a Word file. `name` stands for it in messages."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open `data`. Raises EnvironmentProblem (SX075) when it is no Word file, or not a safe one."""
        self.name = name
        if len(data) > _MOST_BYTES:
            raise self.refusal(f"the template has more than {_MOST_BYTES >> 20} MB")
        if data.startswith(_COMPOUND):
            raise self.refusal("the template is encrypted, or of Word 2003 and before")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError):
            raise self.refusal("the template is no Word file, or is damaged") from None
        self._parts = {info.filename: info for info in self._zip.infolist()}
        self._inspect(self._zip.infolist())
        self.main = next((part for _, part in self.related("", "officeDocument")), "")
        if not self._is_word():
            raise self.refusal("the template is a file of another program")

    def refusal(self, message: str) -> EnvironmentProblem:
        """Return an error about the file as a whole."""
        return EnvironmentProblem(Diagnostic("SX075", message, "error", self.name, hint=_ANEW))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the archive."""
        return tuple(self._parts)

    def _inspect(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > _MOST_PARTS:
            raise self.refusal(f"the template has {len(infos):,} parts; {_MOST_PARTS:,} are allowed")
        if len(self._parts) < len(infos):
            raise self.refusal("the template has two parts of one name")
        if sum(info.file_size for info in infos) > _MOST_UNPACKED:
            raise self.refusal(f"the template unfolds to more than {_MOST_UNPACKED >> 20} MB")
        for info in infos:
            if info.flag_bits & 1:
                raise self.refusal("the template is encrypted")
            if info.filename.startswith(("/", "\\")) or ".." in info.filename.replace("\\", "/").split("/"):
                raise self.refusal("the template has a part whose name leads out of it")
            if info.file_size > max(_RATIO_FROM, _MOST_RATIO * info.compress_size):
                raise self.refusal("the template has a part that unfolds beyond reason")

    def _is_word(self) -> bool:
        types = self.xml("[Content_Types].xml")
        if types is None or self.main not in self._parts:
            return False
        found: dict[str, str] = {entry.get("PartName"): entry.get("ContentType", "") for entry in types}
        return found.get(f"/{self.main}", "").startswith((_MAIN, _MACROS))

    def read(self, part: str) -> bytes:
        """Return the bytes of a part, nothing when it is not there. Raises EnvironmentProblem (SX075)."""
        info = self._parts.get(part)
        if info is None:
            return b""
        try:
            with self._zip.open(info) as file:
                data = file.read(_MOST_IN_PART + 1)
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
            raise self.refusal(f"the template is damaged: {error}") from None
        except Exception as error:  # zlib.error and what other compressors raise
            raise self.refusal(f"the template is damaged: {type(error).__name__}") from None
        if len(data) > _MOST_IN_PART:
            raise self.refusal(f"the template's part {part} is too large")
        return data

    def xml(self, part: str) -> Any:
        """Return the root of a part, or None when it is not there. Raises EnvironmentProblem (SX075)."""
        from lxml import etree

        data = self.read(part)
        if not data:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self.refusal(f"the template's part {part} is damaged") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.refusal(f"the template's part {part} declares a document type")
        return root

    def related(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        """Yield id and name of the parts that `part` is related to by `kind`; those outside are left out."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in root if root is not None else ():
            target = unquote(relation.get("Target", ""))
            if relation.get("TargetMode") == "External" or relation.get("Type") != _RELATIONS + kind:
                continue
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield relation.get("Id", ""), inside
