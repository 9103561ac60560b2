"""Real specifications: what is read equals what another parser reads, and stands where it says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt

from specexport.core.context import Source
from specexport.model import document as d
from specexport.model import walk
from specexport.readers import markdown
from specexport.readers.markdown import frontmatter
from specexport.readers.markdown.text import decode

if TYPE_CHECKING:
    from specexport.core.context import Context

_OTHER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_KINDS = {
    "heading_open": "Header",
    "list_item_open": "ListItem",
    "fence": "CodeBlock",
    "code_block": "CodeBlock",
    "table_open": "Table",
    "image": "Image",
    "link_open": "Link",
}
# Links that both parsers know: in brackets, or in angle brackets; raw HTML and bare URLs are ours alone.
_LINK = re.compile(r"\[|<[^<>\s]+[:@]")

# Where the counts differ, theirs and ours, and why. The other parser knows neither raw HTML nor footnotes.
_HTML_LIST = "a list in raw HTML"
_HTML_TABLE = "a table in raw HTML"
_TYPED_LIST = "a list typed by hand: a), b), c)"
_FOOTNOTE_TARGET = "`[^1]: word` is a footnote, not the target of a link"
DIFFERENT: dict[str, dict[str, tuple[int, int, str]]] = {
    "OAI+OpenAPI-Specification/versions/3.0.0.md": {"ListItem": (89, 92, _HTML_LIST)},
    "WICG+webpackage/explainers/navigation-to-unsigned-bundles.md": {
        "Image": (4, 5, "a picture in raw HTML")
    },
    "bitcoin+bips/bip-0003.md": {
        "ListItem": (119, 142, "lists in footnotes"),
        "CodeBlock": (6, 5, "a paragraph in a footnote"),
        "Link": (54, 60, "lists in footnotes"),
    },
    "cardano-foundation+CIPs/CIP-0001/README.md": {"Header": (46, 48, "headings in raw HTML")},
    "cometbft+cometbft/docs/references/architecture/tendermint-core/adr-006-trust-metric.md": {
        "CodeBlock": (9, 3, "fences of math are formulas")
    },
    "delta-io+delta/PROTOCOL.md": {"ListItem": (573, 576, _HTML_LIST)},
    "edgexfoundry+edgex-docs/docs_src/design/ucr/Common Configuration.md": {
        "CodeBlock": (2, 5, "code in admonitions of MkDocs")
    },
    "future-architect+arch-guidelines/documents/forPerformanceTest/appendix.md": {
        "Link": (11, 8, _FOOTNOTE_TARGET)
    },
    "golang+proposal/design/27539-internal-abi.md": {"Table": (0, 1, _HTML_TABLE)},
    "matrix-org+matrix-spec-proposals/proposals/4222-sync-v2-state-after.md": {"Table": (1, 3, _HTML_TABLE)},
    "open-telemetry+opentelemetry-specification/specification/entities/data-model.md": {
        "CodeBlock": (2, 7, "code in raw HTML"),
        "Table": (1, 2, _HTML_TABLE),
    },
    "rust-lang+rfcs/text/3691-trusted-publishing-cratesio.md": {"Link": (39, 35, _FOOTNOTE_TARGET)},
    "sonic-net+SONiC/doc/sfp-cmis/Interface-Link-bring-up-sequence.md": {"ListItem": (65, 68, _TYPED_LIST)},
    "swiftlang+swift-evolution/proposals/0101-standardizing-sizeof-naming.md": {"Table": (0, 1, _HTML_TABLE)},
}


@pytest.fixture(scope="module")
def corpus(shared: Path) -> dict[str, Source]:
    rows = (shared / "corpus" / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    names = [row.split("\t")[0] for row in rows]
    assert len(names) == 63
    return {name: Source((shared / "corpus" / name).read_bytes(), Path(name).name) for name in names}


def test_counts_equal_another_parsers_or_the_difference_is_explained(
    corpus: dict[str, Source], make_context: Any
) -> None:
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for name, source in corpus.items():
        theirs, ours = _theirs(source, make_context()), _ours(source, make_context())
        kinds = sorted(theirs.keys() | ours.keys())
        if wrong := {kind: (theirs[kind], ours[kind]) for kind in kinds if theirs[kind] != ours[kind]}:
            found[name] = wrong
    assert found == {
        name: {kind: counts[:2] for kind, counts in wrong.items()} for name, wrong in DIFFERENT.items()
    }


def _theirs(source: Source, context: Context) -> Counter[str]:
    text = decode(source, context)
    body = "\n".join(text.split("\n")[frontmatter.split(text).lines :])
    tokens = _OTHER.parse(body)
    inner = [child for token in tokens for child in token.children or []]
    return Counter(_KINDS[token.type] for token in (*tokens, *inner) if token.type in _KINDS)


def _ours(source: Source, context: Context) -> Counter[str]:
    lines = decode(source, context).split("\n")
    # A footnote stands wherever it is referred to, and counts once.
    nodes = {id(node): node for node in walk.nodes(markdown.read(source, context).blocks)}.values()
    names = (type(node).__name__ for node in nodes if _is_common(node, lines))
    return Counter(name for name in names if name in _KINDS.values())


def _is_common(node: d.Node, lines: list[str]) -> bool:
    if type(node) is not d.Link:
        return True
    assert node.pos
    return bool(_LINK.match(lines[node.pos.line - 1], node.pos.column - 1))


_BLOCKS = (d.Para, d.Header, d.ListItem, d.Cell, d.BulletList, d.OrderedList, d.Row, d.Table)
_INLINES = (d.Link, d.Image, d.Code, d.Strong, d.Emph)
_MARKS = re.compile(r"[*`~\\]")
_WORD = re.compile(r"[^\W_]+")


def test_every_block_stands_on_its_lines(corpus: dict[str, Source], make_context: Any) -> None:
    wrong = []
    checked = 0
    for name, source in corpus.items():
        lines = decode(source, make_context()).split("\n")
        for node in walk.nodes(markdown.read(source, make_context()).blocks):
            if not isinstance(node, _BLOCKS) or next(walk.find([node], d.Math), None):
                continue
            assert node.pos, (name, node)
            words = _WORD.findall(walk.plain([node]))
            rows = lines[node.pos.line - 1 : node.pos.end_line]
            first = next((row for row in rows if _WORD.search(row)), "")
            checked += 1
            if words and not _says(first, words[0]) and not _says_in_html(rows, words[0]):
                wrong.append((name, node.pos.line, words[0]))
    assert checked > 30_000
    assert wrong == []


def test_every_inline_stands_at_its_columns(corpus: dict[str, Source], make_context: Any) -> None:
    wrong = []
    checked = 0
    for name, source in corpus.items():
        lines = decode(source, make_context()).split("\n")
        for node in walk.nodes(markdown.read(source, make_context()).blocks):
            if not isinstance(node, _INLINES) or not node.pos or not node.pos.column:
                continue
            pos = node.pos
            end = pos.end_column if pos.line == pos.end_line else None
            text = lines[pos.line - 1][pos.column - 1 : end]
            words = _WORD.findall(walk.plain([node]))
            checked += 1
            if words and not _says(text, words[0]):
                wrong.append((name, pos.line, pos.column, words[0], text))
    assert checked > 8_000
    assert wrong == []


def _says(text: str, word: str) -> bool:
    return word in text or word in _MARKS.sub("", text) or "&" in text


def _says_in_html(rows: list[str], word: str) -> bool:
    """Say whether raw HTML stands in `rows`, whose first words are names of tags, and `word` too."""
    return any("<" in row for row in rows) and _says("\n".join(rows), word)
