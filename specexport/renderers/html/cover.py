"""A style's own cover page: `cover.html`, a Jinja2 template that may show and not do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specexport.renderers.common.cover_facts import values
from specexport.style import assets

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.context import Context
    from specexport.model.document import Meta
    from specexport.renderers.html.shell import Shell

_MOST_BYTES = 256 << 10


class CoverError(Exception):
    """A cover page cannot be used; the message says why, without a subject."""


def cover(meta: Meta, context: Context, shell: Shell, html: dict[str, Any]) -> str:
    """Return what stands on the style's own cover; nothing where the built-in one is to be shown.

    `html` are values that are HTML already. Below a title block, and without a head, there is no cover.
    """
    path, style = context.style.cover.template, context.style
    if path is None or shell.layout != "cover" or not shell.whole:
        return ""
    known = values(meta, style.company, style.classification, "")
    text = {**known, "subtitle": meta.subtitle, "logo": shell.logo, "words": style.words}
    try:
        return _filled(path, html, {name: value for name, value in text.items() if name not in html})
    except CoverError as error:
        hint = "the built-in cover stands in; see docs/styles.md for what it may show"
        context.warn("SX077", f"the style's cover page {path.name} cannot be used: {error}", None, hint)
        return ""


def _filled(path: Path, html: dict[str, Any], text: dict[str, Any]) -> str:
    """Return the template at `path` filled with values that are HTML already, and text that is escaped.

    It runs in Jinja2's sandbox, reads no other file, and is refused when it asks for a value that there is
    not. Raises CoverError.
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
        raise CoverError(f"{'line ' + str(line) + ': ' if line else ''}{error.message}") from None
    except (OSError, UnicodeDecodeError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise CoverError(str(error)) from None
    if "<h1" not in found:
        raise CoverError("has no <h1> with the title")
    return found


def _marked(value: Any, mark: type[str]) -> Any:
    if isinstance(value, list):
        return [tuple(mark(part) for part in pair) for pair in value]
    return mark(value)
