"""Fonts of a style from Google Fonts or Bunny Fonts, put into its folder. Only this asks the network.

Exporting never does: a style whose fonts lie in its folder looks the same on every machine and in ten years.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.style import find
from specexport.style.fonts import faces, font_of, used
from specexport.style.layers import chain
from specexport.style.resolve import StyleReader
from specexport.style.stack import Stack
from specexport.style.units import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from specexport.style.brand.company import Font

_HOSTS = frozenset({"fonts.googleapis.com", "fonts.gstatic.com", "fonts.bunny.net"})
_MOST_BYTES = 16 << 20
_SECONDS = 30
# What is fetched of a family that does not say: weight, and whether italic.
_CUTS = ((400, False), (400, True), (700, False), (700, True))
_RANGE = re.compile(r"(\d{1,4})\.\.(\d{1,4})")
_BLOCK = re.compile(r"@font-face\s*\{([^}]*)\}")
_SOURCE = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)(?:\s*format\(['\"]?(\w+))?")
# What files are called by, so that their weight is told by their name.
_NAMES = {100: "Thin", 200: "ExtraLight", 300: "Light", 400: "Regular", 500: "Medium"}
_NAMES |= {600: "SemiBold", 700: "Bold", 800: "ExtraBold", 900: "Black"}


def fetch(name_or_folder: str | Path, download: Callable[[str], bytes] | None = None) -> list[Path]:
    """Fetch the fonts that a style names with `source: google` or `bunny` and has no files of.

    Return the new files in its `fonts` folder; a family's licence is for you to read. `download` returns what
    is at a URL. Raises EnvironmentProblem for a style with errors, for what cannot be had (SX079), and when
    the folder cannot be written (SX030).
    """
    layers = chain(find.folder(name_or_folder))
    stack = Stack(layers)
    if stack.problems:
        raise EnvironmentProblem(*stack.problems)
    folder = layers[0].folder / "fonts"
    made: list[Path] = []
    for font in _wanted(stack):
        for (heavy, italic), data in _family(font, download or _download):
            made.append(_write(folder / f"{font.family.replace(' ', '')}-{_cut(heavy, italic)}.ttf", data))
    return made


def _wanted(stack: Stack) -> Iterator[Font]:
    brand = StyleReader(stack).brand
    for family in dict.fromkeys(family for family, _ in used(brand)):
        font = font_of(brand, family)
        if font.source in ("google", "bunny") and not faces(font, stack):
            yield font


def _family(font: Font, download: Callable[[str], bytes]) -> Iterator[tuple[tuple[int, bool], bytes]]:
    """Yield weight, slope and TrueType data of each cut of a family."""
    cuts, family = _cuts(font), font.family
    sheet = download(_google(family, cuts) if font.source == "google" else _bunny(family, cuts))
    files: dict[tuple[int, bool], list[str]] = {}
    for block in _BLOCK.findall(sheet.decode("utf-8", "replace")):
        cut = (int(_said(block, "font-weight", "400")), _said(block, "font-style", "normal") != "normal")
        files.setdefault(cut, []).append(_address(block))
    if not files:
        raise _problem(f"{font.source} has no font {family}")
    for cut, addresses in files.items():
        yield cut, _whole([download(address) for address in addresses])


def _cuts(font: Font) -> list[tuple[int, bool]]:
    said, slopes = font.weight, font.style
    if said is None and slopes is None:
        return list(_CUTS)
    weights = sorted(
        {cut for one in (said if isinstance(said, list) else [said or 400]) for cut in _weights(one)}
    )
    styles = slopes if isinstance(slopes, list) else [slopes or "normal"]
    return [(heavy, style != "normal") for style in styles for heavy in weights]


def _weights(said: int | str) -> list[int]:
    """Return the weights that a style file names; of a range such as `300..700` those of text."""
    if isinstance(said, str) and (match := _RANGE.fullmatch(said)):
        least, most = int(match[1]), int(match[2])
        return [heavy for heavy in (400, 600, 700) if least <= heavy <= most] or [least]
    return [int(said) if str(said).isdigit() else WEIGHTS[str(said)]]


def _google(family: str, cuts: list[tuple[int, bool]]) -> str:
    axes = ";".join(f"{int(italic)},{heavy}" for italic, heavy in sorted((i, h) for h, i in cuts))
    return f"https://fonts.googleapis.com/css2?family={quote_plus(family)}:ital,wght@{axes}"


def _bunny(family: str, cuts: list[tuple[int, bool]]) -> str:
    names = ",".join(f"{heavy}{'i' if italic else ''}" for heavy, italic in cuts)
    return f"https://fonts.bunny.net/css?family={quote_plus(family.lower().replace(' ', '-'))}:{names}"


def _said(block: str, name: str, otherwise: str) -> str:
    match = re.search(rf"{name}\s*:\s*([\w-]+)", block)
    return match[1] if match else otherwise


def _address(block: str) -> str:
    """Return where a face is: as TrueType, or else as WOFF, whose compression needs no other library."""
    found = {form: url for url, form in _SOURCE.findall(block)}
    url = (
        found.get("truetype") or found.get("opentype") or found.get("woff") or next(iter(found.values()), "")
    )
    if not url:
        raise _problem("a face has no file")
    return f"https:{url}" if url.startswith("//") else url


def _whole(files: list[bytes]) -> bytes:
    """Return one TrueType font of its parts by script."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont, TTLibError

    fonts = []
    try:
        for data in files:
            font = TTFont(io.BytesIO(data))
            font.flavor = None
            plain = io.BytesIO()
            font.save(plain)
            fonts.append(io.BytesIO(plain.getvalue()))
        if len(fonts) == 1:
            return fonts[0].getvalue()
        whole = io.BytesIO()
        Merger().merge(fonts).save(whole)
        return whole.getvalue()
    except (TTLibError, ImportError, AssertionError, KeyError, ValueError) as error:
        raise _problem(f"a font file cannot be read: {error}") from None


def _cut(heavy: int, italic: bool) -> str:
    name = _NAMES.get(heavy, str(heavy))
    return ("Italic" if name == "Regular" else f"{name}Italic") if italic else name


def _write(path: Path, data: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        message = f"font cannot be written: {error.strerror}"
        hint = "check the permissions of the style's folder"
        raise EnvironmentProblem(Diagnostic("SX030", message, "error", str(path), hint=hint)) from None
    return path


def _download(url: str) -> bytes:
    from urllib.request import Request, build_opener

    if urlsplit(url).scheme != "https" or urlsplit(url).hostname not in _HOSTS:
        raise _problem(f"{url} is not at Google Fonts or Bunny Fonts")
    try:
        with build_opener().open(
            Request(url, headers={"User-Agent": "specexport"}), timeout=_SECONDS
        ) as reply:
            data: bytes = reply.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _problem(f"{url} cannot be fetched: {error}") from None
    if len(data) > _MOST_BYTES:
        raise _problem(f"{url} is too large")
    return data


def _problem(message: str) -> EnvironmentProblem:
    hint = "get the files by hand and put them into the style's fonts folder"
    return EnvironmentProblem(Diagnostic("SX079", message, "error", hint=hint))
