"""One run of pandoc over formulas: a syntax tree of them and nothing else, no files and no network."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

from specexport.formulas.dialect import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.formulas.convert import Formula

_SECONDS = 30
_HEAP = "-M512M"
_API_VERSION = [1, 23, 1]
_PROBLEM = re.compile(r"Could not convert TeX math (.*?), rendering as TeX:\n(.*?)(?=\n\[|\Z)", re.DOTALL)
_REASON = re.compile(r"^ {2}((?:unexpected|unknown|expecting)[^\n]*)", re.MULTILINE)


def run(formulas: Sequence[Formula], *options: str) -> tuple[bytes, dict[str, str]]:
    """Return what pandoc makes of one paragraph for each formula, and its reasons against some, by their TeX.

    Raises OSError, subprocess.SubprocessError.
    """
    tree = json.dumps(_tree(formulas)).encode()
    command = [program(), "--sandbox", "--from=json", "--output=-", *options, "+RTS", _HEAP, "-RTS"]
    done = subprocess.run(command, input=tree, capture_output=True, timeout=_SECONDS, check=True)
    reasons = _reasons(done.stderr.decode("utf-8", "replace"))
    return done.stdout, {tex: reasons[plain] for tex, _ in formulas if (plain := known(tex)) in reasons}


def program() -> str:
    """Return the path of pandoc: the one that its package carries, or one on the PATH."""
    import shutil
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            carried = Path(folder) / "files" / name
            if carried.is_file():
                return str(carried)
    found = shutil.which("pandoc")
    if found is None:
        raise FileNotFoundError("it is not installed")
    return found


def _tree(formulas: Iterable[Formula]) -> dict[str, object]:
    """Return pandoc's syntax tree of one paragraph for each formula."""
    blocks = [
        {
            "t": "Para",
            "c": [{"t": "Math", "c": [{"t": "DisplayMath" if display else "InlineMath"}, known(tex)]}],
        }
        for tex, display in formulas
    ]
    return {"pandoc-api-version": _API_VERSION, "meta": {}, "blocks": blocks}


def _reasons(log: str) -> dict[str, str]:
    found = {}
    for problem in _PROBLEM.finditer(log):
        reason = _REASON.search(problem[2])
        found[problem[1]] = reason[1] if reason else "it is not valid"
    return found
