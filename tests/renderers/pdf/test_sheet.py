from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from specexport.core.context import Context
from specexport.model import document as d
from specexport.model.style import RunningLine
from specexport.renderers.pdf.weasyprint import margins
from specexport.renderers.pdf.weasyprint.engine.log import Log
from specexport.renderers.pdf.weasyprint.stylesheet import settled, sheets

MakeContext = Callable[..., Context]


def test_custom_properties_are_put_in_where_they_are_used():
    rules = (
        ':root { font-size: 10pt; --ink: #111; --icon: url("data:x;y"); } p { color: var(--ink); --no: 1 }'
    )
    assert settled(rules) == rules, "a property that is defined again somewhere is left to the cascade"
    rules = rules.replace("--no: 1", "background: var(--icon); margin: calc(2 * var(--gap, 3pt))")
    assert settled(rules) == (
        ':root { font-size: 10pt;   } p { color: #111; background: url("data:x;y"); margin: calc(2 * 3pt) }'
    )


def test_what_is_defined_nowhere_is_unset():
    assert settled(":root { --a: 1; } p { color: var(--b) }").endswith("{ color: unset }")


def test_rules_without_a_root_are_left_alone():
    assert settled("p { color: var(--b) }") == "p { color: var(--b) }"


def running(make_context: MakeContext, lang: str) -> str:
    header, footer = RunningLine(left="{title}", right="{version}"), RunningLine(left="foot")
    context = make_context()
    facing = replace(context.style, header=header, footer=footer, verso=(footer, header), company="Acme")
    return margins.rules(
        d.Meta(title=(d.Str(text="Ledger"),), version="1.3", lang=lang),
        replace(context, style=facing),
        lambda *_: "logo",
    )


@pytest.mark.parametrize(
    ("lang", "start", "end"), [("en", "left", "right"), ("ar-EG", "right", "left"), ("", "left", "right")]
)
def test_running_lines_begin_where_the_language_does(
    make_context: MakeContext, lang: str, start: str, end: str
):
    odd, even = running(make_context, lang).split(f"@page :{start} ")
    assert f'@top-{start} {{ content: "Ledger"' in odd
    assert f'@top-{end} {{ content: "1.3"' in odd
    assert f'@bottom-{start} {{ content: "foot"' in odd
    assert f'@top-{start} {{ content: "foot"' in even
    assert "@page cover { @top-left { content: none; border: 0 }" in even
    assert f'@bottom-{start} {{ content: "Acme" }}' in even


def test_a_style_is_read_once_for_all_documents_in_it(make_context: MakeContext):
    context = make_context()
    with sheets(context, Log(), b"") as first, sheets(context, Log(), b"") as second:
        assert first is second
    with sheets(context, Log(), b"\0") as own:
        assert own.rules is not first.rules
        assert own.fonts is not first.fonts


def test_what_is_wrong_with_a_style_is_said_of_every_document(make_context: MakeContext, tmp_path: Path):
    (tmp_path / "style.css").write_text("p { colour: red }", "utf-8")
    context = make_context()
    context = replace(context, style=replace(context.style, css=(*context.style.css, tmp_path / "style.css")))
    for _ in range(2):
        log = Log()
        with sheets(context, log, b""):
            pass
        assert any("colour" in message for message in log.messages)
