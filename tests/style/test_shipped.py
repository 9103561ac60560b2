"""The styles that come with the program."""

from __future__ import annotations

import pytest

from specexport import style
from specexport.style import palette
from specexport.style.colors import contrast, mix
from specexport.style.layers import chain
from specexport.style.resolve import StyleReader, resolve
from specexport.style.stack import Stack

SHIPPED = sorted(style.available())


def letters(look: style.Style) -> dict[str, str]:
    """Every colour that letters are set in on paper or on the tint."""
    types = [look.base, look.title, look.caption, look.table, look.running]
    types += [heading.type for heading in look.headings]
    roles = ("text", "secondary", "primary", "accent", "link", "success", "info", "warning", "danger")
    return {
        **{role: getattr(look.colors, role) for role in roles},
        **{f"status {name}": color for name, color in look.status_colors.items()},
        **{f"type {index}": type_.color for index, type_ in enumerate(types)},
    }


def test_the_styles_of_the_program_are_there() -> None:
    assert {"base", "corporate"} <= set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_letters_can_be_read_on_every_ground(name: str) -> None:
    look = style.load(name)
    faint = {
        (what, ground): round(ratio, 2)
        for what, color in letters(look).items()
        for ground in (look.colors.background, look.colors.tint)
        if (ratio := contrast(color, ground)) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize("name", SHIPPED)
def test_coloured_words_can_be_read_on_their_own_tint(name: str) -> None:
    look = style.load(name)
    faint = {
        what: color
        for what, color in letters(look).items()
        if contrast(color, mix(color, look.colors.background, 0.12)) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize("name", SHIPPED)
def test_admonitions_and_code_can_be_read(name: str) -> None:
    look = style.load(name)
    theme = look.code_theme
    kinds = ("keyword", "string", "number", "comment", "name", "type", "inserted", "deleted")
    assert {kind for kind in kinds if contrast(getattr(theme, kind), theme.background) < 4.5} == set()
    for kind, admonition in look.admonitions.items():
        assert contrast(admonition.color, admonition.background) >= 4.5, kind
        assert contrast(look.colors.text, admonition.background) >= 4.5, kind


@pytest.mark.parametrize("name", SHIPPED)
def test_code_can_be_read_on_lines_that_stand_out(name: str) -> None:
    look = style.load(name)
    light = palette.colors(look)
    for shades in (light, palette.dark(light, dict(look.dark))):
        ground = shades["code-highlight-tint"]
        faint = {
            kind
            for kind in look.code_theme.__struct_fields__[:8]
            if contrast(shades[f"code-{kind}"], ground) < 4.5
        }
        assert faint == set()


@pytest.mark.parametrize("name", SHIPPED)
def test_no_colour_of_a_shipped_style_had_to_be_mended(name: str) -> None:
    stack = Stack(chain(style.available()[name]))
    reader = StyleReader(stack)
    resolve(reader)
    assert stack.problems == []
    assert reader.notes == []


def test_the_base_says_whatever_has_no_default() -> None:
    (base,) = chain(style.available()["base"])
    stack = Stack((base,))
    assert StyleReader(stack).brand.own.table_rules.head_background_color.startswith("#")
    del stack.data["defaults"]["specexport"]["table"]["head-background-color"]
    with pytest.raises(LookupError, match="no style says head-background-color"):
        StyleReader(stack)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_family_has_files_for_print_and_page(name: str) -> None:
    look = style.load(name)
    texts = [look.base, look.title, look.code, look.caption, look.table, look.running]
    texts += [heading.type for heading in look.headings]
    for family in {text.family for text in texts}:
        faces = [face for face in look.fonts if face.family == family]
        assert any(face.path for face in faces), family
        assert any(face.web for face in faces), family


@pytest.mark.parametrize("name", SHIPPED)
def test_web_fonts_are_small_and_licences_lie_beside_the_fonts(name: str) -> None:
    fonts = style.available()[name] / "fonts"
    carried = {path.name.split("-")[0] for path in fonts.glob("*.woff2")} if fonts.is_dir() else set()
    assert all(path.stat().st_size < 40_000 for path in fonts.glob("*.woff2"))
    for family in carried:
        assert list(fonts.glob(f"{family.removesuffix('.woff2')}*LICENSE.txt")), family


@pytest.mark.parametrize("name", SHIPPED)
def test_a_heading_belongs_to_what_follows(name: str) -> None:
    for heading in style.load(name).headings:
        assert heading.space_before >= 2 * heading.space_after


@pytest.mark.parametrize("name", SHIPPED)
def test_sizes_are_half_points_and_fall_with_the_level(name: str) -> None:
    look = style.load(name)
    sizes = [heading.type.size for heading in look.headings]
    assert sizes == sorted(sizes, reverse=True)
    assert all((size * 2).is_integer() for size in [*sizes, look.base.size, look.code.size, look.title.size])


def test_code_of_eighty_columns_fits_the_text() -> None:
    look = style.load("base")
    advance = 1233 / 2048  # DejaVu Sans Mono
    assert 80 * look.code.size * advance <= look.page.text_width - 14


def test_the_body_holds_a_readable_measure() -> None:
    look = style.load("base")
    average = 0.5 * look.base.size
    assert 68 <= look.page.text_width / average <= 90
