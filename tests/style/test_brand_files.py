"""Files in the manner of those that others publish for Quarto and Shiny load as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.renderers.html import css
from specexport.style import palette
from specexport.style.colors import contrast

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic

    from .conftest import Write

LIGHT_DARK = """
meta: { name: { full: Harbour Pilots Guild, short: Harbour }, link: { home: https://example.org } }
logo:
  images: { light: { path: l.png, alt: Harbour }, dark: d.png }
  medium: { light: light, dark: dark }
color:
  palette: { sea: '#0a3d62', foam: '#e8f1f5', night: '#06141f' }
  foreground: { light: night, dark: foam }
  background: { light: white, dark: night }
  primary: { light: sea, dark: '#7fb6d6' }
typography:
  headings: { color: { light: primary, dark: foam } }
"""
LOGO_AS_TEXT = """
meta: { name: Orchard }
logo: mark.png
color: { primary: '#7a1f3d', link: '#7a1f3d' }
"""
GOOGLE = """
color:
  palette: { dark-grey: '#222222', blue: '#ddeaf1' }
  background: blue
  foreground: dark-grey
  primary: black
typography:
  fonts:
    - { family: Jura, source: google }
    - { family: Fira Code, source: bunny, weight: [400, 600], style: normal, display: block }
  base: Jura
  headings: { family: Jura, weight: semi-bold, style: normal, line-height: 1.2 }
  monospace: { family: Fira Code, size: 0.9em }
"""
SCREEN = """
typography:
  fonts: [{ family: Open Sans, source: google, weight: [300, 700] }]
  base: { family: Open Sans, size: 18px, weight: 300, line-height: 1.6 }
  monospace-inline: { color: '#7d12ba', background-color: '#f8f9fa' }
  monospace-block: { color: foreground, background-color: light, line-height: 1.4 }
  link: { weight: bold, color: danger, decoration: underline, background-color: light }
defaults:
  bootstrap: { defaults: { navbar-bg: $brand-orange } }
  quarto: { format: { html: { toc: true } } }
"""
PALE = """
color:
  palette: { sun: '#ffc107', sky: '#9fd3ff', white: '#FFF' }
  primary: sun
  secondary: sky
  foreground: rgb(60 60 60)
  warning: sun
"""
SYSTEM = """
typography:
  fonts: [{ family: Calibri, source: system }]
  base: { family: Calibri, size: 12pt }
  headings: Calibri
"""


STACKS = """
meta: { name: County Survey, address: 1 Main Street, links: { home: https://example.org } }
logo: { images: { wide: /mark.png, icon: { light: /mark.png, dark: /d.png } }, small: icon, large: wide }
color: { primary: '#2e3192', light: '#f4f2ed' }
typography:
  fonts:
    - { family: Aptos Display, source: system, weight: 300..700 }
    - { family: Georgia, source: system, weight: [400, 600..900] }
    - { family: Noto Sans Mono, source: system }
  base: { family: "'Aptos Display', Aptos, sans-serif", line-height: 1.7, size: 1.1rem }
  headings: "Georgia, serif"
  monospace: { family: "\\"Noto Sans Mono\\", monospace", size: 0.95em }
"""


def load(write: Write, text: str) -> tuple[style.Style, list[Diagnostic]]:
    folder = write(text)
    for name in ("l.png", "d.png", "mark.png"):
        (folder / name).write_bytes(b"\x89PNG")
    notes: list[Diagnostic] = []
    return style.load(folder, notes.append), notes


def test_light_and_dark_values(write: Write) -> None:
    look, notes = load(write, LIGHT_DARK)
    assert (look.colors.text, look.colors.primary) == ("#06141f", "#0a3d62")
    assert look.headings[0].type.color == "#0a3d62"
    assert look.logo is not None
    assert look.logo.name == "l.png"
    assert look.company == "Harbour Pilots Guild"
    assert notes == []


def test_a_logo_that_is_only_a_path(write: Write) -> None:
    look, _ = load(write, LOGO_AS_TEXT)
    assert look.logo is not None
    assert look.logo.name == "mark.png"
    assert (look.company, look.colors.link, look.colors.accent) == ("Orchard", "#7a1f3d", "#7a1f3d")


def test_fonts_from_elsewhere_are_stood_in_for_with_one_warning_each(write: Write) -> None:
    look, notes = load(write, GOOGLE)
    assert look.colors.background == "#ddeaf1"
    assert (look.base.family, look.code.family) == ("Open Sans", "DejaVu Sans Mono")
    assert [note.code for note in notes] == ["SX055", "SX055"]
    assert all(note.severity == "warning" for note in notes)
    assert "Jura" in notes[0].message
    assert "fonts/Jura-Regular.ttf" in notes[0].hint


def test_a_palette_of_the_company_does_not_recolour_what_it_extends(write: Write) -> None:
    look, _ = load(write, GOOGLE)
    base = style.load("base")
    assert look.colors.info == base.colors.info


def test_files_in_the_fonts_folder_serve_a_family_from_elsewhere(write: Write) -> None:
    folder = write(GOOGLE)
    (folder / "fonts").mkdir()
    for name in ("Jura-Regular.ttf", "Jura-BoldItalic.ttf", "Jura-Regular.woff2"):
        (folder / "fonts" / name).write_bytes(b"")
    notes: list[Diagnostic] = []
    look = style.load(folder, notes.append)
    assert look.base.family == "Jura"
    cuts = [(face.weight, face.italic, bool(face.web)) for face in look.fonts if face.family == "Jura"]
    assert cuts == [(400, False, True), (700, True, False)]
    assert len(notes) == 1


def test_sizes_for_the_screen_keep_their_proportion_in_print(write: Write) -> None:
    look, _ = load(write, SCREEN)
    assert look.base.size == 12  # 18 px of a norm of 16 px, on a norm of 10.5 points
    assert look.base.weight == 300
    assert look.base.line_height == pytest.approx(19.2)
    assert look.code.line_height == pytest.approx(1.4 * look.code.size)
    assert look.colors.link == style.load("base").colors.danger


def test_pale_colours_are_darkened_until_letters_can_be_read(write: Write) -> None:
    look, _ = load(write, PALE)
    for role in ("text", "secondary", "primary", "accent", "link", "warning"):
        assert contrast(getattr(look.colors, role), look.colors.tint) >= 4.5, role
    assert dict(look.colors.palette)["sun"] == "#ffc107"


def test_a_font_of_the_system_keeps_its_name(write: Write) -> None:
    look, notes = load(write, SYSTEM)
    assert (look.base.family, look.base.size, look.headings[0].type.family) == ("Calibri", 12, "Calibri")
    assert notes == []


def test_lists_of_families_ranges_of_weights_and_paths_from_the_root(write: Write) -> None:
    look, notes = load(write, STACKS)
    assert (look.base.family, look.headings[0].type.family) == ("Aptos Display", "Georgia")
    assert look.code.family == "Noto Sans Mono"
    assert look.logo is not None
    assert look.logo.name == "mark.png"
    assert notes == []


@pytest.mark.parametrize("text", [LIGHT_DARK, LOGO_AS_TEXT, GOOGLE, SCREEN, PALE, SYSTEM, STACKS])
def test_every_token_of_such_a_style_has_a_value(write: Write, text: str) -> None:
    look, _ = load(write, text)
    assert look.colors.text.startswith("#")
    assert len(look.headings) == 6
    assert look.page.text_width > 400


def test_a_remote_logo_is_left_out_with_a_warning(write: Write) -> None:
    look, notes = load(write, "logo: { medium: 'https://example.org/logo.svg' }\n")
    assert look.logo is None
    assert [note.code for note in notes] == ["SX055"]


def test_dark_values_are_those_of_the_pages_dark_theme(write: Write) -> None:
    look, _ = load(write, LIGHT_DARK)
    given = dict(look.dark)
    assert (given["background"], given["text"], given["primary"]) == ("#06141f", "#e8f1f5", "#7fb6d6")
    assert given["h1-color"] == "#e8f1f5"
    assert "code-bar" in given, "what names the primary colour follows it"
    shaded = palette.dark(palette.colors(look), given)
    assert (shaded["background"], shaded["text"], shaded["primary"]) == ("#06141f", "#e8f1f5", "#7fb6d6")
    assert "#7fb6d6" in css.screen(look)


def test_a_style_without_dark_values_has_none(write: Write) -> None:
    assert load(write, PALE)[0].dark == ()
