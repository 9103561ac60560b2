"""The characters that no file can hold, and those that are not seen."""

from __future__ import annotations

import re

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (fifth edition, 2.2, production Char) leaves out, and the C1 controls that HTML forbids."""

# Explicit directional embeddings, overrides and isolates (Unicode Standard Annex 9, 2.1 to 2.5).
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
OVERRIDE = re.compile("[\u202d\u202e]")


def clean(text: str) -> str:
    """Return `text` with U+FFFD for every character that no XML document may hold."""
    return ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def visible(text: str) -> str:
    """Return `text` with a name such as `[U+202E]` for every character that turns the order of others."""
    return TURNING.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)
