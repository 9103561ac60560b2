"""One run of pandoc over formulas: a syntax tree of them and nothing else, no files and no network."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.graphics.formulas.dialect import fault, known
from specexport.pandoc import process
from specexport.pandoc.ast.names import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.core.context import Context
    from specexport.graphics.formulas import Formula

_LIMITS = process.RunLimits(seconds=30)
_PROBLEM = regex(r"Could not convert TeX math (.*?), rendering as TeX:\n(.*?)(?=\n\[|\Z)", re.DOTALL)
_REASON = regex(r"^ {2}((?:unexpected|unknown|expecting)[^\n]*)", re.MULTILINE)


def run(formulas: Sequence[Formula], context: Context, *options: str) -> tuple[bytes, dict[str, str]]:
    """Return what pandoc makes of one paragraph for each formula, and its reasons against some, by their TeX.

    Where the context has a cache, pandoc is asked once about the same formulas. Raises SpecExportError.
    """
    tree = json.dumps(_tree(formulas))
    told = context.kept(("pandoc", *process.stamp(), *options, tree), lambda: _told(tree, options))
    messages, _, output = told.partition(b"\0")
    reasons = _reasons(messages.decode())
    return output, {
        tex: fault(tex) or reasons[plain] for tex, _ in formulas if (plain := known(tex)) in reasons
    }


def _told(tree: str, options: Iterable[str]) -> bytes:
    """Return pandoc's messages about a syntax tree, a null byte, and what it makes of it."""
    done = process.run(["--from=json", "--output=-", *options], tree.encode(), limits=_LIMITS)
    return done.messages.replace("\0", "").encode() + b"\0" + done.output


def _tree(formulas: Iterable[Formula]) -> dict[str, object]:
    """Return pandoc's syntax tree of one paragraph for each formula."""
    blocks = [
        {
            "t": "Para",
            "c": [{"t": "Math", "c": [{"t": "DisplayMath" if display else "InlineMath"}, known(tex)]}],
        }
        for tex, display in formulas
    ]
    return {"pandoc-api-version": VERSION, "meta": {}, "blocks": blocks}


def _reasons(log: str) -> dict[str, str]:
    found = {}
    for problem in _PROBLEM.finditer(log):
        reason = _REASON.search(problem[2])
        found[problem[1]] = reason[1] if reason else "it is not valid"
    return found
