"""Word files made to do harm end within limits, with one line."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from docx_in.make import item, level, numbering, p, r, read, word
from specexport.core.diagnostics import SpecExportError

if TYPE_CHECKING:
    from pathlib import Path

CYCLE = "".join(
    f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/>'
    f'<w:basedOn w:val="{other}"/></w:style>'
    for one, other in (("A", "B"), ("B", "A"))
)
SELF = '<w:footnote w:id="1"><w:p><w:r><w:t>x</w:t><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>'
LINKED = (
    '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="X"/><w:styleLink w:val="X"/></w:abstractNum>'
)
OPEN = (
    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK x</w:instrText>'
    '<w:fldChar w:fldCharType="separate"/></w:r>'
)
MERGED = "".join(
    f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('x')}</w:tc><w:tc>{p('y')}</w:tc></w:tr>"
    for _ in range(1500)
)
HUGE = numbering((level(0, "upperRoman", "%1%9", 99_999_999_999),))
CASES = {
    "styles based on each other": word(p("a", style_id="A"), styles=CYCLE),
    "a note in itself": word(p('<w:r><w:footnoteReference w:id="1"/></w:r>'), footnotes=SELF),
    "numbering that links to itself": word(
        item("a", 1), numbering=LINKED + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    ),
    "numbers beyond counting": word(item("a", 1), numbering=HUGE),
    "fields that never end": word("".join(p(OPEN, "x") for _ in range(500))),
    "cells merged for ever": word(f"<w:tbl>{MERGED}</w:tbl>"),
    "a span of millions": word(
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{p("x")}</w:tc></w:tr></w:tbl>'
    ),
    "many runs": word(p(r("x") * 20_000)),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_read_in_a_time_that_grows_with_it(name: str) -> None:
    begun = time.process_time()
    assert read(CASES[name])[0]
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    "data",
    [
        word("<w:sdt><w:sdtContent>" * 300 + p("x") + "</w:sdtContent></w:sdt>" * 300),
        word("&b;").replace(b"PK", b"XX", 1),
        word("<w:p>"),
    ],
    ids=["nested", "no archive", "no XML"],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(SpecExportError) as caught:
        read(data)
    assert caught.value.diagnostic.code in ("SX796", "SX020")
    assert "\n" not in str(caught.value)


def test_files_of_strangers_end_within_limits(shared: Path) -> None:
    for path in sorted((shared / "nasty" / "templates").glob("*.docx")):
        found = ""
        try:
            read(path.read_bytes(), path.name)
        except SpecExportError as error:
            found = error.diagnostic.code
        assert found in ("", "SX796")
