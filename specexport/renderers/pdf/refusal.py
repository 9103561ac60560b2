"""That an engine does not manage to lay out a document: another may."""

from __future__ import annotations


class LayoutRefused(Exception):  # noqa: N818 - what happens, not a fault of the caller
    """An engine cannot lay out a document; the message says why, in one line."""
