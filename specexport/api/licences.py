"""The licences of what the program uses: of packages that are installed for it, and of what they carry."""

from __future__ import annotations

from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from msgspec import Struct
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from specexport import style

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import PackageMetadata

_SAYS_NOTHING = frozenset({"", "unknown", "none", "dual license", "osi approved"})
_CLASSIFIER = "License :: "
_LONGEST = 60  # characters; what is longer is the text of a licence in place of its name

# What a package carries that is under another licence than its metadata says.
_CARRIED = {"pypandoc-binary": ("pandoc", "GPL-2.0-or-later, run as a program of its own")}


class Licence(Struct, frozen=True):
    """What is used, in which version, and its licence: an SPDX expression where its authors give one."""

    name: str
    version: str
    licence: str


def used() -> list[Licence]:
    """Return every installed package that the program needs, at any remove, and what else it carries.

    The program itself comes first, then packages by name, then fonts. Optional packages count if they are
    there.
    """
    found: dict[str, Distribution] = {}
    waiting = [("specexport", _extras("specexport"))]
    while waiting:
        name, extras = waiting.pop()
        if canonicalize_name(name) in found or (one := _installed(name)) is None:
            continue
        found[canonicalize_name(name)] = one
        waiting += _needs(one, extras)
    itself = found.pop("specexport", None)
    packages = [itself] if itself else []
    packages += [found[name] for name in sorted(found)]
    return [line for one in packages for line in _of_package(one)] + list(_of_fonts())


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _extras(name: str) -> frozenset[str]:
    """Return the extras for users: those for tests are of no concern to whoever hands out documents."""
    one = _installed(name)
    return frozenset(one.metadata.get_all("Provides-Extra", []) if one else []) - {"test"}


def _needs(one: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for text in one.requires or ():
        asked = Requirement(text)
        if not asked.marker or any(asked.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield asked.name, frozenset(asked.extras)


def _of_package(one: Distribution) -> Iterator[Licence]:
    metadata = one.metadata
    yield Licence(metadata["Name"], one.version, licence(metadata) or _text(one) or "not stated")
    if carried := _CARRIED.get(canonicalize_name(metadata["Name"])):
        yield Licence(carried[0], f"in {metadata['Name']}", carried[1])


def licence(metadata: PackageMetadata) -> str:
    """Return the licence that core metadata names: an expression (PEP 639), a field, or classifiers;
    nothing if it names none.
    """
    if expressions := metadata.get_all("License-Expression"):
        return str(expressions[0])
    said = "".join(metadata.get_all("License", [])).strip()
    if len(said) <= _LONGEST and "\n" not in said and said.lower() not in _SAYS_NOTHING:
        return said
    classifiers = [text for text in metadata.get_all("Classifier", []) if text.startswith(_CLASSIFIER)]
    named = [text.rpartition(" :: ")[2] for text in classifiers]
    return ", ".join(name for name in named if name.lower() not in _SAYS_NOTHING)


def _text(one: Distribution) -> str:
    """Return where the text of a package's licence is, nothing if it brings none."""
    beginnings = ("LICENSE", "LICENCE", "COPYING")
    named = [file for file in one.files or () if file.name.upper().startswith(beginnings)]
    return str(one.locate_file(named[0])) if named else ""


def _of_fonts() -> Iterator[Licence]:
    """Yield the texts of licences that lie beside the fonts of the styles."""
    for folder in style.available().values():
        for text in sorted(folder.glob("fonts/*-LICENSE.txt")):
            yield Licence(text.name.removesuffix("-LICENSE.txt"), f"in style {folder.name}", str(text))
