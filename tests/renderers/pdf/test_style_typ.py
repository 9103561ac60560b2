"""A style's own rules for Typst act, and can do no more than rules do."""

from __future__ import annotations

import re
import socket
import subprocess
from typing import TYPE_CHECKING

import pytest

import specexport
from specexport import style
from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.limits import Limits
from specexport.core.options import Options, PdfEngine
from specexport.renderers.pdf.typst import compiler, own_rules
from specexport.renderers.pdf.typst.compiler import CompileError

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic

pytest.importorskip("typst", reason="there is no wheel of Typst for this machine")

BRAND = "meta: {name: Look}\ndefaults: {specexport: {extends: %s}}\n"
RULES = "#let look(style, body) = {\n  show strong: it => [kwstrong#it.body]\n  body\n}\n"


@pytest.fixture
def look(tmp_path: Path) -> Path:
    folder = tmp_path / "look"
    folder.mkdir()
    (folder / "_brand.yml").write_text(BRAND % "base", "utf-8")
    return folder


def words(folder: Path, engine: PdfEngine = "typst", said: list[Diagnostic] | None = None) -> str:
    data = specexport.convert(
        b"# T\n\n**bold** text\n",
        ["pdf"],
        str(folder),
        options=Options(pdf_engine=engine),
        report=(said if said is not None else []).append,
    )["pdf"].data
    run = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return re.sub(r"\s+", " ", run.stdout.decode())


def test_rules_act(look: Path) -> None:
    (look / "style.typ").write_text(RULES, "utf-8")
    said: list[Diagnostic] = []
    assert "kwstrongbold text" in words(look, said=said)
    assert [one.code for one in said] == []


def test_the_nearest_style_decides_last_and_knows_the_tokens(look: Path, tmp_path: Path) -> None:
    (look / "style.typ").write_text(RULES, "utf-8")
    near = tmp_path / "near"
    near.mkdir()
    (near / "_brand.yml").write_text(BRAND % "../look", "utf-8")
    again = RULES.replace("kwstrong", '#style.colors.at("primary").len()kwnear')
    (near / "style.typ").write_text(again, "utf-8")
    shown = words(near)
    assert "7kwnear" in shown
    assert len(own_rules.paths(style.load(near))) == 2


REFUSED = {
    "a package": '#import "@preview/x:1.0.0": *\n',
    "a package by another name": '#let f() = { import ("@pre" + "view/x:1.0.0") }\n',
    "a file": '#include "/main.typ"\n',
    "code made of a string": '#let f() = eval("1")\n',
    "code made of a string, behind a sign": '#let f() = 0-eval("1")\n',
    "code made of a string, in a formula": '#let f() = $x_std.eval("1")$\n',
    "all that there is": "#let all = dictionary(std)\n",
    "a program": '#let p = plugin("x.wasm")\n',
    "rules without a function": "#set text(red)\n",
    "what is no code": "#let look(style, body) = {\n",
    "what fails": "#let look(style, body) = { panic() }\n",
    "another number of arguments": "#let look(body) = body\n",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_no_style_may_is_an_error_with_its_place(text: str, look: Path) -> None:
    rules = text if "let look" in text or "set text" in text else text + RULES
    (look / "style.typ").write_text(rules, "utf-8")
    with pytest.raises(EnvironmentProblem) as caught:
        words(look)
    told = caught.value.diagnostic
    assert told.code == "SX780"
    assert told.path == str(look / "style.typ")


def test_words_within_others_are_no_such_words(look: Path) -> None:
    rules = RULES.replace("kwstrong", "important-standard evaluation reimport ")
    (look / "style.typ").write_text(rules, "utf-8")
    assert "important-standard" in words(look)


def test_the_compiler_asks_no_web_for_packages_even_if_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler.end()  # another is begun, in this environment
    with socket.create_server(("127.0.0.1", 0)) as web:
        web.settimeout(0)
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{web.getsockname()[1]}")
        files = {"main.typ": b'#import "@preview/cetz:0.3.0"'}
        with compiler.session(Limits(), "x.md") as worker, pytest.raises(CompileError):
            worker.lay((), files)
        with pytest.raises(BlockingIOError):
            web.accept()
    compiler.end()


def test_a_file_beyond_those_of_the_document_is_not_read(look: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("kwsecret", "utf-8")
    (look / "style.typ").write_text(
        f'#let look(style, body) = {{ read("{tmp_path}/secret") + body }}\n', "utf-8"
    )
    with pytest.raises(EnvironmentProblem, match="SX780"):
        words(look)


@pytest.mark.parametrize(
    ("files", "typst", "weasyprint"),
    [
        (["style.typ"], [], ["SX776"]),
        (["style.css"], ["SX776"], []),
        (["style.typ", "style.css"], [], []),
        (["print.css"], ["SX776"], []),
    ],
)
def test_what_acts_in_the_other_engine_alone_is_told_once(
    files: list[str], typst: list[str], weasyprint: list[str], look: Path
) -> None:
    for name in files:
        (look / name).write_text(RULES if name == "style.typ" else "p { margin: 0 }\n", "utf-8")
    told: dict[PdfEngine, list[Diagnostic]] = {"typst": [], "weasyprint": []}
    for engine, said in told.items():
        words(look, engine, said)
    assert [one.code for one in told["typst"]] == typst
    assert [one.code for one in told["weasyprint"]] == weasyprint
