"""Serialises the objects of a file once: the engine would do so again for the identifier of the file."""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import Any

import pydyf  # type: ignore[import-untyped] # it has no types

# Half as dear as the highest level, and two in a hundred larger.
_LEVEL = 6


def once(pdf: Any) -> None:
    """Have the objects of `pdf` keep what they are serialised to. None may change after this."""
    for entry in pdf.objects:
        keep(entry)
    add = pdf.add_object

    def add_object(entry: Any) -> None:
        keep(entry)
        add(entry)

    pdf.add_object = add_object  # for the streams that writing itself adds


def keep(entry: Any) -> None:
    """Have `entry` keep what it is serialised to, if it is a stream or dictionary such as are known."""
    for known, kind in _KEEPING:
        if isinstance(entry, known) and type(entry).data is known.data:
            with suppress(TypeError):  # it lies otherwise in memory: it is serialised as often as asked for
                entry.__class__ = kind


class _Stream(pydyf.Stream):  # type: ignore[misc] # pydyf has no types
    """A stream (ISO 32000-1, 7.3.8), compressed once."""

    @property
    def data(self) -> bytes:
        made: bytes | None = self.__dict__.get("made")
        if made is None:
            made = self.made = self._serialised()
        return made

    def _serialised(self) -> bytes:
        # Without properties of its own, a stream is `<</Length N>>`, `stream`, its content, `endstream`.
        _, _, content = pydyf.Stream(self.stream).data.partition(b"\nstream\n")
        content = content.removesuffix(b"\nendstream")
        extra = pydyf.Dictionary(self.extra.copy())
        if self.compress:
            extra["Filter"] = "/FlateDecode"
            content = zlib.compress(content, _LEVEL)
        extra["Length"] = len(content)
        # A line feed alone would make a line ending of a carriage return that is the last of the content.
        end = b"\r\nendstream" if content.endswith(b"\r") else b"\nendstream"
        return b"\n".join((extra.data, b"stream", content)) + end


class _Dictionary(pydyf.Dictionary):  # type: ignore[misc]  # pydyf carries no types
    """A dictionary (ISO 32000-1, 7.3.7), serialised once."""

    @property
    def data(self) -> bytes:
        made: bytes | None = self.__dict__.get("made")
        if made is None:
            made = self.made = super().data
        return made


_KEEPING = ((pydyf.Stream, _Stream), (pydyf.Dictionary, _Dictionary))
