"""How a run ends: the exit statuses that all commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.diagnostics import EnvironmentProblem

if TYPE_CHECKING:
    from specexport.core.diagnostics import SpecExportError

GOOD, DOCUMENT_FAILED, CANNOT_RUN, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143

# A source that is not there, is a folder, or cannot be opened: it is the request that is wrong.
_NAMED_IN_VAIN = frozenset({"SX001", "SX002", "SX003"})


def of(error: SpecExportError) -> int:
    """Return how a run with this error ends: 1 where a document is at fault, 2 the request or the machine."""
    if isinstance(error, EnvironmentProblem) or error.diagnostic.code in _NAMED_IN_VAIN:
        return CANNOT_RUN
    return DOCUMENT_FAILED
