"""A style's own cover page: `cover.html`, a Jinja2 template that may show and not do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specexport.style import assets

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES = 256 << 10


class FragmentError(Exception):
    """A cover page cannot be used; the message says why, without a subject."""


def fill(path: Path, html: dict[str, Any], text: dict[str, Any]) -> str:
    """Return the template at `path` filled with values that are HTML already, and text that is escaped.

    It runs in Jinja2's sandbox, reads no other file, and is refused when it asks for a value that there is
    not. Raises FragmentError.
    """
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    values = {name: _marked(value, Markup) for name, value in html.items()} | text
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    try:
        found = environment.from_string(assets.read(path)[:_MOST_BYTES].decode()).render(values)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise FragmentError(f"{'line ' + str(line) + ': ' if line else ''}{error.message}") from None
    except (OSError, UnicodeDecodeError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise FragmentError(str(error)) from None
    if "<h1" not in found:
        raise FragmentError("has no <h1> with the title")
    return found


def _marked(value: Any, mark: type[str]) -> Any:
    if isinstance(value, list):
        return [tuple(mark(part) for part in pair) for pair in value]
    return mark(value)
