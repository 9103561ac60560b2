"""Style sheets of drawings: what CSS says of colours, places and text is what engines are given."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from lxml import etree

from specexport.graphics.svg import plain

SVG = "{http://www.w3.org/2000/svg}"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">'


def root(content: str, css: str = "") -> etree._Element:
    sheet = f"<style>{escape(css)}</style>" if css else ""
    return etree.fromstring(plain(f"{HEAD}{sheet}{content}</svg>".encode()))


def fill(css: str, content: str = '<rect class="a" width="5" height="5"/>') -> str | None:
    (shape,) = root(content, css).iter(f"{SVG}rect")
    return shape.get("fill")


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (":root{--b:#c0392b} .a{fill:var(--b)}", "#c0392b"),
        (":root{--b:var(--c);--c:#123456} .a{fill:var( --b )}", "#123456"),
        (":root{--B:#111111;--b:#222222} .a{fill:var(--B)}", "#111111"),
        (".a{--own:lime;fill:var(--own)}", "lime"),
        (".a{fill:red;fill:var(--none)}", None),
        (".a{fill:var(--none,#27ae60)}", "#27ae60"),
        (".a{fill:var(--none,var(--nothing,rgb(1,2,3)))}", "#010203"),
        (":root{--r:12;--g:34} .a{fill:rgb(var(--r),var(--g),56)}", "#0c2238"),
        (":root{--a:var(--b);--b:var(--a)} .a{fill:var(--a,teal)}", "teal"),
        ("@property --p{syntax:'<color>';inherits:true;initial-value:navy} .a{fill:var(--p)}", "navy"),
    ],
)
def test_custom_properties(css: str, expected: str | None) -> None:
    assert fill(css) == expected


def test_custom_properties_are_inherited_where_a_copy_stands() -> None:
    icon = '<symbol id="i" viewBox="0 0 9 9"><rect width="9" height="9" fill="var(--c, red)"/></symbol>'
    uses = '<use href="#i" width="9" height="9" style="--c:blue"/><use href="#i" width="9" height="9"/>'
    assert [rect.get("fill") for rect in root(icon + uses).iter(f"{SVG}rect")] == ["blue", "red"]


def test_custom_properties_that_multiply_come_to_an_end() -> None:
    doubling = "".join(f"--a{n}:var(--a{n - 1}) var(--a{n - 1});" for n in range(1, 60))
    assert fill(f":root{{--a0:red;{doubling}}} .a{{fill:var(--a59,green)}}") in ("green", None)


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".g{ rect{fill:lime} }", "lime"),
        (".g{ & rect{fill:lime} }", "lime"),
        (".g{ > .a{fill:lime} }", "lime"),
        (".g{ .a{ &.b{fill:lime} } }", "lime"),
        (".a{ .g &{fill:lime} }", "lime"),
        (".a{ fill:red; @media screen{fill:lime} }", "lime"),
        (".g, .h{ rect, circle{fill:lime} }", "lime"),
        ("rect{ :is(.x, .g) > &{fill:lime} }", "lime"),
    ],
)
def test_nested_rules(css: str, expected: str) -> None:
    assert fill(css, '<g class="g"><rect class="a b" width="5" height="5"/></g>') == expected


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("@layer one,two; @layer two{.a{fill:lime}} @layer one{rect.a{fill:red}}", "lime"),
        (".a{fill:lime} @layer one{rect.a.a{fill:red}}", "lime"),
        ("@layer one{.a{fill:lime!important}} @layer two{.a{fill:red!important}}", "lime"),
        ("@layer one{@layer in{.a{fill:red}} .a{fill:lime}}", "lime"),
        ("@layer one.in{.a{fill:red}} @layer one{.a{fill:lime}}", "lime"),
        ("@layer{.a{fill:red}} @layer{.a{fill:lime}}", "lime"),
    ],
)
def test_layers(css: str, expected: str) -> None:
    assert fill(css) == expected


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("@media screen", True),
        ("@media print", False),
        ("@media not print", True),
        ("@media only screen and (min-width: 150px)", True),
        ("@media (max-width: 150px), (min-height: 50px)", True),
        ("@media (150px < width <= 200px)", True),
        ("@media (width > 200px)", False),
        ("@media (prefers-color-scheme: dark)", False),
        ("@media (prefers-color-scheme: light)", True),
        ("@media not (prefers-color-scheme: dark)", True),
        ("@media (orientation: landscape) and (aspect-ratio: 2/1)", True),
        ("@media (nonsense: 1)", False),
        ("@supports (fill: red)", True),
        ("@supports (fill: no-colour)", False),
        ("@supports (no-property: 1)", False),
        ("@supports not (no-property: 1)", True),
        ("@supports (fill: red) and ((stroke: blue) or (no: 1))", True),
        ("@supports selector(:is(a))", True),
        ("@font-feature-values x", False),
    ],
)
def test_conditions(condition: str, holds: bool) -> None:
    assert (fill(f"{condition}{{.a{{fill:lime}}}}") == "lime") is holds


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("color-mix(in srgb, red, blue)", "#800080"),
        ("color-mix(in srgb, #000 25%, #fff)", "#bfbfbf"),
        ("color-mix(in srgb, white, black 75%)", "#404040"),
        ("color-mix(in oklab, #ff0000 30%, #0000ff)", "#5d4bc8"),
        ("color-mix(in hsl shorter hue, hsl(350 100% 50%), hsl(10 100% 50%))", "#ff0000"),
        ("color-mix(in srgb, color-mix(in srgb, red, blue), #800080)", "#800080"),
        ("rgb(20% 60% 80%)", "#3399cc"),
        ("hwb(30 10% 20%)", "#cc731a"),
        ("oklch(60% .15 250)", "#2684d4"),
        ("lab(60% 40 30)", "#d97361"),
        ("color(display-p3 1 1 1)", "#ffffff"),
        ("rebeccapurple", "#663399"),
    ],
)
def test_colours(value: str, expected: str) -> None:
    made = fill(f".a{{fill:{value}}}")
    assert made is not None
    pairs = zip(bytes.fromhex(made[1:]), bytes.fromhex(expected[1:]), strict=True)
    assert all(abs(one - other) <= 3 for one, other in pairs), made


def test_opacity_of_a_mixed_colour_is_kept() -> None:
    (rect,) = root('<rect class="a" width="5" height="5"/>', ".a{fill:color-mix(in srgb,#000,transparent)}")
    assert (rect.get("fill"), rect.get("fill-opacity")) == ("#000000", "0.5")


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ('<rect x="10%" y="10%" width="50%" height="50%"/>', ("20", "10", "100", "50")),
        ('<rect x="1em" y="1in" width="calc(50% - 20px)" height="2e1"/>', ("16", "96", None, "2e1")),
        ('<rect style="x:5px;y:6px;width:min(10px, 50%);height:7px"/>', ("5px", None, None, None)),
    ],
)
def test_lengths_are_of_the_viewport(shape: str, expected: tuple[str | None, ...]) -> None:
    (rect,) = root(shape).iter(f"{SVG}rect")
    for name, value in zip(("x", "y", "width", "height"), expected, strict=True):
        if value is not None:
            assert (rect.get(name) or "").removesuffix("px") == value.removesuffix("px")
    assert all("%" not in value and "(" not in value for value in map(str, rect.attrib.values()))


def test_a_text_is_placed_by_shares_of_the_viewport() -> None:
    (line,) = root('<text x="50%" y="50%" dy="10%">a</text>').iter(f"{SVG}text")
    assert (line.get("x"), line.get("y")) == ("100.000", "60.000")


def test_shares_within_a_nested_drawing_are_of_its_own_view() -> None:
    inner = '<svg x="10" width="50" height="50" viewBox="0 0 10 10"><circle cx="50%" cy="50%" r="2"/></svg>'
    (circle,) = root(inner).iter(f"{SVG}circle")
    assert (circle.get("cx"), circle.get("cy")) == ("5", "5")


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('xml:space="preserve"', "a\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} b"),
        ('style="white-space:pre"', "a\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} b"),
        ("", "a b"),
        ('style="text-transform:uppercase"', "A B"),
    ],
)
def test_spaces_and_letters_are_as_the_style_says(attributes: str, expected: str) -> None:
    (line,) = root(f'<text x="1" y="2" {attributes}>a   b</text>').iter(f"{SVG}text")
    assert line.text == expected


def test_a_stroke_below_the_fill_is_drawn_first() -> None:
    style = "fill:#123;stroke:#fed;paint-order:stroke fill;stroke-width:7px"
    below, above = root(f'<text x="1" y="2" style="{style}">halo</text>').iter(f"{SVG}text")
    assert (below.get("fill"), below.get("stroke")) == ("none", "#fed")
    assert (above.get("fill"), above.get("stroke")) == ("#123", "none")


def test_a_font_shorthand_is_written_out() -> None:
    (line,) = root("<text style=\"font:italic bold 18px/1.2 'A B', serif\">x</text>").iter(f"{SVG}text")
    look = [line.get(f"font-{name}") for name in ("style", "weight", "size", "family")]
    assert look == ["italic", "bold", "18", '"A B", serif']


def test_every_shape_has_a_gradient_in_its_own_units() -> None:
    gradient = '<linearGradient id="g"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
    shapes = '<g fill="url(#g)"><rect x="10" width="50" height="20"/><circle cx="50" cy="50" r="10"/></g>'
    found = list(root(gradient + shapes).iter(f"{SVG}linearGradient"))
    ends = sorted((one.get("gradientUnits"), one.get("x1"), one.get("x2")) for one in found)
    assert ends == [("userSpaceOnUse", "10", "60"), ("userSpaceOnUse", "40", "60")]


def test_current_colours_are_those_of_the_place() -> None:
    outer = '<g color="red" fill="currentColor"><rect width="1" height="1"/>'
    inner = '<g color="blue"><rect width="1" height="1"/></g></g>'
    drawing = root(outer + inner)

    def seen(rect: etree._Element) -> str | None:
        nodes = (rect, *rect.iterancestors())
        return next((value for node in nodes if (value := node.get("fill"))), None)

    assert [seen(rect) for rect in drawing.iter(f"{SVG}rect")] == ["red", "blue"]


def test_a_use_of_itself_and_copies_without_end_are_left_out() -> None:
    assert b"<use" not in plain(f'{HEAD}<g id="a"><use href="#a"/></g></svg>'.encode())
    chain = "".join(f'<g id="n{n}"><use href="#n{n - 1}"/><use href="#n{n - 1}"/></g>' for n in range(1, 40))
    drawing = f'{HEAD}<defs><rect id="n0" width="1" height="1"/>{chain}</defs><use href="#n39"/></svg>'
    assert len(plain(drawing.encode())) < 20_000
