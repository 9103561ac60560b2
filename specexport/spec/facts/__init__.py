"""What a specification says, as typed facts with their source lines."""

from __future__ import annotations

from specexport.spec.facts.extract import facts
from specexport.spec.facts.model import Facts

__all__ = ["Facts", "facts"]
