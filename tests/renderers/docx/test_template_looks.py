"""Tables and contents in a template have the looks of the template, and stay legible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import templates
from msgspec.structs import replace
from wordfile import W, Word, para

from specexport.model import document as d
from specexport.renderers import docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.context import Context

HEAD = '<w:tblStylePr w:type="firstRow">{}<w:tcPr><w:shd w:val="clear" w:fill="{}"/></w:tcPr></w:tblStylePr>'
COLOR = '<w:rPr><w:color w:val="{}"/></w:rPr>'
BANDS = '<w:tblStylePr w:type="band1Horz"/>'
TABLE = d.Table(
    columns=(d.Column(), d.Column()),
    head=(d.Row(cells=(d.Cell(content=(para("Name"),)), d.Cell(content=(para("Count"),)))),),
    body=(d.Row(cells=(d.Cell(content=(para("a"),)), d.Cell(content=(para("1"),)))),),
)


@pytest.fixture
def fill(make_context: Callable[..., Context], tmp_path: Path) -> Callable[..., Word]:
    def filled(parts: str) -> Word:
        table = f'<w:style w:type="table" w:styleId="House"><w:name w:val="House"/>{parts}</w:style>'
        normal = templates.style(
            "Normal", "Normal", props='<w:rPr><w:color w:val="333333"/></w:rPr>', default=True
        )
        styles = templates.part("styles", normal + table)
        path = tmp_path / "template.docx"
        path.write_bytes(templates.packed(f"<w:sectPr>{templates.PAGE}</w:sectPr>", {"styles.xml": styles}))
        context = make_context()
        word = replace(context.style.docx, template=path, styles=(("Specification Table", "House"),))
        style = replace(context.style, docx=word)
        return Word(docx.render(d.Document(blocks=(TABLE,)), replace(context, style=style)).data)

    return filled


def colors(word: Word, name: str) -> list[str]:
    found = word.find(f"//w:style[@w:styleId='{name}']/w:rPr/w:color/@w:val", "word/styles.xml")
    return [str(one) for one in found]


@pytest.mark.parametrize(
    ("parts", "color"),
    [
        (HEAD.format(COLOR.format("FFFFFF"), "1F3864"), ["FFFFFF"]),
        (HEAD.format(COLOR.format("102030"), "EEEEEE"), ["102030"]),
        (HEAD.format("", "000000"), ["FFFFFF"]),
        (HEAD.format("", "FFFFFF"), []),
        ("", []),
    ],
)
def test_the_head_has_the_colour_that_the_table_gives_it(
    fill: Callable[..., Word], parts: str, color: list[str]
) -> None:
    word = fill(parts)
    assert colors(word, "TableHeading") == color
    assert colors(word, "TableText") == []


@pytest.mark.parametrize(("parts", "banded"), [(BANDS, "0"), ("", "1")])
def test_stripes_are_those_of_the_template(fill: Callable[..., Word], parts: str, banded: str) -> None:
    look = fill(parts).find("//w:tbl[w:tblPr/w:tblStyle/@w:val='House']/w:tblPr/w:tblLook")[0]
    assert look.get(f"{W}noHBand") == banded


def test_text_of_tables_and_notes_is_in_the_font_of_the_template(fill: Callable[..., Word]) -> None:
    fonts = fill("").find("//w:style[@w:type='paragraph']//w:rFonts/@w:asciiTheme", "word/styles.xml")
    assert "minorHAnsi" not in [str(one) for one in fonts]
