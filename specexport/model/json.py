"""The JSON form of a document: what the reader takes and the renderer makes."""

from __future__ import annotations

import msgspec

from specexport.model.document import Document

VERSION = 1


class Envelope(msgspec.Struct, frozen=True):
    """The JSON object: the version of the form, and the document. A node's type is its member `t`."""

    specexport: int
    document: Document
