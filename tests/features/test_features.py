"""What docs/formats.md says becomes of each feature does come out of a small specification that has it."""

from __future__ import annotations

import html
import io
import re
import runpy
import shutil
import subprocess
import tomllib
import zipfile
import zlib
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from specexport import style
from specexport.core import registry
from specexport.core.context import Context, Source
from specexport.core.options import Options
from specexport.pipeline import flow, job
from specexport.system import files

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
FEATURES = tomllib.loads((HERE / "features.toml").read_text(encoding="utf-8"))["feature"]
TARGETS = ("html", "pdf", "docx")
SPECS = sorted(path.stem for path in HERE.glob("*.md"))


def context() -> Context:
    return Context(
        style=style.load("base"),
        resources=files.Folder(HERE),
        source=Source(b"", "spec.md"),
        today=lambda: date(2026, 1, 2),
    )


@cache
def made(spec: str) -> dict[str, str]:
    """Return by target what is looked at of the files made of a specification."""
    source = Source((HERE / f"{spec}.md").read_bytes(), f"{spec}.md")
    data = {
        target: rendered.data
        for target, rendered in job.convert(replace(context(), source=source), TARGETS).items()
    }
    return {"html": _html(data["html"]), "pdf": _pdf(data["pdf"]), "docx": _docx(data["docx"])}


@cache
def by_typst(spec: str) -> str:
    """Return what is looked at of the PDF that Typst lays out."""
    pytest.importorskip("typst", reason="there is no wheel of Typst for this machine")
    source = Source((HERE / f"{spec}.md").read_bytes(), f"{spec}.md")
    asked = replace(context(), source=source, options=Options(pdf_engine="typst"))
    return _pdf(job.convert(asked, ["pdf"])["pdf"].data)


def _html(data: bytes) -> str:
    return re.sub(r"<(script|style)\b.*?</\1>", "", data.decode(), flags=re.DOTALL)


def _pdf(data: bytes) -> str:
    return "\n".join(
        (
            _poppler("pdfinfo", "-", data=data),
            _poppler("pdfinfo", "-struct-text", "-", data=data),
            _poppler("pdftotext", "-raw", "-", "-", data=data),
            *map(_inflated, re.findall(rb"/ObjStm\b.*?stream\r?\n(.*?)endstream", data, re.DOTALL)),
        )
    )


def _inflated(stream: bytes) -> str:
    return zlib.decompressobj().decompress(stream).decode("latin-1")


def _poppler(name: str, *arguments: str, data: bytes) -> str:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not on the PATH")
    done = subprocess.run([program, *arguments], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def _docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return html.unescape("\n".join(package.read(name).decode() for name in parts))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature["source"])
def test_it_becomes_what_the_table_says(feature: dict[str, dict[str, list[str]]], target: str) -> None:
    out = made(str(feature["spec"]))[target]
    assert feature[target]["evidence"]
    assert missing(feature[target]["evidence"], out) == []


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature["source"])
def test_either_engine_makes_it_so(feature: dict[str, dict[str, list[str]]]) -> None:
    signs = feature.get("typst", feature["pdf"])["evidence"]
    assert missing(signs, by_typst(str(feature["spec"]))) == []


def missing(signs: list[str], out: str) -> list[str]:
    return [sign for sign in signs if not re.search(sign, out, re.DOTALL)]


@pytest.mark.parametrize("spec", SPECS)
def test_its_document_survives_json(spec: str) -> None:
    source = Source((HERE / f"{spec}.md").read_bytes(), f"{spec}.md")
    document = flow.read(source, context())
    data = flow.render(document, "json", context()).data
    assert flow.read(Source(data, "spec.json"), context()) == document


def test_every_specification_has_a_row_and_every_row_every_format() -> None:
    assert {feature["spec"] for feature in FEATURES} == set(SPECS)
    assert all(feature.keys() >= set(TARGETS) for feature in FEATURES)
    assert set(TARGETS) | {"json"} <= registry.targets().keys()


def test_the_page_is_made_of_the_table() -> None:
    make = runpy.run_path(str(REPOSITORY / "docs" / "make_formats.py"))
    written = (REPOSITORY / "docs" / "formats.md").read_text(encoding="utf-8")
    assert written == make["page"](), "run docs/make_formats.py"
