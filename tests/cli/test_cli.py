"""The command: what it prints and where, how it exits, and that every failure is one line."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from specexport import __version__
from specexport.cli import main
from specexport.cli.application import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "# Technical Specification: Ledger\n\n## Scope\n\nAll of it.\n"
LINE = re.compile(r"^(\S.*: )?(error|warning|info) SX\d{3} \S.*[^.]$")


@pytest.fixture(autouse=True)
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A specification in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "spec.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run_main(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_main


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "specexport", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, **options)


def files() -> set[str]:
    return {path.name for path in Path().iterdir()} - {"spec.md"}


# What it does


def test_every_command_has_help(run: Any) -> None:
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    for name in COMMANDS:
        assert re.search(rf"^  {name}  +\S", out, re.MULTILINE)
        assert run(name, "--help")[0] == 0


def test_no_arguments_are_a_question_for_help(run: Any) -> None:
    for arguments in ((), ("styles",)):
        code, out, err = run(*arguments)
        assert out.startswith(" ".join(("Usage: specexport", *arguments)))
        assert (code, err) == (2, "")


def test_the_version(run: Any) -> None:
    assert run("--version") == (0, f"specexport {__version__}\n", "")


def test_a_line_for_every_file_written(run: Any) -> None:
    code, out, err = run("export", "spec.md", "-t", "json,pdf", "-t", "html")
    assert (code, err) == (0, "")
    first, *rest = out.splitlines()
    assert re.fullmatch(r"spec\.pdf  \d+ kB  \d+ pages?  \d+\.\d\d s", first)
    assert [re.fullmatch(r"(\S+)  [\d.]+ k?B  \d+\.\d\d s", line)[1] for line in rest] == [
        "spec.json",
        "spec.html",
    ]  # type: ignore[index]  # it matches
    assert files() == {"spec.pdf", "spec.json", "spec.html"}


def test_the_suffix_says_the_target(run: Any) -> None:
    assert run("export", "spec.md", "-o", "out/report.json")[0] == 0
    assert Path("out/report.json").read_bytes().startswith(b"{")


def test_from_stream_to_stream() -> None:
    made = process("export", "-", "-t", "json", "-o", "-", input=TEXT.encode())
    assert (made.returncode, made.stderr) == (0, b"")
    assert made.stdout.startswith(b"{")
    assert files() == set()


def test_quiet_says_nothing_and_warns_nothing(run: Any, spec: Path) -> None:
    spec.write_text(TEXT + "\n![x](none.png)\n", encoding="utf-8")
    assert run("export", "spec.md", "-t", "json", "-q") == (0, "", "")
    assert run("-q", "export", "spec.md", "-t", "json") == (0, "", "")


def test_a_warning_names_the_place_and_does_not_fail(run: Any, spec: Path) -> None:
    spec.write_text(TEXT + "\n![x](none.png)\n", encoding="utf-8")
    code, out, err = run("export", "spec.md", "-t", "json")
    assert code == 0
    assert out.startswith("spec.json  ")
    assert re.fullmatch(r"spec\.md:7:\d+: warning SX403 picture none\.png is not there \(.+\)\n", err)


def test_several_specifications_go_on_after_a_failure(run: Any) -> None:
    Path("empty.md").write_bytes(b"")
    code, out, err = run("export", "none.md", "empty.md", "spec.md", "-t", "json")
    assert code == 2, "the request names a file that is not there"
    assert out.startswith("spec.json  ")
    assert [LINE.match(line) is not None for line in err.splitlines()] == [True, True]
    assert "none.md: error SX001" in err
    assert "SX005" in err


def test_formats_lists_all(run: Any) -> None:
    code, out, err = run("formats")
    assert (code, err) == (0, "")
    for name in ("markdown", "json", "html", "pdf", "docx", "mistune", "weasyprint"):
        assert name in out


def test_the_root_lets_pictures_in(run: Any, tmp_path: Path) -> None:
    import kitchen_sink

    (tmp_path / "docs").mkdir()
    (tmp_path / "pixel.png").write_bytes(kitchen_sink.PIXEL)
    (tmp_path / "docs" / "spec.md").write_text(
        TEXT + "\n![x](/pixel.png) ![y](../pixel.png)\n", encoding="utf-8"
    )
    assert run("export", "docs/spec.md", "-t", "json")[2].count("SX732") == 2
    assert run("export", "docs/spec.md", "-t", "json", "--root", ".")[2] == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run: Any, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", f"/bin/{shell}")
    assert "_SPECEXPORT_COMPLETE" in run("completion", shell)[1]
    assert run("completion") == run("completion", shell)


def test_completion_completes_targets_and_styles() -> None:
    for words, wanted in (
        ("specexport export -t html,d", b"html,docx"),
        ("specexport export -s ba", b"base"),
    ):
        environment = {"_SPECEXPORT_COMPLETE": "zsh_complete", "COMP_WORDS": words, "COMP_CWORD": "3"}
        assert wanted in process(env={**os.environ, **environment}).stdout


def test_doctor_finds_this_machine_fit(run: Any) -> None:
    code, out, _ = run("doctor")
    assert code == (2 if "MISSING" in out else 0)
    assert re.search(r"^ok +weasyprint +\d", out, re.MULTILINE)


def test_doctor_asks_for_what_this_platform_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    from specexport.api import doctor

    required = [
        "click>=8",
        "nowhere-one>=1; sys_platform == 'cp/m'",
        "nowhere-two; extra == 'x'",
        "click>=999",
    ]
    monkeypatch.setattr(metadata, "requires", lambda _: [*required, "nowhere-three>=2"])
    checks = [check for check in doctor.examine() if check.name == "click" or "nowhere" in check.name]
    assert [(check.name, check.good) for check in checks] == [
        ("click", True),
        ("click", False),
        ("nowhere-three", False),
    ]
    assert checks[1].found.endswith("too old or too new")
    assert checks[2].remedy.endswith("-m pip install 'nowhere-three>=2'")


def test_doctor_says_what_mends(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from specexport.api import doctor

    lacking = [doctor.Check("Pango (for pdf)", False, "cannot load", "apt-get install -y libpango-1.0-0")]
    monkeypatch.setattr(doctor, "examine", lambda: lacking)
    code, out, _ = run("doctor")
    assert code == 2
    assert "MISSING" in out
    assert "mend it with: apt-get install -y libpango-1.0-0" in out


# How it fails


@pytest.mark.parametrize(
    ("code", "status", "arguments"),
    [
        ("SX001", 2, ["export", "none.md"]),
        ("SX002", 2, ["data", ".", "-t", "csv"]),
        ("SX004", 1, ["export", "latin.md"]),
        ("SX005", 1, ["export", "empty.md"]),
        ("SX006", 1, ["export", "list.json", "-t", "html"]),
        ("SX010", 2, ["export", "spec.md", "-t", "hmtl"]),
        ("SX011", 2, ["export", "spec.md", "--from", "wrod"]),
        ("SX011", 1, ["export", "words.pdf", "-t", "html"]),
        ("SX796", 1, ["export", "words.docx", "-t", "html"]),
        ("SX013", 2, ["export", "spec.md", "-s", "none-such"]),
        ("SX015", 2, ["export", "spec.md", "sub/../spec.md"]),
        ("SX016", 2, ["export", "spec.md", "empty.md", "-o", "out.pdf"]),
        ("SX017", 2, ["export", "list.json", "-t", "json"]),
        ("SX018", 2, ["export", "spec.md", "-o", "-"]),
        ("SX019", 2, ["export"]),
        ("SX019", 2, ["exprot", "spec.md"]),
        ("SX019", 2, ["spec.md"]),
        ("SX019", 2, ["sub"]),
        ("SX019", 2, ["styles", "chekc"]),
        ("SX019", 2, ["export", "spec.md", "--colour"]),
        ("SX019", 2, ["export", "spec.md", "-o"]),
        ("SX019", 2, ["completion", "tcsh"]),
        ("SX032", 2, ["export", "spec.md", "-t", "json", "-o", "empty.md/out.json"]),
    ],
)
def test_every_failure_is_one_line(run: Any, code: str, status: int, arguments: list[str]) -> None:
    Path("latin.md").write_bytes("# Übersicht".encode("latin-1"))
    Path("empty.md").write_bytes(b"")
    Path("list.json").write_bytes(b"[]")
    for name in ("words.docx", "words.pdf"):
        Path(name).write_bytes(b"No archive, but words.")
    Path("sub").mkdir()
    before = files()
    exit_code, out, err = run(*arguments)
    (line,) = err.splitlines()
    assert LINE.match(line), line
    assert f"error {code} " in line
    assert line.endswith(")"), "there is a remedy"
    assert (exit_code, out) == (status, "")
    assert files() == before


def test_an_older_file_survives_a_failure(run: Any, spec: Path) -> None:
    Path("spec.html").write_bytes(b"old")
    spec.write_bytes(b"\xff")
    assert run("export", "spec.md", "-t", "html")[0] == 1
    assert Path("spec.html").read_bytes() == b"old"


def test_a_fault_of_the_program_is_one_line_and_debug_shows_it(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from specexport.renderers import json

    def fail(*_: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(json, "render", fail)
    code, _, err = run("export", "spec.md", "-t", "json")
    assert code == 1
    assert re.fullmatch(r"spec\.md: error SX099 unexpected RuntimeError: two lines \(.*--debug.*\)\n", err)
    assert "Traceback" in run("export", "spec.md", "-t", "json", "--debug")[2]


def test_a_fault_outside_documents_is_one_line_too(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from specexport.pipeline import plan

    def fail(*_: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(plan, "plan", fail)
    code, _, err = run("export", "spec.md")
    assert code == 2
    assert len(err.splitlines()) == 1
    assert "SX099" in err
    assert "Traceback" in run("--debug", "export", "spec.md")[2]


def test_what_is_printed_cannot_steer_a_terminal(run: Any) -> None:
    name = "\u202e\u009b2J\x1b[31m\n.md"
    assert run("export", name)[2].startswith(r"\u202e\x9b2J\x1b[31m\x0a.md: error SX001 ")
    Path(name).write_text(TEXT, encoding="utf-8")
    assert run("export", name, "-t", "json")[1].startswith(r"\u202e\x9b2J\x1b[31m\x0a.json  ")


def test_colours_are_for_terminals_and_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for arguments, environment, coloured in (([], "", True), (["--no-color"], "", False), ([], "1", False)):
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setenv("NO_COLOR", environment)
        assert main(["export", "none.md", *arguments]) == 2
        assert ("\x1b[31m" in terminal.getvalue()) is coloured
        assert ("\x1b[1m" in terminal.getvalue()) is coloured


def test_progress_is_shown_on_a_terminal_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["export", "spec.md", "-t", "json"]) == 0
    assert terminal.getvalue() == "spec.md (1 of 1) ...\r\x1b[K"


@pytest.mark.skipif(os.name != "posix", reason="a full device as Linux has it")
@pytest.mark.parametrize("arguments", [["formats"], ["export", "spec.md", "-t", "json", "-o", "-"]])
def test_a_full_standard_output_is_one_line(arguments: list[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "specexport", *arguments]
        made = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert made.returncode == 2
    assert re.fullmatch(rb".*error SX031 .*\n", made.stderr)


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_without_a_trace(number: int, status: int) -> None:
    command = [sys.executable, "-m", "specexport", "export", "-", "-t", "json"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until_it_reads(child.pid)
    child.send_signal(number)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out, err.strip()) == (status, b"", b"")
    assert files() == set()


def wait_until_it_reads(pid: int) -> None:
    """Return once the process waits for its input, or after a while where that cannot be seen."""
    waiting = Path(f"/proc/{pid}/wchan")
    for _ in range(100):
        time.sleep(0.05)
        if waiting.exists() and "pipe" in waiting.read_text(encoding="ascii"):
            return


def test_strange_names_and_no_locale(tmp_path: Path) -> None:
    folder = tmp_path / "with space 'quote' 日本 é"
    folder.mkdir()
    (folder / "spéc.md").write_text(TEXT, encoding="utf-8")
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    made = process("export", str(folder / "spéc.md"), "-t", "json", env=environment)
    assert (made.returncode, made.stderr) == (0, b"")
    assert (folder / "spéc.json").is_file()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_wrong_option_of_any_command_is_one_line(run: Any, name: str) -> None:
    code, out, err = run(name, "--no-such-option")
    (line,) = err.splitlines()
    assert line.startswith("error SX019 ")
    assert line.endswith(f"(see: specexport {name} --help)")
    assert (code, out) == (2, "")
