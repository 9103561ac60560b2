"""Every registered renderer against every type of node, and against strings that break careless writers."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any, get_args
from xml.etree import ElementTree

import kitchen_sink
import pytest
from msgspec.structs import replace
from outputs import words

from specexport.core import registry
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context, Rendered
    from specexport.core.diagnostics import Diagnostic

TARGETS = sorted(registry.targets())

# Those that lay out pages or run a program: they get all hostile texts at once.
SLOW = [name for name in TARGETS if registry.target(name).engine in ("weasyprint or typst", "pandoc")]

# What a target shows to no reader of its text, beside markup for another format, which is reported where it
# is read: alternative texts in formats that have none, the letters of formulas in formats that set them in
# other letters, words in small capitals that become capitals, and a title that belongs to the page.
MARKUP = ("RawInline", "RawBlock")
_ALTERNATIVE = ("ImageInline", "FigureAlt", "Drawing")
_FORMULAS = ("Math", "MathDisplay")
UNSEEN = {
    "pdf": (*_ALTERNATIVE, *_FORMULAS),
    "rtf": (*_ALTERNATIVE, *_FORMULAS),
    "typst": _ALTERNATIVE,
    "context": _ALTERNATIVE,
    "org": _ALTERNATIVE,
    "pptx": _ALTERNATIVE,
    "commonmark": _FORMULAS,
    "jira": _FORMULAS,
    "man": _FORMULAS,
    "docbook": _FORMULAS,
    "txt": ("Spansmallcaps",),
    "fb2": ("Spansmallcaps",),
    "confluence": ("Title",),
}

WORD = re.compile(r"kw[a-z0-9]+")


@pytest.fixture(scope="module")
def made() -> Callable[[str, Context], tuple[Rendered, list[Diagnostic]]]:
    """Render the kitchen sink once for each target."""

    @cache
    def make(target: str) -> tuple[Rendered, list[Diagnostic]]:
        said: list[Diagnostic] = []
        context = replace(contexts[target], report=said.append)
        return registry.load("renderers", target)(kitchen_sink.document(), context), said

    contexts: dict[str, Context] = {}

    def with_context(target: str, context: Context) -> tuple[Rendered, list[Diagnostic]]:
        contexts.setdefault(target, context)
        return make(target)

    return with_context


def _types(alias: Any) -> set[type]:
    return set(get_args(alias))


def test_the_kitchen_sink_has_every_type_of_node() -> None:
    document = kitchen_sink.document()
    found = {type(node) for node in walk.nodes(document.blocks)}
    rest = {d.ListItem, d.Definition, d.DefinitionItem, d.Cell, d.Row}
    assert found == _types(d.Block) | _types(d.Inline) | rest


def test_the_kitchen_sink_says_no_word_twice() -> None:
    texts = [node.text for node in walk.nodes(kitchen_sink.document().blocks) if isinstance(node, d.Str)]
    found = [word for text in texts for word in WORD.findall(text)]
    assert len(found) == len(set(found)) > 60


@pytest.mark.parametrize("target", TARGETS)
def test_no_word_is_lost_in_silence(target: str, made: Any, make_context: Any) -> None:
    rendered, said = made(target, make_context())
    source = str(kitchen_sink.document())
    wanted = set(WORD.findall(source))
    told = " ".join(map(str, said))
    text = re.sub(r"[\s\u00ad\u200b]+", "", words(target, rendered.data))
    lost = {word for word in wanted if word not in text and word not in told}
    markup = () if target in ("html", "pdf", "json") else MARKUP
    lost -= {kitchen_sink.word(name) for name in (*UNSEEN.get(target, ()), *markup)}
    assert lost == set()


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_document_gives_the_same_bytes(target: str, made: Any, make_context: Any) -> None:
    first, _ = made(target, make_context())
    context = make_context()
    again = registry.load("renderers", target)(kitchen_sink.document(), context)
    assert again.data == first.data


@pytest.mark.parametrize("target", TARGETS)
def test_an_empty_document_is_a_document(target: str, make_context: Any) -> None:
    assert registry.load("renderers", target)(d.Document(), make_context()).data


@pytest.mark.parametrize("target", [target for target in TARGETS if target not in SLOW])
@pytest.mark.parametrize("text", kitchen_sink.HOSTILE, ids=range(len(kitchen_sink.HOSTILE)))
def test_hostile_text_stays_text(target: str, text: str, make_context: Any) -> None:
    data = registry.load("renderers", target)(kitchen_sink.hostile(text), make_context()).data
    _check_harmless(target, data)


@pytest.mark.parametrize("target", SLOW)
def test_hostile_text_stays_text_in_one_document(target: str, make_context: Any) -> None:
    blocks = tuple(block for text in kitchen_sink.HOSTILE for block in kitchen_sink.hostile(text).blocks)
    document = d.Document(blocks=blocks, media=kitchen_sink.document().media)
    _check_harmless(target, registry.load("renderers", target)(document, make_context()).data)


def test_hostile_text_does_not_act_in_pdf(make_context: Any) -> None:
    blocks = tuple(block for text in kitchen_sink.HOSTILE for block in kitchen_sink.hostile(text).blocks)
    document = d.Document(blocks=blocks, media=kitchen_sink.document().media)
    data = registry.load("renderers", "pdf")(document, make_context()).data
    assert data.startswith(b"%PDF-")
    assert b"/JavaScript" not in data
    assert b"/Launch" not in data


@pytest.mark.parametrize("target", TARGETS)
def test_control_characters_reach_no_file(target: str, make_context: Any) -> None:
    text = "before\x00\x0b\x1f\ufffe\uffffafter"
    data = registry.load("renderers", target)(kitchen_sink.hostile(text), make_context()).data
    _check_harmless(target, data)


def _check_harmless(target: str, data: bytes) -> None:
    match target:
        case "docx" | "odt" | "epub" | "pptx":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                parts = [
                    package.read(name)
                    for name in package.namelist()
                    if name.endswith((".xml", ".rels", ".xhtml"))
                ]
            for part in parts:
                ElementTree.fromstring(part)
            assert not any(re.search(rb"<w:instrText[^>]*>[^<]*(DDE|cmd\.exe)", part) for part in parts)
        case "confluence":
            spaces = 'xmlns:ac="urn:ac" xmlns:ri="urn:ri"'
            root = ElementTree.fromstring(f"<page {spaces}>{data.decode()}</page>")
            assert not any(element.tag == "script" for element in root.iter())
        case "html":
            page = data.decode()
            assert "<script>alert" not in page
            assert not re.search(r"<[a-z][^<>]*\sonerror\s*=", re.sub(r"\"[^\"]*\"", '""', page))
        case "pdf":
            assert data.startswith(b"%PDF-")
        case _:
            assert data


def test_what_targets_lack_is_what_no_reader_of_them_sees() -> None:
    lacking = {name: known.lacks for name, known in registry.targets().items()}
    unseen = {name for name, kinds in UNSEEN.items() if set(_ALTERNATIVE) <= set(kinds)}
    # Readers aloud get them of PDF, and of slides, where a picture stands alone.
    assert {name for name, lost in lacking.items() if "alternative texts" in lost} == unseen - {"pdf", "pptx"}
    assert [name for name, lost in lacking.items() if "the title" in lost] == ["confluence"]
