"""One document through pandoc: tree and options in, the file out, with what was lost on the way."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from specexport.core.context import Rendered
from specexport.model import document as d
from specexport.model import walk
from specexport.pandoc import process
from specexport.pandoc.ast import tree
from specexport.renderers.pandoc import package, pictures, shape
from specexport.renderers.pandoc.looks import look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.core.context import Context
    from specexport.renderers.pandoc.formats import Format

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# In JSON: an escaped backslash, which is passed over, or a control character.
_ILLEGAL = re.compile(rb"\\\\|\\u00(?:0[0-8bBcCeEfF]|1[0-9a-fA-F])|\\[bf]")
# The first moment that a zip archive can tell, for a document that says no date.
_EPOCH = date(1980, 1, 1)
_SECONDS_PER_DAY = 86400

# What is lost, though pandoc says it by the way; of the rest only its warnings are told.
_LOSSES = frozenset({"BlockNotRendered", "InlineNotRendered", "SkippedContent"})
# Warnings about what this program leaves to pandoc, or gives it on purpose.
_KNOWN = frozenset({"NoTitleElement", "NoLangSpecified", "CouldNotDetermineImageSize", "Deprecated"})
_LONGEST = 160


def render(form: Format, document: d.Document, context: Context) -> Rendered:
    """Return `document` in the format `form`. Raises SpecExportError when pandoc cannot do it."""
    placed, beside = pictures.placed(document, form, context)
    shaped = shape.shaped(placed, form, context.style)
    day = _day(document.meta)
    touch = look(form, document, context.style, day.isoformat())
    data = _clean(msgspec.json.encode(tree(shaped, carry=False)))
    options = [*_options(form, document, context), *touch.options]
    done = process.run(options, data, context.source_name, variables=_dated(day))
    _tell_losses(done.log, document, context, form.writer)
    if form.packed:
        _tell_rules(done.log, document, context, form.writer)
    if form.style:
        made = touch.finished(done.output)
    elif form.packed:
        made = package.repacked(done.output)
    else:
        made = done.output.strip(b"\n") + b"\n"
    return Rendered(made, files=beside)


def _clean(data: bytes) -> bytes:
    """Return JSON with U+FFFD for what XML 1.0 leaves out (2.2, production Char): no writer sees to that."""
    replaced = _ILLEGAL.sub(lambda match: match[0] if match[0] == b"\\\\" else b"\\ufffd", data)
    return replaced.replace("\ufffe".encode(), b"\\ufffd").replace("\uffff".encode(), b"\\ufffd")


def _options(form: Format, document: d.Document, context: Context) -> Iterator[str]:
    style = context.style
    yield from ("--from=json", f"--to={form.writer}", "--output=-", "--standalone", "--wrap=preserve")
    yield from form.options
    if form.numbered and (depth := shape.numbering(document)):
        yield "--number-sections"
        yield f"--variable=secnumdepth={depth}"
    if form.slides:
        yield "--slide-level=2"
    if form.contents and document.contents:
        yield "--toc"
        yield f"--toc-depth={style.contents_depth}"
        yield f"--variable=toc-title={style.words.contents}"


def _day(meta: d.Meta) -> date:
    """Return the day by which a file is dated: its document's, never the clock's."""
    said = next((day for day in (meta.updated, meta.created) if _DAY.fullmatch(day)), "")
    try:
        return max(date.fromisoformat(said), _EPOCH) if said else _EPOCH
    except ValueError:
        return _EPOCH


def _dated(day: date) -> dict[str, str]:
    return {"SOURCE_DATE_EPOCH": str((day - date(1970, 1, 1)).days * _SECONDS_PER_DAY)}


def _tell_losses(log: Iterable[dict[str, Any]], document: d.Document, context: Context, target: str) -> None:
    """Report what `log`, the messages of a run, says was lost in the file for `target`."""
    formulas = {node.text: node for node in walk.find(document.blocks, d.Math)}
    for entry in log:
        kind, pretty = str(entry.get("type", "")), str(entry.get("pretty", ""))
        if kind == "CouldNotConvertTeXMath":
            tex = str(entry.get("contents", ""))
            node = formulas.get(tex)
            message = f"formula {_short(tex)!r} is shown as TeX in {target}"
            context.warn("SX756", message, node.pos if node else None, "correct the formula")
        elif kind in _LOSSES or (entry.get("verbosity") == "WARNING" and kind not in _KNOWN):
            message = f"{target} is not all of it: {_short(pretty)}"
            context.warn("SX797", message, None, "say it in another way, or choose another format")


def _tell_rules(log: Iterable[dict[str, Any]], document: d.Document, context: Context, target: str) -> None:
    """Report arrays with rules, of which formulas that pandoc makes have none."""
    as_tex = {str(entry.get("contents", "")) for entry in log}
    for node in walk.find(document.blocks, d.Math):
        if "\\begin" not in node.text or node.text in as_tex:
            continue
        from specexport.graphics.formulas import dialect, rules

        if rules.marked(dialect.known(node.text)):
            message = f"{target} has no rules in formula {_short(node.text)!r}"
            context.warn("SX797", message, node.pos, "say it in a table, or choose another format")


def _short(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
