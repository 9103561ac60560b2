"""The names that a block of code declares: by them a form's sample is known again, however it is laid out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model.listing import language as language_of

if TYPE_CHECKING:
    from specexport.model.document import CodeBlock

_DECLARED = regex(
    r"\b(?:create\s+table(?:\s+if\s+not\s+exists)?|class|struct|interface|trait|enum|def|func|function|fn|type)\s+"
    r"[\"`]?([A-Za-z_]\w*)",
    re.I,
)
_KEY = regex(r"^[ \t]*[\"']?([A-Za-z_][\w-]*)[\"']?[ \t]*:", re.M)
_DATA = frozenset({"json", "json5", "jsonc", "yaml", "yml", "toml"})


def names_in(block: CodeBlock) -> frozenset[str]:
    """The names that `block` declares, or the keys that it sets where it is data, in lower case."""
    language = language_of(block.attr)
    code = re.sub(r"^[ \t]*(?://|#|--)[^\n]*$", "", block.text, flags=re.M)
    pattern = _KEY if language in _DATA else _DECLARED
    return frozenset(name.lower() for name in pattern.findall(code))
