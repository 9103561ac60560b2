"""Parts become one document: what is said once, what is renamed, where links lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specexport import Source, SpecExportError, read, walk
from specexport.folders import contracts, words
from specexport.model import document as d

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic


def joined(files: dict[str, str], name: str = "box") -> tuple[d.Document, list[Diagnostic]]:
    """Return the document of a folder that is nowhere on a disk, and what was said of it."""
    told: list[Diagnostic] = []
    sources = tuple(Source(text.encode(), path) for path, text in files.items())
    document = read(Source(b"", f"{name}/", sources), report=told.append)
    return document, [one for one in told if one.code != "SX813"]  # that it is one document


def outline(document: d.Document) -> list[str]:
    return [
        f"{'#' * one.level} {one.number} {walk.plain(one.content)}"
        for one in document.blocks
        if isinstance(one, d.Header)
    ]


def codes(told: list[Diagnostic]) -> list[str]:
    return [one.code for one in told]


def test_titles_become_chapters_and_levels_shift() -> None:
    document, told = joined(
        {"a.md": "# One\n\n## In\n\n### Deep\n", "b.md": "## Two\n\ntext\n", "c/d.md": "text\n"}, "my-box"
    )
    assert walk.plain(document.meta.title) == "My box"
    assert outline(document) == ["# 1 One", "## 1.1 In", "### 1.1.1 Deep", "# 2 B", "## 2.1 Two", "# 3 D"]
    assert codes(told) == []


def test_several_headings_of_the_first_rank_in_one_file() -> None:
    twelve = "".join(f"# Chapter {n}\n\n## Inner {n}\n\ntext\n\n" for n in "abc")
    document, _ = joined({"arc.md": twelve, "z.md": "# Last\n"})
    assert outline(document) == [
        *("# 1 Chapter a", "## 1.1 Inner a", "# 2 Chapter b", "## 2.1 Inner b"),
        *("# 3 Chapter c", "## 3.1 Inner c", "# 4 Last"),
    ]
    titled, _ = joined({"a.md": "# Title\n\nlead\n\n# Part\n\ntext\n\n# Other\n", "z.md": "# Last\n"})
    assert outline(titled) == ["# 1 Title", "## 1.1 Part", "## 1.2 Other", "# 2 Last"]


def test_an_opening_is_the_document_itself() -> None:
    document, _ = joined({"README.md": "# Whole\n\nlead\n\n## Why\n\nx\n", "a.md": "# Part\n"})
    assert walk.plain(document.meta.title) == "Whole"
    assert outline(document) == ["# 1 Why", "# 2 Part"]


def test_information_is_merged_and_differences_are_told() -> None:
    files = {
        "a.md": "---\nstatus: Draft\nowner: Ida\nversion: 1.10\n---\n\n# A\n",
        "b.md": "---\nstatus: Approved\nowner: ida\n---\n\n# B\n",
    }
    document, told = joined(files)
    said = {field.name: walk.plain(field.content) for field in document.meta.fields}
    assert said == {"status": "Draft", "owner": "Ida", "version": "1.10", "status (B)": "Approved"}
    assert document.meta.status == "Draft"
    assert [(one.code, one.file, one.pos.line if one.pos else 0) for one in told] == [
        ("SX811", "box/b.md", 2)
    ]


def test_documents_of_their_own_keep_their_information() -> None:
    front = "---\nstatus: {0}\nowner: {1}\ncreated: {2}\nproduct: Meter\n---\n\n# {3}\n\ntext\n"
    files = {
        "a.md": front.format("Draft", "Ida", "2025-01-01", "A"),
        "b.md": front.format("Approved", "Tom", "2025-02-02", "B"),
    }
    document, told = joined(files)
    assert [(field.name, walk.plain(field.content)) for field in document.meta.fields] == [
        ("product", "Meter")
    ]
    assert (document.meta.status, codes(told)) == ("", [])
    text = walk.plain(document.blocks)
    assert "A status: Draft" in text
    assert "owner: Tom" in text


def test_ids_are_unique_and_as_written() -> None:
    files = {
        "a.md": "# A\n\n## Summary\n\n[own](#summary) [other](b.md#summary) [deep](sub/c.md#summary)\n",
        "b.md": "# B\n\n## Summary\n\n[own](#summary) [a](a.md) [Summary of a](./a.md#Summary)\n",
        "sub/c.md": "# C\n\n## Summary\n\n[up](../a.md#summary) ![p](x.png) [o](https://x.org) [f](y.txt)\n",
    }
    document, told = joined(files)
    ids = list(walk.idents(document.blocks))
    assert len(ids) == len(set(ids))
    links = [(walk.plain(one.content), one.url) for one in walk.find(document.blocks, d.Link)]
    leads = {words: url for words, url in links if "Section" not in words}
    assert leads == {
        **{"own": "#b-summary", "other": "#b-summary", "deep": "#c-summary", "a": "#a"},
        **{"Summary of a": "#summary", "up": "#summary", "o": "https://x.org", "f": "sub/y.txt"},
    }
    assert links[0] == ("own", "#summary")
    assert ("Section 2.1", "#b-summary") in links
    assert codes(told) == ["SX732"]  # the picture: nothing is on a disk


def test_a_link_that_only_another_part_could_answer_leads_nowhere() -> None:
    files = {"a.md": "# A\n\n[lost](#there) [gone](b.md#nothing)\n", "b.md": "# B\n\n## There\n"}
    document, told = joined(files)
    assert [one.url for one in walk.find(document.blocks, d.Link) if one.content][:1] == ["#b"]
    assert [(one.code, one.file) for one in told] == [("SX401", "box/a.md"), ("SX401", "box/a.md")]


def test_figures_notes_and_formulas_count_through_and_keep_their_names() -> None:
    part = (
        "# {0}\n\nSee @fig:flow and $$x = {1} \\label{{eq:x}}$$\n\n![Flow](data:,x){{#fig:flow}}\n\n"
        "As \\eqref{{eq:x}}[^n].\n\n[^n]: note\n"
    )
    document, _ = joined({"a.md": part.format("A", 1), "b.md": part.format("B", 2)})
    numbers = [one.number for one in walk.find(document.blocks, d.Figure)]
    assert numbers == ["1", "2"]
    said = [walk.plain(one.content) for one in walk.find(document.blocks, d.Link)]
    assert said == ["Figure 1", "Figure 2"] or said[:1] == ["Figure 1"]
    assert len(list(walk.find(document.blocks, d.Note))) == 2


def test_contracts_are_appendices_with_what_can_be_called() -> None:
    proto = 'syntax = "proto3";\nservice Swap {\n  rpc Take (Offer) returns (Shift);\n}\n'
    api = '{"openapi": "3.1.0", "paths": {"/a": {"get": {"summary": "Reads a"}, "parameters": []}}}'
    document, _ = joined(
        {
            "spec.md": "# S\n\n[api](contracts/openapi.json)\n",
            "plan.md": "# P\n",
            "contracts/x.proto": proto,
            "contracts/openapi.json": api,
        }
    )
    assert outline(document)[2:] == ["# Appendix A contracts/openapi.json", "# Appendix B contracts/x.proto"]
    rows = [walk.plain(row.cells) for table in walk.find(document.blocks, d.Table) for row in table.body]
    assert [" ".join(row.split()) for row in rows] == ["GET /a Reads a", "rpc Swap.Take Offer Shift"]
    blocks = list(walk.find(document.blocks, d.CodeBlock))
    assert [one.text for one in blocks] == [api, proto.strip()]
    assert [(one.pos.path, one.pos.line) for one in blocks if one.pos] == [
        ("contracts/openapi.json", 1),
        ("contracts/x.proto", 1),
    ]


def test_tasks_say_how_many_are_done_and_what_is_open_is_listed() -> None:
    files = {
        "spec.md": "# Spec\n\nWe ask [NEEDS CLARIFICATION: who pays].\n",
        "tasks.md": "# Tasks\n\n- [x] one\n- [ ] two\n  - [x] three\n",
        "plan.md": "# Plan\n\n## Open questions\n\n- When?\n\n### More\n\nWhere?\n\n## Rest\n\n- none\n",
    }
    document, _ = joined(files)
    text = walk.plain(document.blocks)
    assert "Progress: 2 of 3 tasks are done (66 %)." in text
    (table,) = walk.find(document.blocks, d.Table)
    rows = [[walk.plain(cell.content) for cell in row.cells] for row in table.body]
    assert rows == [
        ["NEEDS CLARIFICATION: who pays", "Section 1"],
        ["When?", "Section 2.1"],
        ["Where?", "Section 2.1.1"],
    ]


def test_decisions_have_a_register_and_the_information_of_each() -> None:
    files = {
        "0002-b.md": "---\nstatus: superseded by [0003](0003-c.md)\ndate: 2025-01-02\n---\n\n# Two\n",
        "0003-c.md": "# 3. Three\n\nDate: 2025-02-03\n\n## Status\n\nAccepted\n\n## Decision\n\nYes.\n",
    }
    document, _ = joined(files, "adr")
    (table,) = walk.find(document.blocks, d.Table)
    rows = [[walk.plain(cell.content) for cell in row.cells] for row in table.body]
    assert rows == [
        ["0002", "Two", "superseded by 0003", "2025-01-02"],
        ["0003", "Three", "Accepted", "2025-02-03"],
    ]
    assert outline(document)[1:3] == ["# 2 ADR 0002: Two", "# 3 ADR 0003: Three"]
    assert walk.plain(document.meta.title) == "Architecture decisions"
    assert "date: 2025-01-02" in walk.plain(document.blocks)


def test_every_node_knows_its_file() -> None:
    document, told = joined(
        {"a.md": "# A\n\n[x](javascript:y)\n", "deep/b.md": "# B\n\ntext\n\n[x](vbscript:y)\n"}
    )
    assert [(one.code, str(one).partition(" ")[0]) for one in told] == [
        ("SX721", "box/a.md:3:1:"),
        ("SX721", "box/deep/b.md:5:1:"),
    ]
    assert {one.pos.path for one in walk.nodes(document.blocks) if one.pos} == {"a.md", "deep/b.md"}


def test_the_language_of_the_parts_is_that_of_the_words() -> None:
    document, _ = joined(
        {"a.md": "---\nlang: de\n---\n\n# A\n\n## Offene Fragen\n\n- Wann?\n", "tasks.md": "# T\n\n- [x] x\n"}
    )
    text = walk.plain(document.blocks)
    assert "Fortschritt: 1 von 1 Aufgaben sind erledigt (100 %)." in text
    assert "Offener Punkt" in text


def test_an_empty_file_keeps_nothing_from_being_made() -> None:
    document, told = joined({"a.md": "# A\n", "b.md": " \n", "c.md": "# C\n"})
    assert outline(document) == ["# 1 A", "# 2 C"]
    assert [(one.code, "b.md" in one.message) for one in told] == [("SX810", True)]
    with pytest.raises(SpecExportError, match="SX814"):
        joined({"a.md": "", "b.md": "\ufeff"})


_WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]), min_size=1, max_size=4
).map(" ".join)
_NAMES = st.sampled_from(
    [
        "a.md",
        "b.md",
        "c/d.md",
        "c/e.md",
        "c.md",
        "README.md",
        "tasks.md",
        "spec.md",
        "0001-x.md",
        "0002-y.md",
        "c/README.md",
    ]
)


@st.composite
def _text(draw: st.DrawFn) -> str:
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        form = draw(
            st.sampled_from(
                [
                    "# {}",
                    "## {}",
                    "### {}",
                    "{}",
                    "- [ ] {}",
                    "- {}",
                    "[{}](b.md)",
                    "[{}](c/d.md#alpha)",
                    "[{}](#beta)",
                    "> {}",
                    "**Owner**: {}",
                    "{}[^n]\n\n[^n]: {}",
                ]
            )
        )
        lines.append(form.replace("{}", draw(_WORDS)))
    return "\n\n".join(lines) + "\n"


@given(st.dictionaries(_NAMES, _text(), min_size=1, max_size=6))
def test_no_word_is_lost_and_no_id_is_double(files: dict[str, str]) -> None:
    document, _ = joined(files)
    ids = list(walk.idents(document.blocks))
    assert len(ids) == len(set(ids))
    meta = document.meta
    roots = [*document.blocks, *meta.title, *(node for field in meta.fields for node in field.content)]
    notes = [node for note in walk.find(roots, d.Note) for node in note.content]
    whole = " ".join(
        (walk.plain(roots), walk.plain(notes), meta.kind, " ".join(field.name for field in meta.fields))
    )
    there = whole.lower().split()
    for word in ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]:
        written = sum(_written(text, word) for text in files.values())
        assert sum(word in one for one in there) >= (1 if written else 0)
    links = {one.url for one in walk.find(roots, d.Link) if one.url.startswith("#")}
    assert links <= {f"#{ident}" for ident in (*ids, meta.id)}


def _written(text: str, word: str) -> int:
    return text.split().count(word)


@pytest.mark.parametrize("files", [{"a.txt": "x"}, {}])
def test_a_folder_without_texts_is_told(files: dict[str, str], tmp_path: Path) -> None:
    from specexport import export

    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(SpecExportError, match="SX814"):
        export(tmp_path, "html")


def test_names_behind_a_sign_are_renamed_where_they_refer_and_nowhere_else() -> None:
    people = "Ask @security, bob@security and [@security].\n"
    mine = f"{people}\nSee @sec:security, [@sec:security] and @Sec:Security.\n"
    document, told = joined(
        {
            "a.md": "# A\n\n## Security\n\nx\n",
            "b.md": f"# B\n\n## Security\n\n{mine}",
            "c.md": "# C\n\n@sec:a\n",
        }
    )
    said = walk.plain(document.blocks)
    assert "Ask @security, bob@security and [@security]." in said
    assert "See Section 2.1, Section 2.1 and Section 2.1." in said
    assert [one.url for one in walk.find(document.blocks, d.Link)] == [*["#b-security"] * 3, "#a"]
    assert told == []


def test_a_section_that_is_called_like_its_part_has_an_id_of_its_own() -> None:
    files = {
        "a.md": "---\ntitle: Foo\n---\n## Foo\n\n[in](#foo)\n",
        "b.md": "# B\n\n[to](a.md), [in](a.md#foo)\n",
    }
    document, _ = joined(files)
    idents = [one.attr.id for one in document.blocks if isinstance(one, d.Header)]
    assert idents == ["foo", "a-foo", "b"]
    urls = [one.url for one in walk.find(document.blocks, d.Link) if one.content]
    assert urls == ["#a-foo", *["#foo"] * 2, *["#a-foo"] * 2]  # a link to a part, and its number


@pytest.mark.parametrize(
    ("place", "written"), [("a b", "a%20b"), ("100%25", "100%2525"), ("c#", "c%23"), ("what?", "what%3F")]
)
def test_names_of_folders_are_no_addresses(place: str, written: str) -> None:
    files = {
        f"{place}/a.md": "# A\n\n[b](b.md#x) [f](f.txt)\n",
        f"{place}/b.md": "# B\n\n## X\n",
        "z.md": "# Z\n",
    }
    document, _ = joined(files)
    urls = [one.url for one in walk.find(document.blocks, d.Link)]
    assert urls == ["#x", "#x", f"{written}/f.txt"]
    assert {node.pos.path for node in document.blocks if node.pos} == {*files}


def test_a_field_that_leads_to_another_part_says_nothing() -> None:
    said = "**Branch**: `001-x` | **Spec**: [spec.md](spec.md) | **Owner**: [Ann](https://a.example)"
    plan = f"# Plan: X\n\n{said}\n\n## S\n"
    spec = "# Feature Specification: X\n\n**Feature Branch**: `001-x`\n**Created**: 2026-01-02\n\n## R\n"
    document, told = joined(
        {
            "spec.md": spec,
            "plan.md": plan,
        },
        "001-x",
    )
    assert [field.name for field in document.meta.fields] == ["Feature Branch", "Created", "Owner"]
    assert told == []
    rest = {
        "0001-a.md": "# 1. A\n\n**Status**: Old\n**Superseded by**: [ADR 2](0002-b.md)\n\n## Decision\n",
        "0002-b.md": "# 2. B\n",
    }
    decisions, _ = joined(rest, "adr")
    assert "Superseded by: ADR 2" in walk.plain(decisions.blocks)


def test_aliases_in_a_contract_cost_no_more_than_their_text() -> None:
    many = "".join(f"  x{number}: 1\n" for number in range(2000))
    paths = "".join(f"  /p{number}: *all\n" for number in range(3000))
    api = f"openapi: 3.0.0\nall: &all\n  get: {{summary: Says}}\n{many}paths:\n{paths}"
    document = contracts.document("openapi.yaml", api, words.words("en"))
    assert [len(one.body) for one in walk.find(document.blocks, d.Table)] == [2000]
    assert [one.text for one in walk.find(document.blocks, d.CodeBlock)] == [api.removesuffix("\n")]
