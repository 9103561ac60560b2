"""The properties that fuzzing attacks."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import strategies

from specexport import style
from specexport.core import registry
from specexport.core.context import Context, Source
from specexport.core.diagnostics import SpecExportError
from specexport.model.characters import OVERRIDE
from specexport.pipeline import flow
from specexport.system import files

from . import judging

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Rendered
    from specexport.core.diagnostics import Diagnostic
    from specexport.model.document import Document

LOOKS = ("base", "corporate", "formal", "minimal")
UNSEEN = re.compile("[\\s\u00ad\u200b\u2060\ufeff]+")


class FoundError(AssertionError):
    """A property does not hold; the message says which, and for which target."""


def context(said: list[Diagnostic], look: str = "base") -> Context:
    """Return a context that touches nothing but the style, on a fixed day."""
    return Context(
        style=style.load(look),
        resources=files.NoFolder(),
        source=Source(b"", "spec.md"),
        today=lambda: date(2026, 1, 2),
        report=said.append,
    )


def holds_for_document(document: Document, targets: Iterable[str], look: str = "base") -> None:
    """Check that every target of any document is sound, and has every word that stands in the document."""
    marked, words = strategies.marked(document)
    _survives_json(marked, context([], look))
    for target in targets:
        said: list[Diagnostic] = []
        rendered = flow.render(marked, target, context(said, look))
        text = UNSEEN.sub("", sound(target, rendered))
        told = " ".join(map(str, said))
        if broken := [one for one in said if one.code == "SX773"]:
            raise FoundError(f"{target}: {broken[0]}")
        if lost := _lost(marked, words, text + told):
            raise FoundError(f"{target} loses {lost[:5]} ({len(lost)} of {len(words)})")


def _lost(document: Document, words: Iterable[str], shown: str) -> list[str]:
    """Return the `words` that are not shown: in a block with an override they may stand backwards.

    That is what Unicode asks for (Unicode Standard Annex 9, 2.2), and SX753 tells the author.
    """
    blocks = (msgspec.json.encode(block).decode() for block in document.blocks)
    turned = {word for block in blocks if OVERRIDE.search(block) for word in strategies.MARK.findall(block)}
    return [word for word in words if word not in shown and not (word in turned and word[::-1] in shown)]


def _survives_json(document: Document, world: Context) -> None:
    data = registry.load("renderers", "json")(document, world).data
    again = registry.load("readers", "json")(Source(data, "spec.json"), world)
    if again != document:
        raise FoundError("json: what is read is not what was written")


def holds_for_text(data: bytes, targets: Iterable[str]) -> bool:
    """Check that any bytes are read or refused in one line, and that what is made of them is sound.

    Returns whether they were read.
    """
    said: list[Diagnostic] = []
    world = context(said)
    try:
        document = flow.read(Source(data, "spec.md"), world)
        made = {target: flow.render(document, target, world) for target in targets}
    except SpecExportError as error:
        if error.diagnostic.code == "SX099" or "\n" in str(error):
            raise FoundError(f"refused badly: {error}") from error
        return False
    if bad := [str(one) for one in said if "\n" in str(one)]:
        raise FoundError(f"said in several lines: {bad[0]!r}")
    for target, rendered in made.items():
        sound(target, rendered)
    return True


def sound(target: str, rendered: Rendered) -> str:
    """Return the words of an output, unless it has a fault."""
    match target:
        case "html":
            page = judging.Page(rendered.data.decode())
            faults, text = page.faults, page.text
            if len(page.scripts) != 1:
                faults.append(f"{len(page.scripts)} scripts")
        case "docx":
            faults, text = judging.package(rendered.data)
        case "pdf":
            faults, text = judging.paper(rendered.data), _printed(rendered.data)
        case _:
            faults, text = [], rendered.data.decode()
    if faults:
        raise FoundError(f"{target}: {faults[:3]}")
    return text


def _printed(data: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        return ""
    return subprocess.run(
        [program, "-raw", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
