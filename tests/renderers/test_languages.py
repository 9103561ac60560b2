"""Parts of a document in another language say so in web pages and in Word."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

import specexport

PARTS = (
    ('<span lang="fr">Bonjour</span> all', {"fr"}, '<span lang="fr">Bonjour</span>'),
    ('<p lang="de-AT">Ein Absatz.</p>', {"de-AT"}, '<div lang="de-AT">'),
    ('<div lang="es">\n\nUn *párrafo*.\n\n</div>', {"es"}, '<div lang="es">'),
    ("Say [Guten *Tag*, [x](y.md)]{lang=de} now", {"de"}, '<span lang="de">Guten <em>Tag</em>'),
    ("Two [one]{lang=fr}[two]{lang=es dir=ltr}", {"fr", "es"}, '<span lang="es" dir="ltr">two</span>'),
    ("None [a]{lang=1} [b]{x=y} [c]", set(), "[a]{lang=1} [b]{x=y} [c]"),
    ("::: {lang=it}\n- uno\n\n> due\n:::", {"it"}, '<div lang="it">'),
    ('A <i lang="la">ad <span lang="el">hoc</span></i> word', {"la", "el"}, '<span lang="la"><em>ad '),
    ('<p dir="rtl" lang="he">שלום</p>', {"he"}, '<div lang="he" dir="rtl">'),
    ('<h3 lang="pt">Título</h3>', {"pt"}, 'lang="pt"'),
    ('| a |\n|---|\n| <span lang="nl">cel</span> |', {"nl"}, '<span lang="nl">cel</span>'),
    ('<span lang="x&quot; onload=&quot;y">bad</span>', set(), "bad"),
    ('<pre lang="python">x = 1</pre>', set(), "x"),
)


@pytest.mark.parametrize(("source", "langs", "markup"), PARTS)
def test_a_part_keeps_its_language(source: str, langs: set[str], markup: str) -> None:
    made = specexport.convert(f"# Title\n\n## One\n\n{source}\n".encode(), ["html", "docx", "md"])
    assert markup in made["html"].data.decode()
    body = zipfile.ZipFile(io.BytesIO(made["docx"].data)).read("word/document.xml").decode()
    assert set(re.findall(r'<w:lang w:val="([^"]*)"', body)) == langs
    again = specexport.convert(made["md"].data, ["html"])["html"].data.decode()
    assert all(f'lang="{lang}"' in again for lang in langs)
