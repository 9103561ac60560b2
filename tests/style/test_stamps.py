"""Watermark and band, and the style's own cover page."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.core.context import Context, Source
from specexport.pipeline import flow
from specexport.style import marks
from specexport.system import files

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic

    from .conftest import Write

SPEC = b"""# Ledger

| Field | Value |
|:--|:--|
| Status | Draft |
| Version | 1.3 |

## Scope

Text.
"""
STAMPED = """
meta: { name: "A & B <Co>" }
defaults:
  specexport:
    classification: Restricted
    watermark: { status: [draft] }
    banner: { show: true }
    cover: { min-pages: 0 }
"""


def export(look: style.Style, target: str, source: bytes = SPEC) -> tuple[bytes, list[Diagnostic]]:
    said: list[Diagnostic] = []
    context = Context(
        style=look, resources=files.NoFolder(), source=Source(b"", "spec.md"), report=said.append
    )
    document = flow.read(Source(source, "spec.md"), context)
    return flow.render(document, target, context).data, said


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(one).decode() for one in package.namelist() if name in one)


def test_the_status_stands_behind_the_text_of_drafts_only(write: Write) -> None:
    look = style.load(write(STAMPED))
    assert marks.watermark(look, "Draft") == "DRAFT"
    assert marks.watermark(look, "Approved") == ""
    assert "%3EDRAFT%3C" in marks.paged(look, "Draft", "")
    assert "DRAFT" not in marks.paged(look, "Approved", "Restricted")
    assert marks.paged(style.load("base"), "Draft", "Internal") == ""


def test_the_band_has_the_colour_of_its_classification(write: Write) -> None:
    look = style.load(write(STAMPED))
    red = marks.band(look, "Restricted")
    assert red == ("RESTRICTED", look.classification_colors["restricted"])
    assert marks.band(look, "Unheard of")[1] != red[1]
    assert marks.band(look, "") == ("", "")


def test_every_format_is_stamped(write: Write) -> None:
    look = style.load(write(STAMPED))
    page = export(look, "html")[0].decode()
    assert 'body::before { content: "RESTRICTED"' in page
    assert "%3EDRAFT%3C" in page
    headers = part(export(look, "docx")[0], "word/header")
    assert 'string="DRAFT"' in headers
    assert ">RESTRICTED<" in headers
    assert ">RESTRICTED<" in part(export(look, "docx")[0], "word/footer")
    plain = part(export(look, "docx", SPEC.replace(b"Draft", b"Approved"))[0], "word/header")
    assert "textpath" not in plain


def test_a_classification_cannot_leave_its_string(write: Write) -> None:
    look = style.load(write(STAMPED))
    rules = marks.screen(look, "", '"} </style><b>')
    assert "</style" not in rules.lower()
    assert '"}' not in rules.replace('content: "', "")[:40]


def with_cover(write: Write, text: str) -> style.Style:
    folder = write(STAMPED)
    (folder / "cover.html").write_text(text, "utf-8")
    return style.load(folder)


def test_a_cover_of_the_style_takes_the_place_of_the_programs(write: Write) -> None:
    look = with_cover(
        write,
        '<h1 id="{{ anchor }}">{{ title }}</h1><p class="own">{{ company }} {{ version }}</p>'
        "{% for label, value in facts %}<i>{{ label }}</i>{% endfor %}",
    )
    page, said = export(look, "html")
    text = page.decode()
    assert '<p class="own">A &amp; B &lt;Co&gt; 1.3</p><i>Status</i>' in text
    assert '<dl class="facts' not in text
    assert said == []


def test_word_says_that_its_cover_is_another(write: Write) -> None:
    _, said = export(with_cover(write, "<h1>{{ title }}</h1>"), "docx")
    assert [one.code for one in said] == ["SX078"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ nothing }}<h1></h1>", "nothing"),
        ("<p>{{ title }}</p>", "has no <h1>"),
        ("{% for %}", "line 1"),
        ("<h1>{{ title.__class__.__mro__ }}</h1>", "unsafe"),
        ("<h1>{{ cycler.__init__.__globals__ }}</h1>", "unsafe"),
        ("{% include '/etc/passwd' %}<h1></h1>", "no loader"),
        ("<h1>{{ 1 // 0 }}</h1>", "zero"),
        ("<h1>{% for i in range(10 ** 9) %}x{% endfor %}</h1>", "range"),
    ],
)
def test_a_cover_that_cannot_be_used_is_told_and_replaced(write: Write, text: str, reason: str) -> None:
    page, said = export(with_cover(write, text), "html")
    assert [one.code for one in said] == ["SX077"]
    assert reason in said[0].message.lower()
    assert b'<dl class="facts' in page
