"""The commands check, new and data, and the files that others run them by."""

from __future__ import annotations

import http.server
import json
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from specexport import cli
from specexport.cli.check import command as check_command
from specexport.cli.data import command as data_command
from specexport.specification.check import explain
from specexport.specification.check.rules import RULES
from specexport.specification.check.web import Prober
from specexport.specification.forms import choose

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[2]
ADR = RULES["SX202"].good
SPEC = "# T\n\n## S\n\nAsk [Your Name].\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    (tmp_path / "specexport.toml").touch()
    return tmp_path


def run(*arguments: str) -> int:
    return cli.main(list(arguments))


def test_check_ends_with_what_it_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.md").write_text(SPEC, encoding="utf-8")
    (folder / "good.md").write_text("# T\n\n## S\n\nText.\n", encoding="utf-8")
    assert run("check", "good.md") == 0
    assert run("check", "bad.md") == 1
    assert run("check", "bad.md", "--ignore", "SX1") == 0
    assert run("check", "lost.md") == 2
    assert run("check", "bad.md", "--select", "SX999") == 2
    assert run("check", "bad.md", "--template", "lost") == 1
    capsys.readouterr()
    assert run("check", ".", "--statistics") == 1
    out = capsys.readouterr().out
    assert "bad.md:5:5: warning SX102" in out
    assert "2 files, 1 of them clean" in out
    assert re.search(r"^ +1  SX102  placeholder-in-brackets$", out, re.MULTILINE)


def test_check_goes_into_folders_but_not_hidden_ones(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.md", "deep/b.markdown", ".git/c.md", "node_modules/d.md", "e.txt"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(SPEC, encoding="utf-8")
    run("check", ".", "--format", "json")
    files = json.loads(capsys.readouterr().out)["files"]
    assert [Path(one["path"]).as_posix() for one in files] == ["a.md", "deep/b.markdown"]


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit", "text"])
def test_check_writes_its_report_where_it_is_told(
    folder: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.md").write_text(SPEC, encoding="utf-8")
    assert run("check", "bad.md", "--format", form, "-o", "out/report") == 1
    assert "SX102" in (folder / "out" / "report").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


def test_check_explains_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--explain", "SX102") == 0
    assert capsys.readouterr().out.rstrip() == explain.explanation("SX102").rstrip()
    assert run("check", "--explain", "sample-row") == 0
    assert RULES["SX106"].summary in capsys.readouterr().out
    assert run("check", "--explain", "SX999") == 2


def test_check_mends(folder: Path) -> None:
    (folder / "bad.md").write_text("# T\n\n### S\n\nText.\n", encoding="utf-8")
    assert run("check", "bad.md") == 1
    assert run("check", "bad.md", "--fix") == 0
    assert (folder / "bad.md").read_text(encoding="utf-8") == "# T\n\n## S\n\nText.\n"


@pytest.mark.parametrize("name", [path.stem for path in sorted(choose.BUILTIN.glob("*.md"))])
def test_new_begins_a_specification_that_finds_its_form(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", "A | B: *c*", "-T", name, "--set", "author=Jo | Ro", "--set", "STATUS=In Review") == 0
    path = folder / capsys.readouterr().out.strip()
    text = path.read_text(encoding="utf-8")
    assert path.name == "a-b-c.md"
    assert "A | B: *c*\n" in text
    assert r"| **Author** | Jo \| Ro |" in text
    assert "| **Status** | In Review |" in text
    assert "| **Created** | 2026-01-02 |" in text
    assert "<!-- optional" not in text
    run("check", path.name, "--format", "json")
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["template"] == {"name": name, "fit": 1.0, "by": "kind"}
    assert not [one for one in file["findings"] if one["code"][:3] != "SX1"]


def test_new_never_overwrites(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.md").write_text("mine", encoding="utf-8")
    assert run("new", "A") == 2
    assert "SX063" in capsys.readouterr().err
    assert (folder / "a.md").read_text(encoding="utf-8") == "mine"
    assert run("new", "A", "-o", "b.md") == 0
    assert run("new", "A", "-o", "lost/b.md") == 2


@pytest.mark.parametrize("wrong", [["-T", "lost"], ["--set", "colour=red"], ["--set", "author"]])
def test_new_refuses_what_it_does_not_know(folder: Path, wrong: list[str]) -> None:
    assert run("new", "A", *wrong) == 2
    assert not (folder / "a.md").exists()


def test_new_begins_from_a_projects_form(folder: Path) -> None:
    form = "---\nowner:\nsince: \n---\n# {{NAME}}\n\n## Steps\n\n- [What]\n"
    (folder / "runbook.md").write_text(form, encoding="utf-8")
    (folder / "specexport.toml").write_text('[templates]\nrunbook = "runbook.md"\n', encoding="utf-8")
    assert run("new", "Disk full", "-T", "runbook", "--set", 'owner=A "B": c') == 0
    text = (folder / "disk-full.md").read_text(encoding="utf-8")
    assert 'owner: "A \\"B\\": c"\n' in text
    assert text.endswith("# Disk full\n\n## Steps\n\n- [What]\n")


def test_new_asks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["Draft", "Me", "PRD-1", "2026-02-03", "2026-02-04"])
    monkeypatch.setattr("click.prompt", lambda *_args, **_options: next(answers))
    assert run("new", "A", "--interactive") == 0
    text = (folder / "a.md").read_text(encoding="utf-8")
    assert "| **PRD Reference** | PRD-1 |" in text
    assert "| **Last Updated** | 2026-02-04 |" in text


def test_data_writes_what_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = str(REPOSITORY / "examples/gauge-firmware/gauge-firmware.md")
    assert run("data", spec) == 0
    assert json.loads(capsys.readouterr().out)["document"]["version"] == "2.0"
    assert run("data", spec, "-t", "openapi", "-o", "api.yaml") == 0
    assert yaml.safe_load((folder / "api.yaml").read_text(encoding="utf-8"))["openapi"].startswith("3.1")
    assert "SX066" in capsys.readouterr().err
    assert run("data", spec, "-t", "csv") == 2
    assert run("data", "--schema") == 0
    assert run("data", "lost.md") == 2


def test_export_refuses_what_is_not_complete(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = ADR.replace("exact sums", "[What]").replace("## Context\n", "## Contexts\n")
    (folder / "spec.md").write_text(spec, encoding="utf-8")
    assert run("export", "spec.md", "-t", "json", "--require-complete") == 1
    err = capsys.readouterr().err
    assert "error SX070" in err
    assert "error SX102 [What]" in err
    assert "error SX202 section 'Context' is missing" in err
    assert not (folder / "spec.json").exists()
    (folder / "good.md").write_text(ADR, encoding="utf-8")
    assert run("export", "good.md", "-t", "json", "--require-complete") == 0


def test_export_shows_placeholders_as_it_is_told(folder: Path) -> None:
    (folder / "spec.md").write_text(SPEC, encoding="utf-8")
    shown = {}
    for mode in ("mark", "hide", "keep"):
        assert run("export", "spec.md", "-t", "html", "--unfilled", mode) == 0
        shown[mode] = (folder / "spec.html").read_text(encoding="utf-8")
    assert '<span class="placeholder">Your Name</span>' in shown["mark"]
    assert "Your Name" not in shown["hide"]
    assert "[Your Name]" in shown["keep"]


def test_the_pages_name_every_option() -> None:
    for page, command in (("check.md", check_command), ("data.md", data_command)):
        text = (REPOSITORY / "docs" / page).read_text(encoding="utf-8")
        for parameter in command.params:
            option = max(parameter.opts, key=len)
            if option.startswith("--") and option not in (
                "--quiet",
                "--debug",
                "--no-color",
                "--json",
                "--output",
                "--to",
            ):
                assert option in text


def test_the_data_page_names_every_member() -> None:
    text = (REPOSITORY / "docs" / "data.md").read_text(encoding="utf-8")
    schema = json.loads((REPOSITORY / "docs" / "facts.schema.json").read_text(encoding="utf-8"))
    for member in schema["$defs"]["Facts"]["properties"]:
        assert f"`{member}`" in text or member in ("version", "template"), member


def arguments(line: str) -> list[str]:
    return line.split(" || ")[0].split()[2:]


def test_the_hooks_run_what_there_is() -> None:
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for hook in hooks:
        assert {"id", "name", "entry", "language", "types"} <= set(hook)
        assert hook["entry"].startswith("specexport check")
        check_command.make_context("check", [*arguments(hook["entry"]), "a.md", "b.md"])
    text = (REPOSITORY / "docs" / "check.md").read_text(encoding="utf-8")
    assert set(re.findall(r"- id: (\S+)", text)) <= {hook["id"] for hook in hooks}


def test_the_workflow_runs_what_there_is() -> None:
    workflow = yaml.safe_load((REPOSITORY / "docs" / "github-actions.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["check"]["steps"]
    lines = [step["run"] for step in steps if step.get("run", "").startswith("specexport check")]
    assert len(lines) == 2
    for line in lines:
        check_command.make_context("check", arguments(line))
    upload = next(step for step in steps if "sarif" in step.get("uses", ""))
    assert upload["with"]["sarif_file"] in lines[1]


class Pages(http.server.BaseHTTPRequestHandler):
    """Answers with the number that the path says, HEAD with 405 where the path says so."""

    asked: list[str]

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        code = 405 if "nohead" in self.path and self.command == "HEAD" else int(self.path[1:4])
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "file:///etc/passwd")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Pages.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as pages_server:
        thread = threading.Thread(target=pages_server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{pages_server.server_port}"
        pages_server.shutdown()
        thread.join()


def test_links_to_the_web_are_asked_once_a_day(tmp_path: Path, server: str) -> None:
    addresses = [f"{server}/{path}" for path in ("200#a", "200#b", "404", "200nohead", "403", "302")]
    now = [0.0]
    probe = Prober(tmp_path / "cache.json", public_only=False, clock=lambda: now[0])
    dead = {address.removeprefix(server): why for address, why in probe(addresses).items()}
    assert dead.keys() == {"/404", "/302"}
    assert dead["/404"] == "the server answers 404"
    assert Pages.asked.count("HEAD /200") == 1
    asked = len(Pages.asked)
    assert probe(addresses).keys() == {f"{server}/404", f"{server}/302"}
    assert len(Pages.asked) == asked
    now[0] = 25 * 3600
    probe(addresses)
    assert len(Pages.asked) == 2 * asked


def test_private_networks_are_not_asked(tmp_path: Path, server: str) -> None:
    assert Prober(tmp_path / "cache.json")([f"{server}/404", "http://localhost/"]) == {}
    assert Pages.asked == []


def test_a_broken_cache_is_forgotten(tmp_path: Path, server: str) -> None:
    (tmp_path / "cache.json").write_text("[1", encoding="utf-8")
    probe = Prober(tmp_path / "cache.json", public_only=False)
    assert list(probe([f"{server}/404"])) == [f"{server}/404"]
