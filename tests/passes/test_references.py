"""References by name say the number of what they lead to, whoever's form they are written in."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

import specexport
from specexport import style
from specexport.model import document as d
from specexport.model import walk
from specexport.model.document import Media

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic

BODY = """
## Scope {#sec:scope}

Words.

### Inner

![The flow](flow.png){#fig:flow}

![Another](flow.png){#fig-other}

| a | b |
|---|---|
| 1 | 2 |

: Limits {#tbl:limits}

$$ x = y $$ {#eq:x}

$$
E = mc^2
$$ {#eq:y}

```python {#lst:code caption="Some code"}
x = 1
```
"""


class Pictures:
    """A folder with one picture in it, under every name."""

    def load(self, _: str) -> Media:
        return Media(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "image/svg+xml", 9, 9)

    def read(self, url: str) -> bytes:
        return self.load(url).data

    def find(self, url: str) -> str | None:
        return url


def export(text: str, target: str, lang: str = "en") -> tuple[bytes, list[Diagnostic]]:
    told: list[Diagnostic] = []
    source = specexport.Source(
        f"---\ntitle: T\nlang: {lang}\n---\n\n## First\n\n{text}\n{BODY}".encode(), "spec.md"
    )
    made = specexport.convert(source, target, resources=Pictures(), report=told.append)
    return made[target].data, told


def words(text: str, lang: str = "en") -> str:
    """Return the first paragraph of the page, in which references are links, as `[words](#id)`."""
    page, _ = export(text, "html", lang)
    line = re.search(r"<p>(.*?)</p>", page.decode(), re.DOTALL)
    assert line
    return re.sub(r'<a href="(#[^"]*)"[^>]*>(.*?)</a>', r"[\2](\1)", line[1]).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("See [@fig:flow].", "See [Figure 1](#fig:flow)."),
        ("See @fig:flow, or @fig-flow.", "See [Figure 1](#fig:flow), or [Figure 1](#fig:flow)."),
        ("See [](#fig-other).", "See [Figure 2](#fig-other)."),
        ("See [@tbl:limits].", "See [Table 1](#tbl:limits)."),
        ("See @Sec:scope and @sec:inner.", "See [Section 2](#sec:scope) and [Section 2.1](#inner)."),
        ("Ask @sec-inner today.", "Ask @sec-inner today."),  # as a team of people may be called
        ("See [](#inner).", "See [Section 2.1](#inner)."),
        ("By @eq:x and [@eq:y].", "By [(1)](#eq:x) and [(2)](#eq:y)."),
        ("In [@lst:code].", "In [Listing 1](#lst:code)."),
        ("Both [@fig:flow; @tbl:limits].", "Both [Figure 1](#fig:flow), [Table 1](#tbl:limits)."),
        ("As [see @fig:flow, left].", "As see [Figure 1](#fig:flow), left."),
        ("As [Fig. @fig:flow].", "As Fig. [1](#fig:flow)."),
        ("Number [-@fig:flow].", "Number [1](#fig:flow)."),
        (r"Not \@fig:flow.", "Not @fig:flow."),
        (r"Both \@fig:flow and @fig:flow.", "Both @fig:flow and [Figure 1](#fig:flow)."),
        (r"Not \[@fig:flow\].", "Not [@fig:flow]."),
        (r"Not [see \@fig:flow].", "Not [see @fig:flow]."),
        ("Not [a@fig:flow, please].", "Not [a@fig:flow, please]."),
        ("Not `@fig:flow` nor a@fig:flow.", "Not <code>@fig:flow</code> nor a@fig:flow."),
        ("**Bold @fig:flow** [link @fig:flow](#inner)", None),
    ],
)
def test_references_become_numbers(typed: str, shown: str | None) -> None:
    found = words(typed)
    if shown is None:
        assert found == "<strong>Bold [Figure 1](#fig:flow)</strong> [link @fig:flow](#inner)"
    else:
        assert found == shown


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("de", "Abbildung 1, Abschnitt 2"), ("fr", "Figure 1, Section 2"), ("ru", "Рисунок 1, Раздел 2")],
)
def test_references_are_in_the_document_s_language(lang: str, shown: str) -> None:
    assert re.sub(r"[\[\]]|\(#[^)]*\)", "", words("@fig:flow, @sec:scope", lang)) == shown


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("See [@fig:flw].", "nothing is called #fig:flw"),
        ("See @tbl-none.", "nothing is called #tbl-none"),
        ("See [@fig:flow; @fig:none].", "nothing is called #fig:none"),
        ("See [](#none).", "nothing is called #none"),
    ],
)
def test_an_unknown_name_is_told_and_stays(typed: str, message: str) -> None:
    page, told = export(typed, "json")
    assert [(one.code, one.message) for one in told] == [("SX401", message)]
    assert told[0].pos is not None
    if "@" in typed:
        assert typed.split("@")[-1].encode() in page


@pytest.mark.parametrize(
    ("typed", "differs"),
    [
        ("[Figure 7](#fig:flow)", True),
        ("[Fig. 2](#fig:flow)", True),
        ("[Section 3](#sec:scope)", True),
        ("[§ 3.1](#inner)", True),
        ("[Table 2](#tbl:limits)", True),
        ("[Figure 1](#fig:flow)", False),
        ("[section 2.1](#inner)", False),
        ("[Release 7](#fig:flow)", False),
        ("[RFC 2119](#inner)", False),
        ("[see Figure 7](#inner)", False),
    ],
)
def test_a_typed_number_that_is_wrong_is_told(typed: str, differs: bool) -> None:
    _, told = export(f"See {typed}.", "json")
    assert [one.code for one in told] == (["SX408"] if differs else [])


def test_references_are_live_in_word() -> None:
    data, _ = export("[@fig:flow] [](#inner) [@tbl:limits] @eq:x [@lst:code]", "docx")
    written = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    fields = [field.split() for field in re.findall(r" ?REF ([^<]*)", written)]
    assert [field[0] for field in fields[:3]] == ["_Figure_1", "inner", "_Table_1"]
    assert ["inner", "\\r", "\\h"] in fields
    assert len(fields) >= 5


def test_names_are_in_markdown_again() -> None:
    made, _ = export("See [@fig:flow] and [](#tbl:limits).", "md")
    text = made.decode()
    assert "{#tbl:limits}" in text
    assert "[Table 1](#tbl:limits)" in text
    assert "{#fig:flow}" in text


def test_a_document_without_names_is_left_alone() -> None:
    blocks = (d.Para(content=(d.Str(text="@nobody and a@b"),)),)
    document = d.Document(blocks=blocks)
    assert walk.plain(document.blocks) == "@nobody and a@b"
    assert words("Mail a@b, @nobody, @figure.") == "Mail a@b, @nobody, @figure."


def test_references_in_an_included_file_are_numbers(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text(
        "## Part {#sec:part}\n\nIn [@sec:part], by @eq:b; not \\@sec:part.\n\n$$ x = y $$ {#eq:b}\n",
        encoding="utf-8",
    )
    path = tmp_path / "main.md"
    path.write_text("# T\n\n## First\n\n{{#include part.md}}\n", encoding="utf-8")
    document = specexport.read(path)
    said = walk.text(document.blocks)
    assert ("Section 2" in said, "(1)" in said, "not @sec:part" in said, "{#eq" in said) == (
        True,
        True,
        True,
        False,
    )


def test_a_heading_without_number_or_words_can_be_referred_to() -> None:
    look = style.load("base")
    look = replace(look, numbering=False)
    source = specexport.Source(b"# T\n\n## ![](x.png) {#sec:pic}\n\nSee @sec:pic.\n", "a.md")
    assert specexport.convert(source, "json", look, resources=Pictures())


def test_what_html_says_of_a_language_leaves_a_part_what_it_is() -> None:
    page, _ = export('<details><summary lang="fr">Plus</summary>\n\nwords\n\n</details>', "html")
    assert "Details" not in page.decode()
    found, _ = export('<table dir="ltr"><tr><td>a</td></tr></table>\n\nTable: Cap', "html")
    assert b"<caption" in found
