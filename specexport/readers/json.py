"""Reader of the document model's own JSON form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.model.json import VERSION, Envelope

if TYPE_CHECKING:
    from specexport.core.context import Context, Source
    from specexport.model.document import Document


def read(source: Source, context: Context) -> Document:  # noqa: ARG001 - the reader's contract
    """Return the document in `source`. Raises SpecExportError when it holds something else."""
    try:
        envelope = msgspec.json.decode(source.data, type=Envelope)
    except msgspec.DecodeError as error:
        raise _not_a_document(source, str(error)) from None
    if envelope.specexport != VERSION:
        raise _not_a_document(source, f"version {envelope.specexport}, this program reads {VERSION}")
    return envelope.document


def _not_a_document(source: Source, why: str) -> SpecExportError:
    hint = "make it with: specexport export SPEC -t json"
    return SpecExportError(
        Diagnostic("SX006", f"not a document in JSON form: {why}", "error", source.name, hint=hint)
    )
