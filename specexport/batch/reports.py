"""What became of a batch, for machines: JSON, or JUnit XML with a test case for each specification."""

from __future__ import annotations

import re
from html import escape  # what it makes is XML too, and xml.sax would load the network
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.batch.outcome import Entry, Summary

VERSION = 1
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def choose(name: str | None) -> Callable[[Summary], None] | None:
    """Return what writes a report into the file `name`, whose suffix tells its form; None for no name.

    Raises EnvironmentProblem (SX018) for a suffix that tells none.
    """
    if name is None:
        return None
    form = {".json": as_json, ".xml": as_junit}.get(Path(name).suffix.lower())
    if form is None:
        message = f"the suffix of {name} says no form of report"
        raise EnvironmentProblem(Diagnostic("SX018", message, "error", hint="end it in .json or .xml"))
    return lambda summary: files.write(Path(name), form(summary))


def as_json(summary: Summary) -> bytes:
    """Return what became of every specification as JSON."""
    whole = {
        "specexport": VERSION,
        "made": summary.count("made"),
        "kept": summary.count("kept"),
        "failed": summary.count("failed"),
        "seconds": round(summary.seconds, 3),
        "specifications": [_entry(entry) for entry in summary.entries],
        "gone": summary.gone,
        "pruned": summary.pruned,
    }
    return msgspec.json.format(msgspec.json.encode(whole, enc_hook=str), indent=2) + b"\n"


def _entry(entry: Entry) -> dict[str, object]:
    """Return what became of one specification; what else is known of outputs is for the next run."""
    shown = ("path", "target", "bytes", "pages", "seconds", "made")
    outputs = [{name: getattr(one, name) for name in shown} for one in entry.outputs]
    return msgspec.structs.asdict(entry) | {"outputs": outputs}


def as_junit(summary: Summary) -> bytes:
    """Return what became of every specification as JUnit XML; what is up to date counts as passed."""
    cases = "".join(map(_case, summary.entries))
    counts = (
        f'tests="{len(summary.entries)}" failures="{summary.count("failed")}" time="{summary.seconds:.3f}"'
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    suite = f'<testsuite name="specexport batch" {counts}>\n{cases}</testsuite>'
    return f"{head}<testsuites>\n{suite}\n</testsuites>\n".encode()


def _case(entry: Entry) -> str:
    head = f'<testcase name={_attribute(entry.name)} classname="specexport" time="{entry.seconds:.3f}"'
    if not entry.errors:
        return f"{head}/>\n"
    first, text = entry.errors[0], "\n".join(map(str, entry.errors))
    why = f"type={_attribute(first.code)} message={_attribute(first.message)}"
    return f"{head}><failure {why}>{escape(_legal(text), quote=False)}</failure></testcase>\n"


def _attribute(text: str) -> str:
    value = escape(_legal(text)).replace("\n", "&#10;")
    return f'"{value}"'


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
