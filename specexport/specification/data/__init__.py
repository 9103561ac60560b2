"""What a specification says, as typed facts with their source lines."""

from __future__ import annotations

from specexport.specification.data.extract import facts
from specexport.specification.data.model import Facts

__all__ = ["Facts", "facts"]
