"""Drawings made plain: what may not be there is gone, and what is seen stays where it was."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from specexport.graphics.svg import Font, UnfitDrawingError, inert, plain

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
HEAD = f'<svg xmlns="http://www.w3.org/2000/svg" {XLINK} width="100" height="50">'
SVG = "{http://www.w3.org/2000/svg}"


def made(content: str, head: str = HEAD, prefix: str = "", font: Font | None = None) -> etree._Element:
    return etree.fromstring(plain(f"{head}{content}</svg>".encode(), prefix, font or Font()))


def text(content: str, prefix: str = "") -> str:
    return etree.tostring(made(content, prefix=prefix), encoding="unicode")


@pytest.mark.parametrize(
    ("content", "trace"),
    [
        ("<script>alert(1)</script><rect width='1' height='1'/>", "alert"),
        ("<rect onload='alert(1)' width='1' height='1'/>", "alert"),
        ("<a xlink:href='javascript:alert(1)'><rect width='1' height='1'/></a>", "alert"),
        (
            "<style>@import url(http://a.example/x.css); rect { fill: url(http://a.example/p#q) }</style>"
            "<rect width='1' height='1'/>",
            "example",
        ),
        ("<style>rect { fill: u\\72l(http://a.example/p) }</style><rect width='1' height='1'/>", "example"),
        ("<rect style='fill:url(http://a.example/p#q)'/>", "example"),
        ("<rect fill='\\u\\r\\l(//a.example/p#q)' width='1' height='1'/>", "example"),
        ("<rect fill='url(//a.example/p#q' width='1' height='1'/>", "example"),
        ("<style>@\\import '//a.example/x.css';</style><rect width='1' height='1'/>", "example"),
        ("<image href='http://a.example/x.png'/><image xlink:href='file:///etc/hosts'/>", "example"),
        ("<image href='file:///etc/hosts' width='1' height='1'/>", "hosts"),
        ("<use href='http://a.example/u.svg#a'/>", "example"),
        ("<image href='data:text/html;base64,PHN2Zy8+' width='1' height='1'/>", "base64"),
        (
            "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='x'/></foreignObject>",
            "iframe",
        ),
        ("<set attributeName='href' to='http://a.example'/>", "example"),
        ("<x:rect xmlns:x='http://a.example/own' width='1'/>", "example"),
    ],
)
def test_nothing_active_and_nothing_from_outside_is_left(content: str, trace: str) -> None:
    assert trace not in text(content)
    left = inert(f"{HEAD}{content}</svg>".encode()).decode()
    assert trace not in left.replace("u72l(http://a.example/p)", "what is no function")


@pytest.mark.parametrize("function", [r"u\\772l", r"u\\\75rl", r"\75\\72\6c"])
def test_no_escape_is_left_that_could_hide_a_reference(function: str) -> None:
    drawing = f"<rect fill='{function}(//a.example/p)' width='1' height='1'/>"
    assert "\\" not in text(drawing)
    assert "\\" not in inert(f"{HEAD}{drawing}</svg>".encode()).decode()


def test_pictures_inside_and_references_within_stay() -> None:
    drawing = text(
        "<defs><linearGradient id='g'><stop stop-color='red'/><stop offset='1'/></linearGradient></defs>"
        "<rect fill='url(#g)' width='9' height='9'/>"
        "<image href='data:image/png;base64,AA==' width='1' height='1'/>"
    )
    assert 'fill="url(#paint-1)"' in drawing
    assert 'id="paint-1"' in drawing
    assert "data:image/png;base64,AA==" in drawing


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg", "well-formed"),
        (b"<html/>", "not an SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "entities"),
    ],
)
def test_what_cannot_be_drawn_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnfitDrawingError, match=why):
        plain(data)
    with pytest.raises(UnfitDrawingError, match=why):
        inert(data)


def test_an_inert_drawing_is_otherwise_as_it_was() -> None:
    drawing = f'{HEAD}<style>.a{{fill:red}}</style><rect class="a" width="1" height="1"/></svg>'
    assert inert(drawing.encode()).decode() == drawing


def test_style_sheets_become_attributes_by_specificity() -> None:
    root = made(
        "<style>rect { fill: red; stroke: blue } .a { fill: green } #b { fill: lime !important }</style>"
        "<rect width='1' height='1' fill='black'/><rect class='a' width='1' height='1'/>"
        "<rect id='b' class='a' style='fill: navy' width='1' height='1'/>"
    )
    assert [rect.get("fill") for rect in root.iter(f"{SVG}rect")] == ["red", "green", "lime"]
    assert [rect.get("stroke") for rect in root.iter(f"{SVG}rect")] == ["blue"] * 3
    assert "style" not in {str(name) for element in root.iter() for name in element.attrib}


@pytest.mark.parametrize(
    ("value", "plainly"),
    [
        ("hsl(120, 100%, 25%)", ("#008000", None)),
        ("rgba(255, 0, 0, 0.5)", ("#ff0000", "0.5")),
        ("#00f8", ("#00f", "0.533")),
        ("transparent", ("none", None)),
        ("light-dark(rgb(1, 2, 3), white)", ("#010203", None)),
        ("var(--x, #123456)", ("#123456", None)),
    ],
)
def test_colours_are_written_as_every_program_reads_them(value: str, plainly: tuple[str, str | None]) -> None:
    (rect,) = made(f"<rect width='1' height='1' style='fill: {value}'/>").iter(f"{SVG}rect")
    assert (rect.get("fill"), rect.get("fill-opacity")) == plainly


def test_every_line_of_text_has_its_place() -> None:
    root = made(
        "<text x='10' y='20' dy='1em' font-size='10'><tspan x='10' dy='5'>one</tspan>"
        "<tspan x='10' dy='1.2em'>two</tspan></text>"
    )
    lines = [(line.get("x"), line.get("y"), line.text) for line in root.iter(f"{SVG}text")]
    assert lines == [("10.000", "25.000", "one"), ("10.000", "37.000", "two")]


def test_text_that_hangs_from_its_middle_stands_on_its_baseline() -> None:
    font = Font("Face", ascent=1.0, descent=0.2, x_height=0.5)
    (line,) = made("<text y='10' font-size='10' dominant-baseline='central'>x</text>", font=font).iter(
        f"{SVG}text"
    )
    assert line.get("y") == "14.000"
    assert line.get("font-family") == "Face"


def test_runs_of_one_line_keep_their_looks() -> None:
    (line,) = made("<text x='1' y='2'>a <tspan font-weight='bold'>b</tspan> c</text>").iter(f"{SVG}text")
    assert [(run.text, run.get("font-weight")) for run in line] == [("a ", None), ("b", "bold"), (" c", None)]


def test_text_along_a_path_is_left_alone() -> None:
    drawing = text("<path id='p' d='M0 0H9'/><text><textPath href='#p'>way</textPath></text>")
    assert re.search(r'<textPath href="#p">way</textPath>', drawing)


def test_nested_drawings_and_single_uses_are_written_out() -> None:
    drawing = text(
        "<use href='#l' x='3' y='4'/><defs><g id='l'>"
        "<svg x='1' y='2' width='10' height='10' viewBox='0 0 20 20'>"
        "<rect width='5' height='5'/></svg></g></defs>"
    )
    assert "<use" not in drawing
    assert drawing.count("<svg") == 1
    assert 'transform="translate(3,4)"' in drawing
    assert 'transform="translate(1,2) scale(0.5,0.5)"' in drawing


def test_names_are_made_the_drawings_own() -> None:
    drawing = text(
        "<defs><marker id='m'><path d='M0 0'/></marker><marker id='unused'/></defs>"
        "<path id='gone' d='M0 0H5' marker-end='url(#m)'/>",
        prefix="d1-",
    )
    assert 'id="d1-1"' in drawing
    assert "url(#d1-1)" in drawing
    assert "unused" not in drawing
    assert "gone" not in drawing


def test_transforms_lose_their_units_and_their_origin() -> None:
    (rect,) = made(
        "<rect width='4' height='4' style='transform: rotate(45deg) scale(0.8)'"
        " transform-origin='20px 10px'/>"
    ).iter(f"{SVG}rect")
    assert rect.get("transform") == "translate(20,10) rotate(45) scale(0.8) translate(-20,-10)"


def test_sizes_are_pixels_and_there_is_a_view() -> None:
    root = made("<rect/>", head='<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt">')
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("96", "48", "0 0 96 48")


DRAWIO = (
    "<g><switch><foreignObject pointer-events='none' width='100%' height='100%'>"
    "<div xmlns='http://www.w3.org/1999/xhtml' style='display: flex; align-items: unsafe center; "
    "justify-content: unsafe center; width: 98px; height: 1px; padding-top: 23px; margin-left: 1px;'>"
    "<div style='font-size: 0px; text-align: center;'>"
    "<div style='font-size: 12px; color: red;'>Order<br/>service</div>"
    "</div></div></foreignObject><text x='50' y='27'>Order...</text></switch></g>"
)


def test_labels_in_html_become_text_where_they_were() -> None:
    root = made(DRAWIO)
    lines = [
        (line.text, line.get("x"), line.get("fill"), line.get("text-anchor"))
        for line in root.iter(f"{SVG}text")
    ]
    assert lines == [("Order", "50.000", "red", "middle"), ("service", "50.000", "red", "middle")]
    first, second = (float(str(line.get("y"))) for line in root.iter(f"{SVG}text"))
    assert first < 23 + 4.2 < second


def test_the_notice_that_text_is_not_svg_is_left_out() -> None:
    drawing = text(
        "<switch><g requiredFeatures='x'/><a><text>Text is not SVG - cannot display</text></a></switch>"
    )
    assert "cannot display" not in drawing


def test_the_same_drawing_gives_the_same_bytes() -> None:
    data = f"{HEAD}{DRAWIO}</svg>".encode()
    assert plain(data) == plain(data)
    assert plain(plain(data)) == plain(data)


def test_brightness_is_worked_into_colours() -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g filter="brightness(120%)">'
        b'<rect width="5" height="5" fill="#806040" stroke="#f00"/></g>'
        b'<g filter="brightness(.5)"><rect width="4" height="4" fill="#808080"/></g>'
        b'<rect width="3" height="3" filter="brightness(2) blur(1px)" fill="#111111"/></svg>'
    )
    made = plain(drawing).decode()
    assert 'fill="#9a734d" stroke="#ff0000"' in made
    assert 'fill="#404040"' in made
    assert 'fill="#111111"' in made
    assert made.count("brightness") == 1


@pytest.mark.parametrize("value", ["inf", "NaN", "1e400", "-1e30", "9999999999"])
def test_numbers_that_no_drawing_has_are_left_out(value: str) -> None:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="{value}" height="5"/></svg>'
    )
    made = plain(drawing.encode()).decode()
    assert 'height="5"' in made
    assert value not in made
