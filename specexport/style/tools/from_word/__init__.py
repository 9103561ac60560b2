"""From a company's Word template to a style folder: what the template says, in the words of `_brand.yml`.

Taken over are the theme's colours and fonts, the styles of text, headings, title, captions, headers and
footers, the page, what stands in header and footer, and the logo. Nothing of the file is run, followed or
copied but the logo's picture.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.style.find import FILE

if TYPE_CHECKING:
    from specexport.style.tools.from_word.look import LogoFile

_NOTE = """\
# The look of {name}, taken from {template}. Whatever is not here comes from the style `base`.
# Try it with `specexport styles show`, check it with `specexport styles check`.
"""


class Adopted(Struct, frozen=True):
    """A style folder's new `_brand.yml`, and what of the template could not be taken over."""

    path: Path
    notes: tuple[Diagnostic, ...]


def from_docx(template: str | Path, folder: str | Path, company: str = "") -> Adopted:
    """Write the look of the Word file `template` (.docx, .dotx) as a style into `folder`, made if need be.

    `company` is by default the one that the file names, else the folder's name. Raises EnvironmentProblem
    when the template is not there (SX001), cannot be read (SX003) or is refused (SX075), when there is a
    style already (SX059), and when the folder cannot be written (SX030).
    """
    from specexport.style.tools.from_word.template import Template
    from specexport.system.office import Package, read

    source, place = Path(template), Path(folder)
    if (place / FILE).exists():
        hint = "choose another folder"
        raise _refusal("SX059", "there is a style already", place / FILE, hint)
    found = Template(Package(read(source), str(source)))
    brand = found.brand(company or place.resolve().name if not found.company else company or found.company)
    return Adopted(_write(place, brand, found.logo, source.name), tuple(found.notes))


def _write(place: Path, brand: dict[str, object], logo: LogoFile | None, template: str) -> Path:
    import yaml

    name = "".join(char for char in template if char.isprintable())
    text = _NOTE.format(name=place.resolve().name, template=name) + yaml.safe_dump(
        brand, sort_keys=False, allow_unicode=True, width=100
    )
    path = place / FILE
    try:
        (place / "fonts").mkdir(parents=True, exist_ok=True)
        if logo:
            (place / logo.name).write_bytes(logo.data)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise _refusal(
            "SX030", f"style cannot be written: {error.strerror}", path, "check its permissions"
        ) from None
    return path


def _refusal(code: str, message: str, path: Path, hint: str) -> EnvironmentProblem:
    return EnvironmentProblem(Diagnostic(code, message, "error", str(path), hint=hint))
