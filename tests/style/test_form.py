"""What a `_brand.yml` may say, and what is said about one that says something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Write


def faults(folder: Path) -> list[Diagnostic]:
    with pytest.raises(EnvironmentProblem) as caught:
        style.load(folder)
    return list(caught.value.diagnostics)


def test_every_fault_of_a_file_is_told_at_once(write: Write) -> None:
    found = faults(
        write(
            "color:\n"
            "  primry: '#123456'\n"
            "  danger: nosuch\n"
            "typography:\n"
            "  fonts:\n"
            "    - family: Inter\n"
            "      weight: [400, bald]\n"
            "defaults:\n"
            "  specexport:\n"
            "    page: { size: A44, margin: { top: 5 parsec } }\n"
            "    status: { draft: { colour: red } }\n"
        )
    )
    assert sorted((one.pos.line if one.pos else 0, one.code) for one in found) == [
        (2, "SX051"),
        (3, "SX053"),
        (7, "SX052"),
        (10, "SX052"),
        (10, "SX052"),
        (11, "SX051"),
    ]
    assert all(one.path.endswith("_brand.yml") for one in found)


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        ("color:\n  primry: red\n", "SX051", "unknown key color.primry", "did you mean primary?"),
        ("colour: {}\n", "SX051", "unknown key colour", "did you mean color?"),
        ("color:\n  primary: blueish\n", "SX053", "'blueish' is no colour", "did you mean blue?"),
        ("color:\n  primary: '#12345'\n", "SX053", "color.primary", ""),
        ("color:\n  primary: 12\n", "SX052", "color.primary cannot be 12", "text"),
        ("color:\n  palette: { a: b, b: a }\n  primary: a\n", "SX053", "color.palette.a", ""),
        ("color:\n  primary: secondary\n  secondary: primary\n", "SX053", "leads back to itself", ""),
        ("typography:\n  base: { weight: semibold }\n", "SX052", "typography.base.weight", "semi-bold"),
        ("typography:\n  base: { weight: 1200 }\n", "SX052", "typography.base.weight", "<= 1000"),
        ("typography:\n  base: { size: huge }\n", "SX052", "cannot be 'huge'", "a length such as 10.5pt"),
        ("typography:\n  fonts:\n    - source: file\n", "SX052", "typography.fonts[0]", "family"),
        (
            "defaults:\n  specexport: { page: { size: A44 } }\n",
            "SX052",
            "cannot be 'A44'",
            "did you mean A4?",
        ),
        ("defaults:\n  specexport: { page: { margin: wide } }\n", "SX052", "page.margin", "a length such as"),
        ("defaults:\n  specexport: { page: { margin: 12cm } }\n", "SX052", "no room for text", ""),
        ("defaults:\n  specexport: { page: { margin: -5 } }\n", "SX052", "page.margin cannot be -5", ">= 0"),
        (
            "defaults:\n  specexport: { heading: { h2: { size: -1.5 } } }\n",
            "SX052",
            "heading.h2.size",
            ">= 0",
        ),
        ("defaults:\n  specexport: { page: { size: [1cm] } }\n", "SX052", "page.size", "width and height"),
        ("defaults:\n  specexport: { numbering: { depth: 9 } }\n", "SX052", "numbering.depth", "<= 6"),
        ("defaults:\n  specexport: { extends: nosuch }\n", "SX013", "unknown style 'nosuch'", "known: base"),
        ("defaults:\n  specexport: { extends: ../gone }\n", "SX013", "../gone", ""),
        (
            "defaults:\n  specexport: { words: { figur: x } }\n",
            "SX051",
            "words.figur",
            "did you mean figure?",
        ),
        ("logo: gone.svg\n", "SX054", "gone.svg", ""),
        (
            "typography: { fonts: [{ family: X, weight: [400, bald] }] }\n",
            "SX052",
            "typography.fonts[0].weight[1] cannot be 'bald'",
            "did you mean bold?",
        ),
        ("typography: { fonts: [{ source: file }] }\n", "SX052", "fonts[0] has no family", "add the key"),
        (
            "defaults: { specexport: { status: { new: { color: [1] } } } }\n",
            "SX052",
            "status.new.color has a value of the wrong kind",
            "expected text or a mapping, got a list",
        ),
        (
            "defaults: { specexport: { code: { line-number: true } } }\n",
            "SX051",
            "unknown key defaults.specexport.code.line-number",
            "did you mean line-numbers?",
        ),
        (
            "defaults: { specexport: { numbering: { show: 1 } } }\n",
            "SX052",
            "numbering.show cannot be 1",
            "expected true or false, got a whole number",
        ),
        ("color: [1, 2\n", "SX050", "not YAML", ""),
        ("- a\n- b\n", "SX050", "no keys and values", "write key: value, a line for each"),
        ("color: {}\ncolor: {}\n", "SX051", "color stands twice", ""),
        ("a: &a [*a, *a]\n", "SX050", "", ""),
        ("? [x]\n: y\n", "SX051", "a key must be text", ""),
    ],
)
def test_a_fault_is_named_with_its_place_and_remedy(
    write: Write, text: str, code: str, message: str, hint: str
) -> None:
    found = faults(write(text))[0]
    assert found.code == code
    assert message in found.message
    assert hint in found.hint
    assert found.path.endswith("_brand.yml")
    assert found.severity == "error"


def test_bytes_that_are_no_text_are_refused(write: Write) -> None:
    folder = write("")
    (folder / "_brand.yml").write_bytes(b"color:\n  primary: \xff\xfe\n")
    assert faults(folder)[0].code == "SX050"


def test_unfolding_aliases_end_somewhere(write: Write) -> None:
    lines = ["a: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert faults(write("\n".join(lines)))[0].code == "SX050"


def test_an_empty_file_is_the_base_style(write: Write) -> None:
    look = style.load(write(""))
    assert look.name == "acme"
    assert look.colors == style.load("base").colors


@pytest.mark.parametrize(
    "text",
    [
        "color: { primary: { light: null } }\n",
        "color: { primary: {} }\n",
        "defaults: { specexport: { status: { draft: {} } } }\n",
        "defaults: { specexport: { status: { mine: { color: { light: null } } } } }\n",
        "defaults: { specexport: { table: null, heading: { h2: null } } }\n",
    ],
)
def test_what_is_empty_says_nothing(write: Write, text: str) -> None:
    look, base = style.load(write(text)), style.load("base")
    assert (look.colors, look.headings, look.status_colors) == (
        base.colors,
        base.headings,
        base.status_colors,
    )


def test_what_other_programs_read_is_left_alone(write: Write) -> None:
    look = style.load(write("defaults:\n  quarto: { anything: [1, 2] }\n  bootstrap: { x: y }\n"))
    assert look.base == style.load("base").base


@pytest.mark.parametrize(
    "text",
    [
        "logo: ../secret.png\n",
        "logo: { images: { a: { path: ../secret.png } }, small: a }\n",
        "logo: /etc/hostname\n",
        "logo: link.png\n",
        "typography: { fonts: [{ family: X, source: file, files: [../secret.png] }], base: X }\n",
        "typography: { fonts: [{ family: X, source: file, files: ['package:yaml/../s.ttf'] }], base: X }\n",
        'logo: "a\\0b"\n',
    ],
)
def test_a_style_shows_no_file_outside_its_folder(write: Write, text: str) -> None:
    folder = write(text)
    (folder.parent / "secret.png").write_bytes(b"secret")
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    assert [(one.code, one.message.split()[0]) for one in faults(folder)] in (
        [("SX054", "logo")],
        [("SX054", "typography.fonts")],
    )


def test_a_role_may_have_the_name_of_its_colour(write: Write) -> None:
    look = style.load(write("color: { palette: { primary: '#003366' }, primary: primary }\n"))
    assert look.colors.primary == "#003366"
