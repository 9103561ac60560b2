"""The beginning of a style: a `_brand.yml` that says what can be said."""

from __future__ import annotations

from pathlib import Path

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.style.find import FILE

_TEXT = Path(__file__).with_name("scaffold.yml")


def init(folder: str | Path, company: str = "") -> Path:
    """Write a `_brand.yml` to start from into `folder`, which is made if need be, and return its path.

    `company` is by default the folder's name. Raises EnvironmentProblem when there is one already (SX059) or
    the folder cannot be written (SX030).
    """
    place = Path(folder)
    path = place / FILE
    name = (company or place.resolve().name).replace('"', "")
    text = _TEXT.read_text("utf-8").replace("{{company}}", name)
    try:
        (place / "fonts").mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        hint = "edit it, or choose another folder"
        raise EnvironmentProblem(
            Diagnostic("SX059", "there is a style already", "error", str(path), hint=hint)
        ) from None
    except OSError as error:
        message = f"style cannot be written: {error.strerror}"
        hint = "check the permissions, or choose another folder"
        raise EnvironmentProblem(Diagnostic("SX030", message, "error", str(path), hint=hint)) from None
    return path
