"""Each thing that reaches into WeasyPrint acts with the installed release, and can stand aside.

A release in which one of them has nothing to hold on to fails the first of the two tests, by name; the second
one shows what a reader gets then.
"""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pikepdf
import pydyf
import pytest

import specexport
from specexport.model import document as d
from specexport.renderers.pdf.weasyprint import engine
from specexport.renderers.pdf.weasyprint.engine import (
    accessible,
    complete,
    copying,
    fonts,
    line_cache,
    serialise,
)
from specexport.renderers.pdf.weasyprint.engine.log import Log, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic

SOURCE = """# Technical Specification: Patches

## Lists

- one
  - nested
- two with a [link with `code` in it](#lists)

## Words

| Name | What |
|---|---|
| One  | الحمد لله fi |
"""


def pdf(source: str = SOURCE) -> tuple[bytes, list[str]]:
    """Return a specification as PDF, and the codes of what was said."""
    said: list[Diagnostic] = []
    made = specexport.convert(source.encode(), ["pdf"], report=said.append)
    return made["pdf"].data, [one.code for one in said]


def metadata(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as file:
        return bytes(file.Root.Metadata.read_bytes())


class _Other:
    """What has nothing of what is looked for."""


# fontTools, imported late


def run(program: str) -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)


def test_late_imports_act() -> None:
    run(
        "import sys\n"
        "from specexport.renderers.pdf.weasyprint import engine\n"
        "engine.load()\n"
        "assert not any(name.startswith(('fontTools.subset', 'fontTools.varLib')) for name in sys.modules)\n"
    )


def test_late_imports_stand_aside_for_what_they_do_not_know() -> None:
    run(
        "import sys\n"
        "from specexport.renderers.pdf.weasyprint import engine\n"
        "with engine._late():\n"
        "    from fontTools.varLib import mutator, builder\n"  # as releases before 67 do
        "    from fontTools.varLib.instancer import OverlapMode, instantiateVariableFont\n"
        "    from fontTools import subset\n"
        "    assert issubclass(subset.Options, object)\n"
        "import enum, fontTools.varLib.instancer as real\n"
        "assert issubclass(OverlapMode, enum.Enum) and real.OverlapMode is OverlapMode\n"
        "assert mutator.__file__ and builder.__file__ and real.__file__\n"
        "assert not any(isinstance(module, engine._Late) for module in sys.modules.values())\n"
    )


# ctypes.util.find_library

FIND = """
import ctypes.util, sys
from specexport.renderers.pdf.weasyprint import engine
asked = []
search = ctypes.util.find_library
ctypes.util.find_library = lambda name: asked.append(name) or search(name)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere WeasyPrint searches as it always does")
def test_libraries_are_not_searched_for() -> None:
    run(FIND + "engine.load()\nassert not asked, asked")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere WeasyPrint searches as it always does")
def test_libraries_are_searched_for_where_the_loader_does_not_know_them() -> None:
    run(
        FIND
        + "engine._LIBRARIES = ('libnowhere.so.0',)\nengine.load()\nassert asked or sys.platform != 'linux'"
    )


# Code that is copied

CODE = "# Title\n\n```yaml\na:\n    - b\n```\n"


def test_code_is_drawn_for_those_who_copy_it() -> None:
    engine.load()
    assert hasattr(sys.modules["weasyprint.draw"].draw_block_level, "__wrapped__")
    data, said = pdf(CODE)
    with pikepdf.open(io.BytesIO(data)) as file:
        content = b"".join(page.Contents.read_bytes() for page in file.pages)
    assert b"/ActualText (    - b)" in content
    assert not said


def test_an_engine_that_draws_otherwise_draws_as_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.load()
    other = _Other()
    for name in ("weasyprint.draw", "weasyprint.pdf.stream"):
        monkeypatch.setitem(sys.modules, name, other)
    copying.teach()
    assert not vars(other)


# Lines broken once


def test_kept_lines_act() -> None:
    engine.load()
    for name in ("text.line_break", "layout.inline", "layout.preferred"):
        module = sys.modules[f"weasyprint.{name}"]
        assert hasattr(module.split_first_line, "__wrapped__")
    assert "font_size" in line_cache.deciding()


@pytest.mark.parametrize("source", ["x = style[name]", "x = style.get('font_size')", OSError])
def test_kept_lines_stand_aside_for_properties_that_the_source_does_not_say(
    monkeypatch: pytest.MonkeyPatch, source: Any
) -> None:
    before = pdf()

    def written(_: object) -> str:
        if source is OSError:
            raise OSError
        return str(source)

    monkeypatch.setattr(line_cache.inspect, "getsource", written)
    line_cache.deciding.cache_clear()
    try:
        assert line_cache.deciding() == ()
        lines, one, other = line_cache.Lines(), {"font_size": 1}, {"font_size": 1}
        assert lines.key("a", one, ()) == lines.key("a", one, ())
        assert lines.key("a", one, ()) != lines.key("a", other, ())
        assert pdf() == before
    finally:
        line_cache.deciding.cache_clear()


def test_kept_lines_stand_aside_where_lines_are_broken_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint.text.line_break

    monkeypatch.delattr(weasyprint.text.line_break, "split_first_line")
    line_cache.remember()
    assert not hasattr(weasyprint.text.line_break, "split_first_line")


def test_kept_lines_stand_aside_for_what_is_no_line() -> None:
    broken = iter([[1], [2]])
    line = line_cache._kept(lambda *_: next(broken))
    context, style = _Other(), dict.fromkeys(line_cache.deciding())
    assert [line("a", style, context, 1), line("a", style, context, 1)] == [[1], [2]]


# Objects serialised once


def test_serialising_once_acts() -> None:
    entries = [pydyf.Stream([b"x"], compress=True), pydyf.Dictionary({"a": 1})]
    plain = [pydyf.Stream([b"x"]).data, pydyf.Dictionary({"a": 1}).data]
    for entry in entries:
        serialise.keep(entry)
        assert entry.data is entry.data
    assert plain[1] == entries[1].data
    assert b"/Length 9" in entries[0].data


def test_serialising_once_stands_aside_for_objects_that_are_written_otherwise() -> None:
    class Stream(pydyf.Stream):
        @property
        def data(self) -> bytes:
            return b"other"

    class Slotted(pydyf.Dictionary):
        __slots__ = ("x",)

    for entry, data in ((Stream([]), b"other"), (Slotted({"a": 1}), b"<</a 1>>"), (_Other(), None)):
        kind = type(entry)
        serialise.keep(entry)
        assert type(entry) is kind
        assert getattr(entry, "data", None) == data


def test_a_pdf_is_sound_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serialise, "_KEEPING", ())
    data, said = pdf()
    assert said == []
    assert b"pdfuaid" in metadata(data)


# Accessibility


def test_the_structure_acts_and_conforms() -> None:
    data, said = pdf()
    assert said == []
    assert b"pdfuaid" in metadata(data)
    with pikepdf.open(io.BytesIO(data)) as file:
        kinds = [str(one.S) for one in file.objects if _is_element(one)]
        assert "/LBody" in kinds
        assert all("/Scope" in one.A for one in file.objects if _is_element(one) and one.S == "/TH")


def _is_element(entry: Any) -> bool:
    return isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/StructElem"


class _Pdf(_Other):
    """A file that holds `objects`, and metadata that are known or not."""

    def __init__(self, *objects: Any, metadata: bytes = b"<x></rdf:RDF>") -> None:
        self.catalog = {"Metadata": b"0 0 R"}
        self.objects = [pydyf.Stream([metadata]), *objects]
        for number, entry in enumerate(self.objects):
            entry.number = number


def _element(**values: Any) -> Any:
    element = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/P", "K": pydyf.Array([]), "P": b"1 0 R", **values}
    )
    element.number = 1
    return element


CMAP = b"1 beginbfchar"


def _font(line: bytes) -> tuple[Any, Any]:
    font = pydyf.Dictionary({"Type": "/Font", "ToUnicode": b"1 0 R"})
    return pydyf.Stream([line, b"<0001> <>"]), font


@pytest.mark.parametrize(
    ("file", "lost"),
    [
        (_Pdf(*_font(CMAP), _element()), 0),
        (_Pdf(*_font(CMAP)), 2),  # no structure
        (_Pdf(*_font(CMAP), _element(K=1)), 2),  # kids that are no list
        (_Pdf(*_font(b"1 beginbfrange"), _element()), 2),
        (_Pdf(*_font(CMAP), _element(), metadata=b"other"), 1),
        (_Other(), 5),
    ],
)
def test_what_cannot_be_done_for_accessibility_is_told(
    file: Any, lost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accessible, "once", lambda _: None)
    said: list[str] = []
    accessible.finish(said.append, (), None, file)
    assert len(said) == lost
    assert ("the PDF does not say that it is PDF/UA" in said) == bool(lost)
    if lost and hasattr(file, "objects"):
        assert b"pdfuaid" not in file.objects[0].stream[0]


def test_what_is_lost_is_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(_: object) -> None:
        raise KeyError("S")

    monkeypatch.setattr(accessible, "_STEPS", (("lists are as they are", changed),))
    data, said = pdf()
    assert said == ["SX774", "SX774"]
    assert b"pdfuaid" not in metadata(data)


def test_glyphs_without_letters_get_one() -> None:
    stream, font = _font(CMAP)
    accessible._spell_out(_Pdf(stream, font))
    assert stream.stream == [CMAP, b"<0001> <034f>"]


def test_links_keep_one_annotation() -> None:
    data, _ = pdf()
    with pikepdf.open(io.BytesIO(data)) as file:
        links = [note for page in file.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
        in_text = [note for note in links if b"lists" in bytes(note.get("/Dest", b""))]
    assert len(in_text) in (1, 2)  # in the text, and in contents if there are any


@pytest.mark.parametrize("link", [("internal", "x", (), _Other()), ("internal",), None])
def test_links_stand_aside_when_they_are_otherwise(link: Any) -> None:
    page, said = _Other(), []
    page.links = [link]
    layout = _Other()
    layout.pages = [page]
    accessible.keep_outer_links(said.append, layout)
    assert page.links == [link]
    assert len(said) == 1


# Whether all is on paper


def _laid_out() -> tuple[Any, Any]:
    page = engine.load().HTML(string="<main><p>shown</p><p style='display: none'>hidden</p></main>")
    return page, page.render()


def test_boxes_can_be_looked_at() -> None:
    page, layout = _laid_out()
    assert complete.gaps(pytest.fail, page, layout) == []
    page.etree_element.find(".//p").text = "shown and more"
    assert [gap.text for gap in complete.gaps(pytest.fail, page, layout)] == ["shown and more"]


@pytest.mark.parametrize("name", ["_page_box", "_build_layout_context"])
def test_boxes_that_cannot_be_looked_at_are_told(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    page, layout = _laid_out()
    if name == "_page_box":
        layout.pages = [_Other()]
    else:
        monkeypatch.delattr(engine.load().Document, name)
    said: list[str] = []
    assert complete.gaps(said.append, page, layout) == []
    assert len(said) == 1


# Fonts of one document


def test_fonts_of_one_document_are_deleted_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    with fonts.alone() as own:
        own._folder = folder
        folder.mkdir()
    assert not folder.exists()


def test_fonts_that_are_deleted_are_not_deleted_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from weasyprint.text import fonts as theirs

    with fonts.alone() as own:
        own._folder = tmp_path
    monkeypatch.setattr(theirs, "rmtree", lambda *_, **__: pytest.fail("the interpreter may have ended"))
    own.__del__()


def test_fonts_stand_aside_for_a_configuration_without_a_folder() -> None:
    fonts._clear(_Other())


# Characters that no font has


def missing(write: Callable[[Any], object]) -> Log:
    logger, log = logging.getLogger("weasyprint"), Log()
    logger.addHandler(log)
    try:
        write(engine.load())
    finally:
        logger.removeHandler(log)
    return log


def test_the_engine_names_the_characters_that_no_font_has() -> None:
    log = missing(lambda weasyprint: weasyprint.HTML(string="<p>a\U00016883</p>").write_pdf())
    assert list(log.missing) == ["\U00016883"]
    assert log.messages == {}


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ('.notdef glyph rendered for Unicode string unsupported by fonts: "\n" (U+000A)', ["\n"]),
        ("No font has a glyph for U+16883", ["\U00016883"]),
        ("Ignored `colour: red` at 1:5, unknown property.", []),
    ],
)
def test_the_sentence_about_them_may_be_worded_otherwise(message: str, found: list[str]) -> None:
    log = Log()
    log.emit(logging.makeLogRecord({"msg": message}))
    assert list(log.missing) == found
    assert list(log.messages) == ([] if found else [message])


def test_what_is_lost_is_said_once_each(make_context: Any) -> None:
    log, said = Log(), []
    log.lose("x")
    log.lose("x")
    tell(log, d.Document(), make_context(said.append))
    assert [one.code for one in said] == ["SX774"]
