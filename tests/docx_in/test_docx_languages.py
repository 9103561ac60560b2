"""Words in another language than the document's say so."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from docx_in.make import p, r, read, word
from specexport import style
from specexport.core.context import Context, Source
from specexport.model import document as d
from specexport.model import walk
from specexport.pipeline import flow
from specexport.system import files

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:styleId="Fr"><w:name w:val="Fr"/>'
    '<w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="It"><w:name w:val="It"/>'
    '<w:rPr><w:lang w:val="it-IT"/></w:rPr></w:style>'
)


def spans(body: str, styles: str = STYLES) -> list[tuple[str, str]]:
    document, _ = read(word(body, styles=styles))
    found = walk.find(document.blocks, d.Span)
    return [(one.attr.get("lang"), walk.plain(one.content)) for one in found if one.attr.get("lang")]


def lang(tag: str, more: str = "") -> str:
    return f'{more}<w:lang w:val="{tag}"/>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("A ", r("mot juste", lang("fr-FR")), " in it, long enough"), [("fr-FR", "mot juste")]),
        (
            p("A ", r("deux", lang("fr")), r(" mots", lang("fr", "<w:b/>")), " in English"),
            [("fr", "deux"), ("fr", "mots")],
        ),
        (p("Colour", r(" of Britain", lang("en-GB"))), []),
        (p("Un mot", style_id="Fr") + p("and more in English"), [("fr-FR", "Un mot")]),
        (p("A ", r("parola", '<w:rStyle w:val="It"/>'), " of it"), [("it-IT", "parola")]),
        (
            p("An ", r("كلمة", '<w:rtl/><w:lang w:val="en-US" w:bidi="fa-IR"/>'), " of it"),
            [("fa-IR", "كلمة")],
        ),
        (p("Code ", r("mot", lang("fr", '<w:rFonts w:ascii="Consolas"/>')), " here"), []),
        (p("Odd ", r("tag", lang("x")), r(" and", lang("fr FR;")), " here"), []),
    ],
)
def test_runs_say_their_language(body: str, expected: list[tuple[str, str]]) -> None:
    assert spans(body) == expected


def test_a_language_of_most_words_is_the_document_s() -> None:
    body = p(r("Ein Absatz, der ganz auf Deutsch ist,", lang("de-DE")), r(" with English", lang("en-GB")))
    assert spans(body) == []
    assert spans(body + p(r("et trois mots", lang("fr-FR")))) == [("fr-FR", "et trois mots")]


@pytest.mark.parametrize(
    "text",
    [
        "A <span lang='fr'>mot juste</span> here.",
        "**<span lang='ja'>言葉</span>** is one.",
        "::: {lang=de}\nEin Satz.\n:::",
    ],
)
def test_what_the_export_says_comes_back(text: str) -> None:
    context = Context(style=style.load("base"), resources=files.NoFolder())
    source = Source(f"# T\n\n## One\n\nEnglish words are most of it.\n\n{text}\n".encode(), "a.md")
    document = flow.read(source, replace(context, source=source))
    again, _ = read(flow.render(document, "docx", context).data)
    langs = [
        {
            dict(one.attr.pairs).get("lang")
            for one in walk.nodes(made.blocks)
            if isinstance(one, d.Span | d.Div)
        }
        for made in (document, again)
    ]
    assert langs[0] - {None} == langs[1] - {None}
