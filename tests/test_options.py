"""One set of options for every verb: from a field to the command line, to a batch and to the context."""

from __future__ import annotations

import os
from os.path import commonpath
from typing import TYPE_CHECKING, Any

import pytest
from click import Option
from msgspec.structs import asdict, fields

import specexport
from specexport import Limits, Options, Source, batch, style
from specexport.cli import options as command_line
from specexport.cli.batch import command as batch_command
from specexport.cli.export import command as export_command
from specexport.pipeline import environment

if TYPE_CHECKING:
    from pathlib import Path

    from click import Command

FIELDS = [field.name for field in fields(Options)]

# Of every field, something else than its default.
ASKED: dict[str, Any] = {
    "reader": "markdown",
    "dialect": "obsidian",
    "root": "docs",
    "variables": {"product": "Ledger"},
    "raw_html": "escape",
    "unfilled": "hide",
    "require_complete": True,
    "allow_remote": True,
    "docx_template": "acme.dotx",
    "paper": "Letter",
    "passes": ("tickets",),
    "fragment": True,
    "assets": "assets",
    "attach_source": True,
    "pdf_engine": "typst",
    "source_map": False,
    "limits": Limits(pixels=1),
}

# How they are written on the command line, where the field's type does not say it.
WRITTEN = {"variables": "product=Ledger", "passes": "tickets", "limits": "pixels=1"}

UNFILLED = b"# Ledger\n\n## Goals\n\n[TODO: say what it is for]\n\n{{product}}\n"


def options_of(command: Command) -> dict[str, Option]:
    return {str(one.name): one for one in command.params if isinstance(one, Option)}


def test_every_field_has_an_example() -> None:
    assert list(ASKED) == FIELDS
    assert all(asdict(Options())[name] != value for name, value in ASKED.items())


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_an_option_of_export_and_of_batch(name: str) -> None:
    one, other = options_of(export_command)[name], options_of(batch_command)[name]
    assert one.opts == other.opts
    assert one.type.to_info_dict() == other.type.to_info_dict()
    assert one.metavar == other.metavar
    first, second = one.help or "", other.help or ""
    # What a specification's own folder is by default, each command says for itself.
    common = commonpath([first, second]) if name == "root" else first
    assert common
    assert second.startswith(common)


def test_the_command_line_has_nothing_that_the_library_lacks() -> None:
    taken = {name for name, option in options_of(export_command).items() if option.expose_value}
    at_a_terminal = {"show", "watch"}
    asking = {"parts", "changes_since"}  # functions of their own: `folders.plan`, `differences.export_since`
    assert taken - {"to", "output", "style"} - at_a_terminal - asking == set(FIELDS)


@pytest.mark.parametrize("command", [export_command, batch_command], ids=["export", "batch"])
@pytest.mark.parametrize("name", FIELDS)
def test_what_the_command_line_says_is_in_the_options(command: Command, name: str) -> None:
    option, value = options_of(command)[name], ASKED[name]
    words = [option.opts[0], WRITTEN.get(name, str(value))]
    if isinstance(value, bool):
        words = option.opts[:1] if value else option.secondary_opts[:1]
    place = ["-o", "out"] if command is batch_command else []
    with command.make_context("x", ["spec.md", *place, *words]) as given:
        if name == "limits":  # they are settled with those of the project and the user
            assert given.params["limits"] == {"pixels": "1"}
        else:
            assert command_line.options(given.params) == Options(**{name: value})


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_reaches_the_context(name: str, tmp_path: Path) -> None:
    options = Options(**{name: ASKED[name]})
    look = style.load("base")
    source = Source(b"# T\n", str(tmp_path / "spec.md"))
    for made in (environment.on_disk(source, look, options), environment.in_memory(source, look, options)):
        assert getattr(made.options, name) == ASKED[name]
    with pytest.raises(AttributeError):
        made.anchors = {}


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "passes"])
def test_every_field_reaches_the_plan_of_a_batch(name: str, tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text("# T\n", encoding="utf-8")
    plan = batch.plan([tmp_path], tmp_path / "out", ["html"], options=Options(**{name: ASKED[name]}))
    told = getattr(plan.options, name)
    assert os.path.basename(told) == ASKED[name] if name == "docx_template" else told == ASKED[name]  # noqa: PTH119 - text


def test_all_verbs_take_the_same(tmp_path: Path) -> None:
    options = Options(unfilled="hide", variables={"product": "Tellurium"}, paper="Letter")
    page = specexport.convert(UNFILLED, ["html"], options=options)["html"].data
    assert b"Tellurium" in page
    assert b"TODO" not in page
    document = specexport.read(UNFILLED, options=options)
    assert b"Tellurium" in specexport.render(document, "html", options=options)
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "spec.md").write_bytes(UNFILLED)
    spec, out = tmp_path / "specs" / "spec.md", tmp_path / "out"
    (written,) = specexport.export(spec, ["html"], output=tmp_path / "alone.html", options=options)
    batch.run(batch.plan([spec.parent], out, ["html"], options=options), backend=batch.backend("thread", 1))
    alone, many = written.path.read_bytes(), (out / "spec.html").read_bytes()
    assert alone == many
    assert b"TODO" not in alone


def test_a_source_in_memory_is_held_to_be_complete_too() -> None:
    with pytest.raises(specexport.SpecExportError) as refused:
        specexport.convert(UNFILLED, ["html"], options=Options(require_complete=True))
    assert refused.value.diagnostic.code == "SX070"


def test_a_root_that_is_named_gives_a_source_in_memory_its_pictures(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("Included words.\n", encoding="utf-8")
    source = b"# T\n\n{{#include part.md}}\n"
    assert b"Included words" not in specexport.convert(source, ["html"])["html"].data
    given = specexport.convert(source, ["html"], options=Options(root=tmp_path))
    assert b"Included words" in given["html"].data
