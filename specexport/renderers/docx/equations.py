"""Formulas as native equations (Office Math, ISO/IEC 29500-1, 22.1), by one run of pandoc for a document.

pandoc is given a syntax tree of formulas and nothing else, with no access to files or the network.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from typing import TYPE_CHECKING

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.etree import _Element

    from specexport.contracts import Context

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SECONDS = 30
_HEAP = "-M512M"
_API_VERSION = [1, 23, 1]
_DECLARED = re.compile(r' xmlns:\w+="[^"]*"')
# The order of a run's properties (22.1.2.91) and a matrix column's (22.1.2.66), which pandoc does not keep.
_ORDER = ("lit", "nor", "scr", "sty", "brk", "aln", "count", "mcJc")

Formula = tuple[str, bool]


def equations(document: d.Document, context: Context) -> Mapping[Formula, str]:
    """Return the XML of every formula of a document, by its TeX and whether it is displayed.

    What cannot be had is left out, and reported: the renderer then shows the TeX itself.
    """
    nodes = list(walk.find((*document.blocks, *document.meta.title), d.Math))
    if not nodes:
        return {}
    formulas = list(dict.fromkeys((node.text, node.display) for node in nodes))
    try:
        found = _convert(formulas)
    except (OSError, subprocess.SubprocessError, zipfile.BadZipFile, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        context.warn(
            "SX763",
            f"formulas are shown as TeX, since pandoc cannot turn them into equations ({reason})",
            nodes[0].pos,
            hint="run specexport doctor",
        )
        return {}
    for node in nodes:
        if (node.text, node.display) not in found:
            context.warn("SX764", f"formula {_short(node.text)} is shown as TeX, it is not valid", node.pos)
    return found


def _short(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else line[:59] + "…")


def _convert(formulas: Sequence[Formula]) -> dict[Formula, str]:
    from lxml import etree

    packed = _pandoc(json.dumps(_tree(formulas)).encode())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    paragraphs = root.findall(f"{_W}body/{_W}p")
    if len(paragraphs) < len(formulas):
        raise ValueError("pandoc returned too few formulas")
    made = {}
    for formula, paragraph in zip(formulas, paragraphs, strict=False):
        math = next(paragraph.iter(f"{_M}oMathPara", f"{_M}oMath"), None)
        if math is not None:
            made[formula] = _markup(math)
    return made


def _tree(formulas: Iterable[Formula]) -> dict[str, object]:
    """Return pandoc's syntax tree of one paragraph for each formula."""
    blocks = [
        {"t": "Para", "c": [{"t": "Math", "c": [{"t": "DisplayMath" if display else "InlineMath"}, tex]}]}
        for tex, display in formulas
    ]
    return {"pandoc-api-version": _API_VERSION, "meta": {}, "blocks": blocks}


def _pandoc(tree: bytes) -> bytes:
    command = [_program(), "--sandbox", "--from=json", "--to=docx", "--output=-", "+RTS", _HEAP, "-RTS"]
    done = subprocess.run(command, input=tree, capture_output=True, timeout=_SECONDS, check=True)
    return done.stdout


def _program() -> str:
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


def _markup(math: _Element) -> str:
    from lxml import etree

    for props in math.iter(f"{_M}rPr", f"{_M}mcPr"):
        props[:] = sorted(_compatible(list(props)), key=_rank)
    text: str = etree.tostring(math, encoding="unicode", with_tail=False)
    return _DECLARED.sub("", text)


def _compatible(props: list[_Element]) -> list[_Element]:
    """Return properties without script and style where the run is normal text: it is one or the other."""
    if any(prop.tag == f"{_M}nor" for prop in props):
        return [prop for prop in props if prop.tag not in (f"{_M}scr", f"{_M}sty")]
    return props


def _rank(element: _Element) -> int:
    name = str(element.tag).removeprefix(_M)
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
