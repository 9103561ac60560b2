"""A style made from a Word template renders like it: measured in the XML of what comes out."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from checkers import tools
from lxml import etree

from specexport import style
from specexport.core.context import Context, Source
from specexport.core.diagnostics import EnvironmentProblem
from specexport.pipeline import flow
from specexport.style.tools import audit, from_word
from specexport.style.tools.specimen import Swatches, specimen

from . import templates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

W = f"{{{templates.W}}}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MADE: dict[str, Callable[[], bytes]] = {
    "bank": templates.bank,
    "works": templates.works,
    "verlag": templates.verlag,
}


class Word:
    """A Word file that was written in a style."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}

    def root(self, part: str) -> Any:
        return etree.fromstring(self.parts[f"word/{part}"])

    def style(self, ident: str) -> dict[str, str]:
        """Family, half points, colour and switches of a style, through the theme and what it is based on."""
        root = self.root("styles.xml")
        entries = {entry.get(f"{W}styleId"): entry for entry in root.iterfind(f"{W}style")}
        chain = [entries[ident]]
        while (based := chain[-1].find(f"{W}basedOn")) is not None:
            chain.append(entries[based.get(f"{W}val")])
        owners = [entry.find(f"{W}rPr") for entry in chain] + [
            root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        ]
        found: dict[str, str] = {}
        for owner in (owner for owner in owners if owner is not None):
            for child in owner:
                found.setdefault(child.tag.removeprefix(W), self._value(child))
        return found

    def _value(self, child: Any) -> str:
        if child.tag == f"{W}rFonts":
            theme = child.get(f"{W}asciiTheme")
            return self.fonts()[theme[:5]] if theme else str(child.get(f"{W}ascii"))
        return str(child.get(f"{W}val", "on"))

    def fonts(self) -> dict[str, str]:
        scheme = self.root("theme/theme1.xml").find(f".//{A}fontScheme")
        return {kind: scheme.find(f"{A}{kind}Font/{A}latin").get("typeface") for kind in ("major", "minor")}

    def accents(self) -> list[str]:
        scheme = self.root("theme/theme1.xml").find(f".//{A}clrScheme")
        return [scheme.find(f"{A}accent{number}/{A}srgbClr").get("val") for number in range(1, 7)]

    def space(self, ident: str) -> dict[str, str]:
        entry = self.root("styles.xml").find(f"{W}style[@{W}styleId='{ident}']/{W}pPr")
        return {child.tag.removeprefix(W): child.get(f"{W}val", "on") for child in entry}

    def page(self) -> tuple[dict[str, int], dict[str, int]]:
        section = list(self.root("document.xml").iter(f"{W}sectPr"))[-1]
        return tuple(  # type: ignore[return-value]  # two elements, two mappings
            {
                name.removeprefix(W): int(value)
                for name, value in section.find(f"{W}{tag}").attrib.items()
                if value.isdigit()
            }
            for tag in ("pgSz", "pgMar")
        )

    def running(self, kind: str, which: str = "default") -> str:
        """Text and fields of the last section's header or footer; tabs as `|`."""
        section = list(self.root("document.xml").iter(f"{W}sectPr"))[-1]
        relations = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        (ident,) = (
            reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
            for reference in section.iterfind(f"{W}{kind}Reference")
            if reference.get(f"{W}type") == which
        )
        (target,) = (relation.get("Target", "") for relation in relations if relation.get("Id") == ident)
        said = []
        for element in self.root(target.removeprefix("/word/")).iter(f"{W}t", f"{W}tab", f"{W}instrText"):
            if element.tag == f"{W}tab" and element.getparent().tag == f"{W}r":
                said.append("|")
            elif element.tag != f"{W}tab":
                said.append(f"<{element.text.strip()}>" if element.tag == f"{W}instrText" else element.text)
        return "".join(said)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The style folders made from the templates."""
    place = tmp_path_factory.mktemp("adopted")
    for name, make in MADE.items():
        (place / f"{name}.dotx").write_bytes(make())
        from_word.from_docx(place / f"{name}.dotx", place / name, name.capitalize())
    return {name: place / name for name in MADE}


@pytest.fixture(scope="module")
def written(taken: dict[str, Path]) -> dict[str, Word]:
    """The specimen in each style, as Word files."""
    found = {}
    for name, folder in taken.items():
        look = style.load(folder)
        context = Context(style=look, resources=Swatches(look), source=Source(b"", "specimen.md"))
        document = flow.read(specimen(look), context)
        found[name] = Word(flow.render(document, "docx", context).data)
    return found


@pytest.mark.parametrize("name", MADE)
def test_a_style_that_was_taken_over_has_no_fault(taken: dict[str, Path], name: str) -> None:
    assert [one for one in audit.check(taken[name]) if one.severity == "error"] == []


FACES = {
    "bank": {
        "BodyText": ("Georgia", "22", "222222"),
        "Heading1": ("Arial", "40", "8A1C3B"),
        "Heading2": ("Arial", "30", "8A1C3B"),
        "Title": ("Calibri", "52", "17365D"),
    },
    "works": {
        "BodyText": ("Verdana", "19", "1B1F23"),
        "Heading1": ("Trebuchet MS", "36", "0B5D4E"),
        "Heading2": ("Trebuchet MS", "28", "0B5D4E"),
        "Title": ("Trebuchet MS", "60", "0B5D4E"),
    },
    "verlag": {
        "BodyText": ("Palatino Linotype", "20", "2B2B2B"),
        "Heading1": ("Palatino Linotype", "32", "5A3E1B"),
        "Heading2": ("Palatino Linotype", "24", "2B2B2B"),
        "Caption": ("Palatino Linotype", "17", "2B2B2B"),
    },
}


@pytest.mark.parametrize("name", MADE)
def test_fonts_sizes_and_colours_are_those_of_the_template(written: dict[str, Word], name: str) -> None:
    faces = {ident: written[name].style(ident) for ident in FACES[name]}
    assert {ident: (face["rFonts"], face["sz"], face["color"]) for ident, face in faces.items()} == FACES[
        name
    ]


def test_words_colours_are_those_of_the_theme(written: dict[str, Word]) -> None:
    assert written["works"].accents() == ["0B5D4E", "D9622B", "3E7CB1", "F2B134", "7B5EA7", "5C6B73"]
    assert written["bank"].accents() == ["4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646"]
    assert written["works"].fonts() == {"major": "Trebuchet MS", "minor": "Verdana"}


PAGES = {
    "bank": ((12240, 15840), (1584, 1440, 1296, 1800)),
    "works": ((11906, 16838), (1985, 1134, 1418, 1701)),
    "verlag": ((8391, 11906), (1134, 850, 1134, 1360)),
}


@pytest.mark.parametrize("name", MADE)
def test_the_page_is_that_of_the_template(written: dict[str, Word], name: str) -> None:
    sheet, margins = written[name].page()
    assert (sheet["w"], sheet["h"]) == pytest.approx(PAGES[name][0], abs=1)
    sides = tuple(margins[side] for side in ("top", "right", "bottom", "left"))
    assert sides == pytest.approx(PAGES[name][1], abs=1)


RUNNING = {
    ("bank", "header", "default"): "Meridian Savings Bank|<TITLE>Specimen: bank",
    ("bank", "footer", "default"): "Strictly internal|Page <PAGE> of <NUMPAGES>",
    ("works", "header", "default"): "|Northgate Works|<STYLEREF 1>",
    ("works", "footer", "default"): "|<PAGE>",
    ("verlag", "header", "default"): "<STYLEREF 1>|<PAGE>",
    ("verlag", "header", "even"): "<PAGE>|<TITLE>Specimen: verlag",
    ("verlag", "footer", "default"): "|Seite <PAGE> von <NUMPAGES>",
}


@pytest.mark.parametrize(("name", "kind", "which"), RUNNING)
def test_header_and_footer_say_what_those_of_the_template_do(
    written: dict[str, Word], name: str, kind: str, which: str
) -> None:
    said = re.sub(r"(?<=PAGE>|AGES>)\d+", "", written[name].running(kind, which).replace("\u2002", ""))
    assert said == RUNNING[name, kind, which]


def test_headings_keep_capitals_numbers_places_and_pages(written: dict[str, Word]) -> None:
    assert written["bank"].style("Heading1")["caps"] == "on"
    assert written["verlag"].style("Heading1")["smallCaps"] == "on"
    assert written["verlag"].space("Heading1").keys() >= {"pageBreakBefore", "jc"}
    assert "numPr" in written["works"].space("Heading3")
    assert "numPr" not in written["bank"].space("Heading1")


def test_paper_for_both_sides_stays_so(written: dict[str, Word]) -> None:
    settings = written["verlag"].root("settings.xml")
    assert settings.find(f"{W}mirrorMargins") is not None
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    assert written["bank"].root("settings.xml").find(f"{W}mirrorMargins") is None


def test_the_logo_is_taken_out_of_the_header(taken: dict[str, Path]) -> None:
    assert (taken["works"] / "logo.png").read_bytes() == templates.png()
    assert style.load(taken["works"]).logo == taken["works"] / "logo.png"
    assert style.load(taken["bank"]).logo is None


def test_a_style_is_not_written_over(taken: dict[str, Path]) -> None:
    with pytest.raises(EnvironmentProblem, match="SX059"):
        from_word.from_docx(taken["bank"].with_suffix(".dotx"), taken["bank"])


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="SX001"):
        from_word.from_docx(tmp_path / "x.dotx", tmp_path / "x")
    with pytest.raises(EnvironmentProblem, match="SX003"):
        from_word.from_docx(tmp_path, tmp_path / "x")


def refuse(tmp_path: Path, data: bytes) -> str:
    (tmp_path / "bad.docx").write_bytes(data)
    with pytest.raises(EnvironmentProblem) as caught:
        from_word.from_docx(tmp_path / "bad.docx", tmp_path / "bad")
    assert not (tmp_path / "bad").exists()
    assert caught.value.diagnostic.code == "SX075"
    return caught.value.diagnostic.message


def with_part(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(templates.works())) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, data if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, data)
    return stream.getvalue()


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    assert "no Word file" in refuse(tmp_path, b"# Not Word\n")
    assert "no Word file" in refuse(tmp_path, templates.works()[:900])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as other:
        other.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert "another program" in refuse(tmp_path, stream.getvalue())


def test_entities_and_document_types_are_refused(tmp_path: Path) -> None:
    styles = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:styles xmlns:w="x">&e;</w:styles>'
    assert "document type" in refuse(tmp_path, with_part("word/styles.xml", styles))
    assert "damaged" in refuse(tmp_path, with_part("word/styles.xml", b"<w:styles"))


def test_what_unfolds_beyond_reason_is_refused(tmp_path: Path) -> None:
    assert "unfolds beyond reason" in refuse(tmp_path, with_part("word/styles.xml", bytes(3_000_000)))


def test_names_that_lead_out_are_refused(tmp_path: Path) -> None:
    assert "leads out" in refuse(tmp_path, with_part("../evil.xml", b"<x/>"))


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as many:
        for number in range(4001):
            many.writestr(f"{number}.xml", b"")
    assert "parts" in refuse(tmp_path, stream.getvalue())


def test_hostile_templates_are_refused_or_read(tmp_path: Path) -> None:
    refused = {}
    for path in sorted((tools.shared() / "nasty" / "templates").glob("*.docx")):
        try:
            from_word.from_docx(path, tmp_path / path.stem)
        except EnvironmentProblem as error:
            refused[path.name[:3]] = error.diagnostic.code
    assert refused == dict.fromkeys(("j01", "j02", "j03", "j04", "j05", "j07", "j08"), "SX075")
