"""Nothing in what is made of the features can act, but the page's own script, which its policy names."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from fuzz import judging
from msgspec.structs import replace

from specexport import style
from specexport.core.context import Context, Source
from specexport.core.options import Options
from specexport.pipeline import job
from specexport.system import files

HERE = Path(__file__).parent
FEATURES = sorted(HERE.glob("*.md"))
# One document says it for PDF: pages are the web page laid out, which is looked at for every feature.
ODD = HERE / "html.md"


def context(options: Options | None = None) -> Context:
    return Context(
        style=style.load("base"),
        resources=files.Folder(HERE),
        source=Source(b"", "spec.md"),
        today=lambda: date(2026, 1, 2),
        options=options or Options(),
    )


def made(path: Path, *targets: str, options: Options | None = None) -> dict[str, bytes]:
    source = Source(path.read_bytes(), path.name)
    return {
        target: one.data
        for target, one in job.convert(replace(context(options), source=source), targets).items()
    }


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_pages_and_word_files_have_nothing_that_acts(path: Path) -> None:
    outputs = made(path, "html", "docx")
    page = judging.Page(outputs["html"].decode())
    assert page.faults == []
    assert judging.package(outputs["docx"])[0] == []
    (script,) = page.scripts
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', outputs["html"].decode())
    assert policy
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy[1].split(";") if rule.strip())
    assert rules["script-src"].replace("&#39;", "'") == f"'sha256-{digest}'"
    for kind in ("connect-src", "frame-src", "object-src"):
        assert rules[kind].replace("&#39;", "'") == "'none'"


def test_a_pdf_has_nothing_that_acts_and_no_attachment_that_nobody_asked_for() -> None:
    assert judging.paper(made(ODD, "pdf")["pdf"]) == []
    attached = made(ODD, "pdf", options=Options(attach_source=True))["pdf"]
    assert judging.paper(attached, attachments=1) == []
    assert judging.paper(attached) == ["1 attachments"]


@pytest.mark.parametrize(
    "action",
    ["/S /JavaScript /JS (x)", "/S /Launch /F (x)", "/S /URI /URI (javascript:x)", "/S /GoToR /F (x)"],
)
def test_what_acts_in_a_pdf_is_seen(action: str) -> None:
    import io

    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root["/Thing"] = pdf.make_indirect(pikepdf.Object.parse(f"<< {action} >>".encode()))
    file = io.BytesIO()
    pdf.save(file)
    assert judging.paper(file.getvalue())
