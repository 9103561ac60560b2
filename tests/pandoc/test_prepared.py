"""What pandoc's readers would lose of LaTeX and OpenDocument files is put so that they do not."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from specexport.readers.pandoc import opendocument, restructured, tex


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"\centering 4", r"\centering{} 4"),
        (r"\raggedleft\arraybackslash 4880 \\", r"\raggedleft{}\arraybackslash{} 4880 \\"),
        (r"\centeringly", r"\centeringly"),
        (
            "\\begin{minipage}[t]{1cm}\\raggedright\na\\\\\nb\n\\end{minipage} \\\\",
            "\\begin{minipage}[t]{1cm}\\raggedright{}\na\\newline{}\nb\n\\end{minipage} \\\\",
        ),
        (r"\pandocbounded{\includegraphics[alt={a b}]{x.png}}", r"\includegraphics[alt={a b}]{x.png}"),
        (
            "\\begin{Shaded}\n\\begin{Highlighting}[]\n\\KeywordTok{if}\\NormalTok{ a\\_b }"
            "\\OperatorTok{\\textgreater{}}\\NormalTok{ \\{}"
            "\\StringTok{\\textquotesingle{}c\\textbackslash{}n\\textquotesingle{}}"
            "\n\\end{Highlighting}\n\\end{Shaded}",
            "\\begin{verbatim}\nif a_b > {'c\\n'\n\\end{verbatim}",
        ),
    ],
)
def test_latex(before: str, after: str) -> None:
    assert tex.prepared(before.encode()).decode() == after


def test_the_text_begins_below_the_preamble() -> None:
    assert tex.begins(b"\\usepackage{a}\n\n\\begin{document}\ntext") == 3
    assert tex.begins(b"text") == 1


NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style")
)


def prepared(body: str, styles: str = "") -> str:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", f"<office:body {NAMES}>{styles}{body}</office:body>")
        archive.writestr("mimetype", "x")
    with zipfile.ZipFile(io.BytesIO(opendocument.prepared(out.getvalue()))) as archive:
        assert archive.read("mimetype") == b"x"
        text = archive.read("content.xml").decode()
    return text[text.index(">", text.index("office:body")) + 1 : text.rindex("<")]


def test_code_is_marked_by_its_style_or_what_that_is_based_on() -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Preformatted_20_Text"/>'
    body = '<text:p text:style-name="P1">a</text:p><text:p text:style-name="P2">b</text:p>'
    made = prepared(body, styles)
    assert f">{opendocument.MARK}ca<" in made
    assert ">b<" in made


def test_tables_in_lists_stand_below_their_item() -> None:
    item = "<text:list-item><text:p>a</text:p><table:table/><text:p>b</text:p></text:list-item>"
    made = prepared(f"<text:list>{item}<text:list-item><text:p>c</text:p></text:list-item></text:list>")
    assert made == (
        "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list><table:table/>"
        "<text:list><text:list-item><text:p>b</text:p></text:list-item>"
        "<text:list-item><text:p>c</text:p></text:list-item></text:list>"
    )


def test_lists_in_footnotes_are_paragraphs() -> None:
    item = "<text:list-item><text:p>a</text:p></text:list-item>"
    made = prepared(f"<text:note-body><text:list>{item}{item}</text:list></text:note-body>")
    assert made == "<text:note-body><text:p>a</text:p><text:p>a</text:p></text:note-body>"


def test_what_is_no_opendocument_file_is_left_alone() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<not closed")
    assert opendocument.prepared(out.getvalue()) == out.getvalue()


def test_what_stands_above_the_text_and_where_code_begins_is_marked() -> None:
    styles = '<style:style style:name="C1" style:parent-style-name="Code_20_Beginning"/>'
    names = ("Title", "Subtitle", "C1", "Warning Title", "Warning")
    body = "".join(f'<text:p text:style-name="{name}">x</text:p>' for name in names)
    assert re.findall(f"{opendocument.MARK}(.)x", prepared(body, styles)) == ["t", "s", "b", "D", "S"]


def test_spaces_in_code_stay_as_many() -> None:
    body = '<text:p text:style-name="Code">a <text:s text:c="2"/>b<text:s/>c <text:s/>d</text:p>'
    assert re.findall(r'text:s(?: text:c="(\d)")?/>([a-z ]*)', prepared(body)) == [
        ("3", "b"),
        ("", "c"),
        ("2", "d"),
    ]


def code(source: str) -> str:
    return restructured.prepared(source.encode()).decode().replace(restructured.MARK, "@")


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("x::\n\n      a\n   b\n", "x::\n\n   @   a\n   b\n"),
        (
            ".. code:: sh\n   :number-lines:\n\n     a\n\n   b\n\ny\n",
            ".. code:: sh\n   :number-lines:\n\n   @  a\n\n   b\n\ny\n",
        ),
        ("- x\n\n  ::\n\n     a\n\n  y\n", "- x\n\n  ::\n\n     a\n\n  y\n"),
        ("x::\n\n   a\n     b\n", "x::\n\n   a\n     b\n"),
        ("x::\n\ny\n", "x::\n\ny\n"),
        ("x::\n\n     a", "x::\n\n     a"),
    ],
)
def test_code_whose_first_line_is_further_in_is_marked_in_restructured_text(source: str, made: str) -> None:
    assert code(source) == made


def test_commands_of_latex_that_pandoc_does_not_know_are_what_they_stand_for() -> None:
    made = tex.prepared(rb"\item a\textbar b \textbar{} c\textendash5 \newcommand{\textbar}{x}").decode()
    assert made == "\\item a|b | c\u20135 \\newcommand{\\textbar}{x}"
    assert (
        tex.prepared(b"\\begin{description}\n\\tightlist\n\\item[A]") == b"\\begin{description}\n\n\\item[A]"
    )
    assert tex.prepared(b"\\providecommand{\\tightlist}{%") == b"\\providecommand{\\tightlist}{%"
