"""Of which parts a folder is made, and in which order."""

from __future__ import annotations

import pytest
from kept_folders import FOLDERS, place

from specexport.api import folders as api
from specexport.folders import Plan, Tree, kind, plan
from specexport.folders.javascript import literals
from specexport.folders.yaml import loaded


def tree(name: str = "folder", **texts: str) -> Tree:
    files = {path.replace("__", "/"): text for path, text in texts.items()}
    return Tree(name, tuple(files), files.__getitem__)


def made(files: dict[str, str], name: str = "folder") -> list[str]:
    where = Tree(name, tuple(files), files.__getitem__)
    return [part.path or f"= {part.title}" for part in plan(where).parts]


@pytest.mark.parametrize("convention", FOLDERS)
def test_a_kept_folder_is_of_its_kind(convention: str) -> None:
    assert api.plan(place(convention)).kind == convention


def test_spec_kit_has_its_order_and_appendices() -> None:
    parts = api.plan(place("spec-kit")).parts
    assert [(part.role[:3], part.path) for part in parts] == [
        ("cha", "spec.md"),
        ("cha", "plan.md"),
        ("cha", "data-model.md"),
        ("cha", "tasks.md"),
        ("app", "contracts/openapi.yaml"),
        ("app", "research.md"),
        ("app", "quickstart.md"),
        ("app", "checklists/requirements.md"),
    ]


def test_nothing_of_a_known_kind_is_left_out() -> None:
    files = dict.fromkeys(
        ("tasks.md", "spec.md", "notes.md", "contracts/events.md", "contracts/a.json"), "# X\n"
    )
    assert made(files) == ["spec.md", "contracts/events.md", "tasks.md", "contracts/a.json", "notes.md"]


def test_what_is_asked_for_comes_first() -> None:
    files = {
        "mkdocs.yml": "docs_dir: .\nnav: [b.md]",
        "README.md": "---\nparts: [c.md, a.md]\n---\n",
        "a.md": "",
        "b.md": "",
        "c.md": "",
    }
    where = Tree("folder", tuple(files), files.__getitem__)
    assert [part.path for part in plan(where, ["b.md", "sub/*.md"]).parts] == ["b.md"]
    assert plan(where, ["b.md", "sub/*.md"]).missing == ("sub/*.md",)
    assert [part.path for part in plan(where).parts] == ["README.md", "c.md", "a.md"]
    assert plan(where).how == "front matter of README.md"
    assert plan(where).left == ("b.md",)
    files["README.md"] = ""
    assert [part.path for part in plan(where).parts] == ["b.md"]


def test_names_are_in_natural_order_and_folders_are_chapters() -> None:
    names = (
        "10-end.md",
        "2-begin.md",
        "b/two.md",
        "b/one.md",
        "a/README.md",
        "a/x.md",
        "only/page.md",
        "README.md",
        "2-begin/more.md",
    )
    assert made(dict.fromkeys(names, "")) == [
        *("README.md", "2-begin.md", "2-begin/more.md", "10-end.md", "a/README.md", "a/x.md"),
        *("= b", "b/one.md", "b/two.md", "only/page.md"),
    ]


@pytest.mark.parametrize(
    ("files", "name", "expected"),
    [
        (("spec.md",), "001-swap", "spec-kit"),
        (("spec.md",), "auth", ""),
        (("spec.md", "research.md"), "auth", "spec-kit"),
        (("proposal.md", "specs/a/spec.md"), "x", "OpenSpec"),
        (("proposal.md",), "x", ""),
        (("bugfix.md", "design.md"), "x", "Kiro"),
        (("requirements.md",), "x", ""),
        (("0001-a.md", "0002-b.md"), "adr", "decisions"),
        (("20240101-a.md", "20240102-b.md"), "my-decisions", "decisions"),
        (("0001-a.md", "0002-b.md"), "invoices", ""),
        (("a.md", "b.md"), "docs", ""),
    ],
)
def test_kinds_are_known_by_their_names(files: tuple[str, ...], name: str, expected: str) -> None:
    where = Tree(name, files, lambda _: "# Text\n")
    assert kind(where) == expected


def test_a_navigation_around_the_folder_counts() -> None:
    files = {"../mkdocs.yml": "docs_dir: pages\nnav:\n- b.md\n- a.md", "a.md": "", "b.md": ""}
    assert made(files, "pages") == ["b.md", "a.md"]
    assert made(files, "other") == ["a.md", "b.md"]


def test_positions_order_pages_without_a_sidebar() -> None:
    files = {
        "guide/_category_.json": '{"label": "Guide", "position": 1}',
        "guide/b.md": "---\nsidebar_position: 1\n---\n",
        "guide/a.md": "---\nsidebar_position: 2\n---\n",
        "z.md": "---\nsidebar_position: 0\n---\n",
    }
    assert made(files) == ["z.md", "= Guide", "guide/b.md", "guide/a.md"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nav: [",
        "- a",
        "&a [*a]",
        "nav: *b",
        "a: &x [1,2]\nb: [*x,*x]",
        "[" * 5000,
        "nav: {a: 1}",
        "nav:\n - 1: {2: 3}",
    ],
)
def test_a_navigation_that_is_none_is_passed_over(text: str) -> None:
    files = dict.fromkeys(("mkdocs.yml", "_quarto.yml", "sidebars.js", "SUMMARY.md", "_sidebar.md"), text)
    assert made({**files, "a.md": ""}) == ["a.md"]


def test_yaml_that_grows_is_given_up() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 12)]
    loaded("\n".join(lines))


def test_literals_of_javascript_are_read_without_running_it() -> None:
    text = (
        "import {x} from 'y';\nexport default { a: ['b', \"c\", f(1)], // d\n 'e-f': {g: `h`,}, i: 2 } as S;"
    )
    assert next(one for one in literals(text) if "a" in one) == {
        "a": ["b", "c", "f", "1"],
        "e-f": {"g": "h"},
        "i": "2",
    }
    assert list(literals("{" * 2000)) == []


def asked(files: list[str], *patterns: str) -> Plan:
    return plan(Tree("folder", tuple(sorted(files)), lambda _: "# X\n"), patterns)


def test_patterns_are_matched_in_natural_order_and_names_as_they_are() -> None:
    chapters = ["ch/1.md", "ch/2.md", "ch/10.md", "ch/in/3.md"]
    assert [part.path for part in asked(chapters, "ch/*.md").parts] == chapters
    assert [part.path for part in asked(chapters, "ch/**/*.md").parts] == chapters
    odd = asked(["a[1].md", "b.md", "a1.md"], "a[1].md", "./b.md", "../c.md")
    assert [part.path for part in odd.parts] == ["a[1].md", "b.md"]
    assert (odd.missing, odd.left) == (("../c.md",), ("a1.md",))


def test_parts_that_are_named_and_all_missing_are_told() -> None:
    made = asked(["a.md", "b.md"], "speck.md")
    assert [part.path for part in made.parts] == ["a.md", "b.md"]
    assert (made.how, made.asked, made.missing) == ("names", "specexport.toml", ("speck.md",))


def test_a_title_with_titles_only_below_it_is_none() -> None:
    nav = "nav:\n  - One:\n      - Two:\n          - https://a.example\n  - a.md\ndocs_dir: .\n"
    assert made({"mkdocs.yml": nav, "a.md": "# A\n"}) == ["a.md"]


def test_wikis_of_many_pages_are_read_in_one_go() -> None:
    class Counted(str):
        """A path that counts how often it is looked into."""

        asked = 0
        __slots__ = ()

        def partition(self, sign: str) -> tuple[str, str, str]:
            Counted.asked += 1
            return super().partition(sign)

        def rpartition(self, sign: str) -> tuple[str, str, str]:
            Counted.asked += 1
            return super().rpartition(sign)

    paths = [Counted(f"page-{number}.md") for number in range(300)]
    order = "\n".join(f"page-{number}" for number in range(300))
    wiki = plan(Tree("wiki", (".order", *paths), lambda path: order if path == ".order" else "# X\n"))
    assert len(wiki.parts) == 300
    assert Counted.asked < 300 * 20
