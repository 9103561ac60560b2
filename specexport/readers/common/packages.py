"""Zip archives before anything unpacks them: what their directory says must be sane."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.patterns import regex

if TYPE_CHECKING:
    from specexport.core.context import Source


class ArchiveLimits(Struct, frozen=True):
    """How much an archive may hold: files, and bytes when they are unpacked, of one and of all."""

    files: int = 20_000
    file_bytes: int = 256 * 1024 * 1024
    bytes: int = 512 * 1024 * 1024


LIMITS = ArchiveLimits()

_ENCRYPTED = 0x1  # bit 0 of the general purpose flags (APPNOTE 4.4.4)
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Word files, and new ones with a password
_MARKS = (("META-INF/manifest.xml", re.compile(rb"encryption-data")), ("META-INF/encryption.xml", None))
# What EPUB files hide their fonts with, which hides no text.
_FONTS_ONLY = regex(rb'Algorithm="http://(?:www\.idpf\.org/2008/embedding|ns\.adobe\.com/pdf/enc#RC)"')
_ALGORITHM = regex(rb"<(?:\w+:)?EncryptionMethod\b")


def check(source: Source, limits: ArchiveLimits = LIMITS) -> None:
    """Raise SpecExportError: SX796 it would unpack to too much, is locked, or is no archive."""
    if source.data.startswith(_COMPOUND_FILE):
        message = "the file has a password or the form of programs before 2007"
        raise _refusal("SX796", message, source, "save it without password in today's form")
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            _check_directory(archive, source, limits)
            _check_locks(archive, source)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError, ValueError):
        message = "the file is damaged, or not of the format that it is named for"
        raise _refusal("SX796", message, source, "save it again, or name its format with --from") from None


def _check_directory(archive: zipfile.ZipFile, source: Source, limits: ArchiveLimits) -> None:
    members = archive.infolist()
    whole = sum(member.file_size for member in members)
    largest = max((member.file_size for member in members), default=0)
    if len(members) > limits.files:
        message = f"the file holds {len(members)} files, more than {limits.files}"
    elif whole > limits.bytes or largest > limits.file_bytes:
        most = limits.bytes if whole > limits.bytes else limits.file_bytes
        message = f"the file would unpack to more than {most // 1024 // 1024} MiB"
    elif any(_leads_out(member.filename) for member in members):
        message = "the file holds names that lead out of it"
    elif sum(member.compress_size for member in members) > len(source.data):
        message = "the file holds parts that lie over each other"
    else:
        return
    raise _refusal("SX796", message, source, "divide it, or make its pictures smaller")


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or name[1:2] == ":"


def _check_locks(archive: zipfile.ZipFile, source: Source) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in archive.infolist()) or _is_locked(archive):
        raise _refusal("SX796", "the file has a password", source, "save it without one")


def _is_locked(archive: zipfile.ZipFile) -> bool:
    names = set(archive.namelist())
    for name, mark in _MARKS:
        if name not in names:
            continue
        text = archive.read(name)
        hidden = mark.search(text) if mark else len(_ALGORITHM.findall(text)) > len(_FONTS_ONLY.findall(text))
        if hidden:
            return True
    return False


def _refusal(code: str, message: str, source: Source, hint: str) -> SpecExportError:
    return SpecExportError(Diagnostic(code, message, "error", source.name, hint=hint))
