"""Options about what pages and PDFs are made of: `--fragment`, `--assets`, `--attach-source`."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from html.parser import HTMLParser
from pathlib import Path

import kitchen_sink
import pytest

import specexport
from specexport import style
from specexport.cli import main
from specexport.core.context import Context
from specexport.core.options import Options
from specexport.model import classes, walk
from specexport.model import document as d
from specexport.renderers.html import writer as html
from specexport.system import files

REPOSITORY = Path(__file__).parents[2]
SPEC = "# Technical Specification: Ledger\n\n## Scope\n\n![A dot](dot.png)\n\nAll of it.\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spec.md").write_text(SPEC, encoding="utf-8")
    (tmp_path / "dot.png").write_bytes(kitchen_sink.PIXEL)
    monkeypatch.chdir(tmp_path)


def export(*arguments: str) -> int:
    return main(["export", "spec.md", *arguments])


def text(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


# What the options do


def test_a_fragment_is_one_article_for_somebody_elses_page() -> None:
    assert export("-t", "html", "--fragment") == 0
    fragment = text("spec.html")
    assert re.fullmatch(r'<article class="specexport" lang="en">\n.*</article>\n', fragment, re.DOTALL)
    assert "All of it." in fragment
    assert 'src="data:image/png;base64,' in fragment
    assert not re.search(r"<(!DOCTYPE|html|head|body|style|script|link|meta)\b", fragment)


def test_a_whole_page_is_what_is_made_otherwise() -> None:
    assert export("-t", "html") == 0
    page = text("spec.html")
    assert page.startswith("<!DOCTYPE html>\n")
    assert all(f"<{name}" in page for name in ("style", "script", "main"))
    assert {path.name for path in Path().iterdir()} == {"dot.png", "spec.html", "spec.md"}


def test_parts_of_a_page_go_into_a_folder_beside_it() -> None:
    assert export("-t", "html", "-o", "out/", "--assets", "parts/of-pages") == 0
    page = text("out/spec.html")
    named = re.findall(r'(?:href|src)="(parts/of-pages/[^"]+)"', page)
    assert {Path(name).suffix for name in named} == {".css", ".png"}
    assert "data:" not in page
    assert next(Path("out/parts").rglob("dot-*.png")).read_bytes() == kitchen_sink.PIXEL
    (sheet,) = Path("out/parts").rglob("*.css")
    fonts = re.findall(r'url\("([^":]+\.woff2)"\)', text(str(sheet)))
    there = {path.name for path in sheet.parent.iterdir()}
    assert there == {*(Path(name).name for name in named), *fonts}
    assert fonts


def test_the_parts_of_a_fragment_are_its_pictures() -> None:
    assert export("-t", "html", "--fragment", "--assets", "parts") == 0
    (picture,) = Path("parts").iterdir()
    assert f'src="parts/{picture.name}"' in text("spec.html")


def test_standard_output_has_no_folder_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert export("-t", "html", "-o", "-", "--assets", "parts") == 2
    assert {path.name for path in Path().iterdir()} == {"dot.png", "spec.md"}
    out, err = capsys.readouterr()
    assert (out, "SX016" in err) == ("", True)


def test_a_page_without_parts_goes_to_standard_output_whatever_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("spec.md").write_text("# Ledger\n\nAll of it.\n", encoding="utf-8")
    assert export("-t", "html", "-o", "-", "--fragment", "--assets", "parts") == 0
    assert "All of it." in capsys.readouterr().out


@pytest.mark.parametrize("folder", ["../parts", "/parts", "a/../b", ".parts", "a b", "https://example.com/"])
def test_parts_go_nowhere_but_beside_the_page(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("-t", "html", "--assets", folder) == 2
    assert f"{folder!r} is not a folder beside the page" in capsys.readouterr().err
    assert {path.name for path in Path().iterdir()} == {"dot.png", "spec.md"}


def test_the_source_goes_into_the_pdf() -> None:
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf reads attachments")
    assert export("-t", "pdf,html", "--attach-source") == 0
    with pikepdf.open("spec.pdf") as file:
        assert list(file.attachments) == ["spec.md"]
        assert file.attachments["spec.md"].get_file().read_bytes() == SPEC.encode()
        assert file.attachments["spec.md"].obj.AFRelationship == "/Source"
    assert "spec.md" not in text("spec.html")


# The names in a fragment are those of docs/html.md

# What kitchen_sink's document is without: names that only longer or particular documents have.
WORDS = "A sentence that is long enough to make a column of prose of the column in which it stands."
CALLS = [
    *((method, "High") for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")),
    *(("GET", grade) for grade in ("Medium", "Low")),
]
THEMED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>'
    "@media (prefers-color-scheme: dark) { rect { fill: white } }</style>"
    '<rect width="9" height="9"/></svg>'
)
MORE = "\n\n".join(
    [
        "# Technical Specification: More",
        "## Document Information",
        "| Field | Details |\n|---|---|\n| Status | Draft |\n| Version | 1 |\n"
        + "\n".join(f"| Fact {n} | {n} |" for n in range(12)),
        "## Tables",
        "| Method | Impact | Status | Why |\n|---|---|---|---|\n"
        + "\n".join(f"| {method} | {grade} | Draft | {WORDS} |" for method, grade in CALLS),
        *(f"Table: Rows {n}\n\n| A |\n|---|\n| {n} |" for n in range(3)),
        "**To be done:**",
        "- [ ] this",
        "[![A dot](dot.png)](https://example.com/)",
        "![Flow](dot.png#gh-light-mode-only)\n![Flow](themed.svg#gh-dark-mode-only)",
        "![Alone](themed.svg)",
        *(f"![Dot {n}](dot.png)" for n in range(3)),
        "```mermaid\ngraph LR\n  A --> B[a part] --> C[another part] --> D[a third part] --> E[last]\n```",
        "Formulas that cannot be set: $\\frac{$ and\n\n$$\n\\frac{\n$$",
        *(f"## Section {n}\n\nWords." for n in range(52)),
        "## Appendix: Glossary",
    ]
)

# What a reader of Word files makes of a tracked change.
CHANGED = d.Document(
    blocks=(
        d.Para(
            content=(
                d.Span(content=(d.Str(text="new"),), attr=d.Attr(classes=("inserted",))),
                d.Span(content=(d.Str(text=" (inserted)"),), attr=d.Attr(classes=(classes.BYLINE,))),
            )
        ),
    )
)


class Names(HTMLParser):
    """Collects the classes and ids of a page, as selectors."""

    def __init__(self, markup: bytes) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(markup.decode())

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            sign = {"class": ".", "id": "#"}.get(name)
            if sign and value:
                self.found |= {sign + part for part in value.split()}


def names(document: d.Document, look: str) -> set[str]:
    """Return the names in a fragment, but for the ids and the unheard-of class that the document brings."""
    context = Context(style=style.load(look), resources=files.NoFolder(), options=Options(fragment=True))
    found = Names(html.render(document, context).data).found
    own = (node.attr.id for node in walk.nodes(document.blocks) if hasattr(node, "attr"))
    return found - {f"#{name}" for name in (document.meta.id, *own)} - {".unheard-of"}


def documented() -> set[str]:
    table = text(str(REPOSITORY / "docs" / "html.md")).partition("\n| Name | Element |")[2]
    first = re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
    return {name for cell in first for name in re.findall(r"`([.#][^`]+)`", cell)}


def unmatched(names: set[str], patterns: set[str]) -> list[tuple[str, str]]:
    """Return what has no counterpart: names without a pattern, and patterns without a name."""
    pairs = {(name, pattern) for name in names for pattern in patterns if fnmatchcase(name, pattern)}
    alone = names - {name for name, _ in pairs}
    idle = patterns - {pattern for _, pattern in pairs}
    return sorted([("not documented", name) for name in alone] + [("in no fragment", name) for name in idle])


def test_the_documented_names_are_those_in_fragments() -> None:
    Path("more.md").write_text(MORE, encoding="utf-8")
    Path("themed.svg").write_text(THEMED, encoding="utf-8")
    more = specexport.read("more.md", "corporate")
    found = names(kitchen_sink.document(), "base") | names(more, "corporate") | names(CHANGED, "base")
    assert unmatched(found, documented()) == []
