"""The rules of `check`, by code. The catalogue, the documentation, `--explain` and the tests are made from
these.
"""

from __future__ import annotations

from specexport.specification.check.rules import (
    content,
    metadata,
    parts,
    references,
    requirements,
    structure,
    style,
    unfilled,
)
from specexport.specification.check.rules.base import FAMILIES, Case, Edit, Finding, Rule

__all__ = ["FAMILIES", "RULES", "Case", "Edit", "Finding", "Rule"]

RULES: dict[str, Rule] = {
    rule.code: rule
    for module in (unfilled, structure, parts, metadata, references, content, requirements, style)
    for rule in module.FAMILY.rules
}
