"""Limits: how users write them, what they refuse, and that every message says how to raise them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kitchen_sink
import pytest
from msgspec.structs import fields, replace

from specexport.core.context import Source
from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
from specexport.core.limits import NAMES, STANDARD, Limits, applied
from specexport.pipeline import environment, flow, job
from specexport.renderers.pdf import budget
from specexport.system import files, processes

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits as POSIX has them")
PAGE = Path(__file__).parents[2] / "docs" / "limits.md"

# How users write them


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("pixels", "10m", 10_000_000),
        ("pixels", 5, 5),
        ("list-items", "1_000", 1000),
        ("source-bytes", "64MiB", 64 * 2**20),
        ("memory", "1.5 GiB", 3 * 2**29),
        ("picture-bytes", "1kB", 1000),
        ("seconds", "1.5min", 90.0),
        ("seconds", 0.25, 0.25),
        ("nesting", "0", 0),
    ],
)
def test_a_limit_is_a_number_with_a_unit(name: str, text: object, value: float) -> None:
    assert getattr(applied({name: text}), name.replace("-", "_")) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *[("pixels", text) for text in ("", "many", "-1", "1e9", "10 MiB", "1.2.3", "inf", "nan", "9" * 40)],
        *[("pixels", value) for value in (True, [], -1, None)],
        ("seconds", "1k"),
        ("no-such", "1"),
        ("source_bytes", "1"),
    ],
)
def test_what_is_no_limit_is_told_with_what_is(name: str, text: object) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        applied({name: text}, STANDARD, "specexport.toml")
    told = caught.value.diagnostic
    assert (told.code, told.path) == ("SX061", "specexport.toml")
    assert told.hint


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("specexport.toml", 'style = "base"\n[limits]\npixels = "10m"\nseconds = 1.5\n'),
        ("pyproject.toml", '[tool.specexport.limits]\npixels = "10m"\nseconds = 1.5\n'),
    ],
)
def test_a_project_sets_limits_and_the_command_line_comes_before_it(
    tmp_path: Path, file: str, text: str
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "specs").mkdir()
    (tmp_path / file).write_text(text, encoding="utf-8")
    spec = str(tmp_path / "specs" / "spec.md")
    assert environment.project_limits(spec) == replace(STANDARD, pixels=10_000_000, seconds=1.5)
    assert environment.project_limits(spec, {"pixels": "7"}) == replace(STANDARD, pixels=7, seconds=1.5)


@pytest.mark.parametrize(
    ("text", "code"), [("[limits", "SX060"), ("limits = 3\n", "SX061"), ("[limits]\nall = 3\n", "SX061")]
)
def test_settings_that_are_not_understood_are_told(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "specexport.toml").write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match=code):
        environment.project_limits(str(tmp_path / "spec.md"))


def test_the_page_has_every_limit_with_its_value() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert [name for name, _ in rows] == list(NAMES)
    assert applied(dict(rows), Limits(*[1] * len(NAMES))) == STANDARD


# What they refuse

WIDE = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 10
REFUSED = {
    "nesting": ("> > > > deep\n", 3, "SX020"),
    "blocks": ("one\n\n" * 20, 10, "SX023"),
    "list_items": ("- item\n" * 20, 10, "SX023"),
    "table_cells": (WIDE, 10, "SX023"),
    "pictures": ("![a](a.png) " * 20, 10, "SX023"),
    "output_bytes": ("text\n", 100, "SX024"),
}


def refused(context: Context, text: str, target: str = "html") -> SpecExportError:
    with pytest.raises(SpecExportError) as caught:
        job.convert(replace(context, source=Source(f"# T\n\n{text}".encode(), "spec.md")), [target])
    return caught.value


@pytest.mark.parametrize("field", REFUSED)
def test_what_exceeds_a_limit_is_refused_with_its_name_and_place(
    field: str, make_context: Callable[..., Any]
) -> None:
    text, most, code = REFUSED[field]
    context = make_context()
    context = replace(context, options=replace(context.options, limits=replace(STANDARD, **{field: most})))
    told = refused(context, text).diagnostic
    assert (told.code, told.severity) == (code, "error")
    assert f"--limit {field.replace('_', '-')}=" in told.hint
    assert "\n" not in str(told)
    if field != "output_bytes":
        assert told.pos is not None
        assert told.pos.line >= 3


@pytest.mark.parametrize("field", REFUSED)
def test_nought_is_no_limit(field: str, make_context: Callable[..., Any]) -> None:
    context = make_context()
    context = replace(context, options=replace(context.options, limits=replace(STANDARD, **{field: 0})))
    document = flow.read(Source(REFUSED[field][0].encode(), "spec.md"), context)
    assert flow.render(document, "html", context).data


@pytest.mark.parametrize(
    ("field", "text", "line"),
    [
        ("pdf_lines", "- item\n" * 20, 3),
        ("pdf_lines", "```\n" + "code\n" * 20 + "```\n", 3),
        ("pdf_lines", "word " * 300, 3),
        ("pdf_text", "short\n\n" + "word " * 20, 5),
        ("pdf_columns", "| a " * 20 + "|\n" + "|---" * 20 + "|\n", 3),
    ],
)
def test_what_is_laid_out_as_pages_has_limits_of_its_own(
    field: str, text: str, line: int, make_context: Callable[..., Any]
) -> None:
    context = make_context()
    context = replace(context, options=replace(context.options, limits=replace(STANDARD, **{field: 10})))
    told = refused(context, text, "pdf").diagnostic
    assert (told.code, told.pos and told.pos.line) == ("SX023", line)
    assert f"--limit {field.replace('_', '-')}=" in told.hint
    document = flow.read(Source(f"# T\n\n{text}".encode(), "spec.md"), context)
    assert flow.render(document, "html", context).data
    context = replace(context, options=replace(context.options, limits=replace(STANDARD, **{field: 0})))
    assert budget.hold_for_pages(document, context) is None


def test_cells_beside_each_other_share_lines(make_context: Callable[..., Any]) -> None:
    context = make_context()
    context = replace(context, options=replace(context.options, limits=replace(STANDARD, pdf_lines=50)))
    table = "| a | b | c | d |\n|---|---|---|---|\n" + "| 1 | 2 | 3 | 4 |\n" * 30
    document = flow.read(Source(f"# T\n\n{table}".encode(), "spec.md"), context)
    assert budget.hold_for_pages(document, context) is None


def test_a_picture_of_too_many_pixels_is_left_out_and_says_how_to_have_it(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(kitchen_sink.PIXEL)
    with pytest.raises(SpecExportError) as caught:
        files.Folder(tmp_path, limits=Limits(picture_bytes=20)).load("a.png")
    assert "--limit picture-bytes=" in caught.value.diagnostic.hint
    big = kitchen_sink.PIXEL[:16] + b"\0\0\1\0" * 2 + kitchen_sink.PIXEL[24:]
    (tmp_path / "b.png").write_bytes(big)
    with pytest.raises(SpecExportError) as caught:
        files.Folder(tmp_path, limits=Limits(pixels=1000)).load("b.png")
    assert "--limit pixels=" in caught.value.diagnostic.hint


def test_every_field_has_a_name_for_users() -> None:
    assert [name.replace("-", "_") for name in NAMES] == [field.name for field in fields(Limits)]


# Time and memory


@posix
def test_what_takes_too_long_is_ended_even_where_exceptions_are_taken_for_others() -> None:
    told = []
    with processes.timed(0.05, "spec.md"):
        for _ in range(2):
            try:
                time.sleep(30)
            except SpecExportError as error:
                told.append(str(error))
    assert len(told) == 2
    assert "SX084" in told[0]
    assert "--limit seconds=" in told[0]


@posix
def test_what_is_done_in_time_leaves_nothing_behind() -> None:
    with processes.limited(Limits(seconds=60.0, memory=2**40)):
        watch = next(one for one in reversed(threading.enumerate()) if one.name == "specexport-time")
    watch.join()


def command(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "specexport", *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )


STUCK = """
import signal, time
from specexport.system import processes as process
process._GRACE = 0.1
with process.timed(0.05, "spec.md"):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(100)
"""


@posix
def test_what_no_signal_interrupts_ends_with_a_message() -> None:
    run = subprocess.run([sys.executable, "-c", STUCK], capture_output=True, text=True)
    assert run.returncode == 1
    assert "SX084" in run.stderr
    assert "Traceback" not in run.stderr


@posix
def test_the_command_gives_up_in_time(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text("# T\n\n" + "word *a* `b`\n\n" * 20_000, encoding="utf-8")
    (tmp_path / "other.md").write_text("# T\n\ntext\n", encoding="utf-8")
    run = command("export", "spec.md", "-t", "pdf,html", "--limit", "seconds=0.2", folder=tmp_path)
    assert run.returncode == 1
    assert "error SX084 it was not done after 0.2 s" in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"spec.md", "other.md"}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does it")
def test_the_command_gives_up_when_memory_is_full(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text("# T\n\n" + "word *a* `b`\n\n" * 60_000, encoding="utf-8")
    run = command("export", "spec.md", "-t", "html", "--limit", "memory=80MiB", folder=tmp_path)
    assert run.returncode == 1
    assert "error SX085 " in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "spec.html").exists()


def test_a_batch_takes_limits_too(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "long.md").write_text("# T\n\n" + "- item\n" * 20, encoding="utf-8")
    (tmp_path / "specs" / "good.md").write_text("# T\n\ntext\n", encoding="utf-8")
    run = command(
        *("batch", "specs", "-o", "out", "-t", "html", "--limit", "list-items=10", "-j", "1"), folder=tmp_path
    )
    assert run.returncode == 1
    assert "long.md:13:1: error SX023 it has more than 10 list items" in run.stderr
    assert (tmp_path / "out" / "good.html").exists()
    assert not (tmp_path / "out" / "long.html").exists()
