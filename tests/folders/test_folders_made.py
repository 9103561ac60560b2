"""What is made of the kept folders: every word in each format, every link between parts to its heading."""

from __future__ import annotations

import re
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest
from corpus import words
from kept_folders import FOLDERS, links, place
from lxml import etree, html

from specexport.api import export, folders

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic

TARGETS = ("html", "pdf", "docx")
# What becomes contents, a name, a reference, or what a generator of sites is told.
_NOT_PRINTED = re.compile(r"\[\[_TOC_\]\]|\{#[\w-]+\}|@fig-\w+|^(?:id|sidebar_position): .*$", re.MULTILINE)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Made:
    """What was made of one folder."""

    def __init__(self, kind: str, out: Path) -> None:
        self.folder = place(kind)
        self.plan = folders.plan(self.folder)
        self.texts = [one.path for one in self.plan.parts if one.path.endswith((".md", ".qmd"))]
        self.told: list[Diagnostic] = []
        written = export.export(self.folder, TARGETS, output=f"{out}/", report=self.told.append)
        self.files = {one.target: one.path for one in written}

    def links(self) -> set[tuple[str, str]]:
        return set(links(self.folder, self.texts))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    out = tmp_path_factory.mktemp("made")
    return {kind: Made(kind, out / kind.replace(" ", "")) for kind in FOLDERS}


def squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("kind", FOLDERS)
def test_every_word_of_every_part_is_there(kind: str, target: str, made: dict[str, Made]) -> None:
    one = made[kind]
    text = words.READ[target](one.files[target])
    for path in one.texts:
        source = (one.folder / path).read_text(encoding="utf-8")
        source = re.sub(r"\A---\n(.*?)\n---\n", r"\1\n\n", source, flags=re.DOTALL)
        source = _NOT_PRINTED.sub("", source)
        assert not words.lost(words.of_source(source), text, target), path
    for part in one.plan.parts:
        if part.path.endswith((".yaml", ".sql")):
            code = (one.folder / part.path).read_text(encoding="utf-8")
            assert not words.lost(words.of_source(f"```\n{code}```\n"), text, target)


@pytest.mark.parametrize("kind", FOLDERS)
def test_links_between_parts_lead_to_their_headings_in_html(kind: str, made: dict[str, Made]) -> None:
    page = html.parse(str(made[kind].files["html"])).getroot()
    by_id = {one.get("id"): one for one in page.iter() if one.get("id")}
    leads = [
        (" ".join(one.text_content().split()), squeezed(by_id[one.get("href")[1:]].text_content()))
        for one in page.iter("a")
        if one.get("href", "").startswith("#")
    ]
    wanted = made[kind].links()
    assert wanted
    for said, heading in wanted:
        there = [target for text, target in leads if text == said]
        assert any(_is(target, heading) for target in there), (said, heading, there)


def _is(found: str, heading: str) -> bool:
    """Say whether a heading, perhaps with a number before it and without what the title says, is that one."""
    bare, tail = re.sub(r"^(?:appendix[a-z]|[\d.]+)", "", found), squeezed(re.sub(r"^\d+\.?\s+", "", heading))
    return found.endswith(tail) or (len(bare) > 3 and squeezed(heading).startswith(bare)) or tail in found


@pytest.mark.parametrize("kind", FOLDERS)
def test_links_between_parts_lead_to_bookmarks_at_headings_in_word(kind: str, made: dict[str, Made]) -> None:
    with zipfile.ZipFile(made[kind].files["docx"]) as package:
        parts = {"word/document.xml", "word/footnotes.xml"} & {*package.namelist()}
        roots = [etree.fromstring(package.read(name)) for name in sorted(parts)]
    marks = {}
    for mark in roots[0].iter(f"{W}bookmarkStart"):
        paragraph = next((one for one in mark.iterancestors(f"{W}p")), None)
        paragraph = mark.getnext() if paragraph is None else paragraph
        marks[mark.get(f"{W}name")] = squeezed("".join(one.text or "" for one in paragraph.iter(f"{W}t")))
    leads = [
        ("".join(one.text or "" for one in link.iter(f"{W}t")), marks.get(link.get(f"{W}anchor"), ""))
        for root in roots
        for link in root.iter(f"{W}hyperlink")
    ]
    for said, heading in made[kind].links():
        there = [target for text, target in leads if " ".join(text.split()) == said]
        assert any(_is(target, heading) for target in there), (said, heading, there)


@pytest.mark.parametrize("kind", FOLDERS)
def test_links_between_parts_lead_to_pages_with_their_headings(kind: str, made: dict[str, Made]) -> None:
    page = html.parse(str(made[kind].files["html"])).getroot()
    ids = ((one.get("id"), one.text_content()) for one in page.iter("h1", "h2", "h3", "h4", "h5"))
    headings = {ident: squeezed(text) for ident, text in ids if ident}
    places, leads = _destinations(made[kind].files["pdf"])
    text = [squeezed(one) for one in _pages(made[kind].files["pdf"])]
    assert leads <= {*places}
    for ident in leads & {*headings}:
        assert headings[ident][-20:] in text[places[ident]], ident
    for _, heading in made[kind].links():
        assert any(_is(headings.get(ident, ""), heading) for ident in leads), heading


def _destinations(path: Path) -> tuple[dict[str, int], set[str]]:
    """Return the page of every destination in a PDF, and the destinations that links lead to."""
    with pikepdf.open(path) as pdf:
        known = pikepdf.NameTree(pdf.Root.Names.Dests).items()
        numbers = {one.objgen: at for at, one in enumerate(pdf.pages)}
        places = {str(name): numbers[value[0].objgen] for name, value in known}
        notes = [note for one in pdf.pages for note in one.get("/Annots", []) if note.Subtype == "/Link"]
        inside = (note for note in notes if "/URI" not in note.get("/A", {}))
        leads = {str(note.Dest if "/Dest" in note else note.A.D) for note in inside}
    return places, leads


def _pages(path: Path) -> list[str]:
    run = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True)
    return run.stdout.split("\f")


def test_a_stakeholder_finds_what_was_asked_for(made: dict[str, Made]) -> None:
    text = " ".join(words.READ["html"](made["spec-kit"].files["html"]).split())
    for said in (
        "Progress: 3 of 5 tasks are done (60 %).",
        "Does the union have to be asked?",
        "Status (Implementation Plan)",
        "POST",
    ):
        assert said in text
    text = " ".join(words.READ["html"](made["decisions"].files["html"]).split())
    assert "Register of decisions" in text


def test_messages_name_the_files_of_a_folder(made: dict[str, Made]) -> None:
    told = [str(one) for one in made["spec-kit"].told]
    assert any(re.match(r".*/012-shift-swap/plan\.md:3:32: info SX811", one) for one in told)
    assert [one for one in told if " warning " in one or " error " in one] == []
