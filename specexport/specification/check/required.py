"""What a specification must not lack where only complete ones may be exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.specification.check import run as checks
from specexport.system import files, settings

if TYPE_CHECKING:
    from specexport.core.context import Context

# What is missing or not filled in, of all that is found.
_INCOMPLETE = ("SX1", "SX201", "SX202", "SX203", "SX207", "SX208", "SX209", "SX210", "SX301", "SX302")


def hold_complete(context: Context) -> None:
    """Raise SpecExportError (SX070), with all that is missing, unless the context's source is complete."""
    source = context.source
    folder = Path() if source.name == files.STREAM else Path(source.name).parent
    config = settings.of_project(folder)
    narrowed = replace(config, check=replace(config.check, select=_INCOMPLETE))
    result = checks.check(source, context, narrowed)
    if result.passed:
        return
    count = len(result.found)
    message = f"the specification is not complete: {count} thing{'s' * (count != 1)} missing or not filled in"
    hint = "fill it in, or export it without --require-complete"
    refusal = Diagnostic("SX070", message, "error", source.name, hint=hint)
    raise SpecExportError(refusal, *(replace(found, severity="error") for found in result.diagnostics))
