"""Private comments of every dialect are gone before a text is read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport import Options, Source
from specexport.model import walk
from specexport.readers import markdown
from specexport.readers.markdown.dialects import private

if TYPE_CHECKING:
    from readers.conftest import Read

PLACES = [
    "Text. {} More.",
    "{}",
    "- item\n\n    {} in it\n",
    "> quoted {}\n",
    "| a | b |\n|---|---|\n| {} | x |\n",
    "# Title {}\n",
    "Term\n: meaning {}\n",
    "[link {}](https://e.com 'title')",
    "*stressed {}*",
    "one[^1]\n\n[^1]: note {}\n",
    "::: tip\n{}\n:::\n",
    "!!! note\n    {}\n",
    "1. one\n2. {}\n3. three\n",
    "> %%\n> SECRET\n>\n> SECRET\n> %%\n>\n> {}",
    "- %%\n  SECRET\n  %%\n- {}",
    "```\ncode\n```\n{}\n",
]
COMMENTS = [
    "%% SECRET %%",
    "%%SECRET%%",
    "{/* SECRET */}",
    "{/*\nSECRET\n*/}",
    "{::comment}SECRET{:/comment}",
    "{% comment %}SECRET{% endcomment %}",
    "<!-- SECRET -->",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("comment", COMMENTS)
def test_no_comment_is_in_the_document(read: Read, place: str, comment: str) -> None:
    if "\n" in comment and ("|" in place or "#" in place or "link" in place):
        pytest.skip("a table's row, a heading and a link have one line")
    document = read("# Spec\n\n" + place.format(comment))
    assert "SECRET" not in repr(document)
    assert private.HIDDEN not in repr(document)
    if not comment.startswith("<"):
        assert "SX803" in read.codes
        assert "SECRET" not in "".join(map(str, read.said))


@pytest.mark.parametrize(
    "text",
    [
        "```\n%% code %%\n```",
        "~~~ {.tex}\n{/* code */}\n~~~",
        "Use `%% code %%`.",
        "``a ` %% code %%``",
        "Para.\n\n    %% code %%\n",
        "- ```\n  %% code %%\n  ```",
        "100%% code 50%% is what printf takes",
        r"\%% code \%%",
        "for %%i in (code) do echo %%i",
    ],
)
def test_code_and_signs_within_words_stay(read: Read, text: str) -> None:
    assert "code" in repr(read(text).blocks)
    assert "SX803" not in read.codes


def test_nothing_is_private_in_plain_markdown(read: Read) -> None:
    document = read("---\ndialect: plain\n---\n\na %% b %% c {/* d */}\n")
    assert walk.plain(document.blocks) == "a %% b %% c {/* d */}"


def test_a_comment_leaves_no_gap(read: Read) -> None:
    (para,) = read("One %% two %% three.\n%% four %%\nfive %% six %%\n").blocks
    assert walk.plain([para]) == "One three. five"


def test_what_is_around_a_comment_keeps_its_place(read: Read) -> None:
    document = read("a %% b %% c\n\n%%\nsecret\n\n%%\n\n## Scope\n")
    assert [block.pos and block.pos.line for block in document.blocks] == [1, 8]


def test_in_obsidian_a_comment_goes_over_paragraphs_and_to_the_end(read: Read) -> None:
    document = read("---\ndialect: obsidian\n---\na %% b\n\nc %% d\n\n50%% SECRET\n")
    assert walk.plain(document.blocks).split() == ["a", "d", "50"]
    assert [one.severity for one in read.said if one.code == "SX803"] == ["warning"]


@pytest.mark.parametrize(
    "text", ["%%x\n\n", "%% ", "` ", "{/* ", "%%\n", "`%% ", "{::comment} ", "    x\n\n"]
)
def test_a_search_takes_no_longer_for_many_signs(text: str) -> None:
    took = []
    for count in (4_000, 32_000):
        start = time.process_time()
        private.found(text * count + "%% {/*", "", html=True)
        took.append(time.process_time() - start)
    assert took[1] < 40 * took[0] + 0.5


HTML = [
    "<!-- SECRET -->",
    "a <!-- SECRET --> b",
    "<div><!-- SECRET --> shown</div>",
    "<!-- SECRET\n\nand more SECRET",
    "- item\n\n  <!-- SECRET\n  SECRET -->\n",
    "<table><tr><td>x<!-- SECRET --></td></tr></table>",
    "<!-- SECRET --> shown <!-- SECRET",
    "text\n<!-- a -- SECRET ---->\n",
]


@pytest.mark.parametrize("text", HTML)
@pytest.mark.parametrize("raw_html", ["sanitize", "escape", "drop"])
def test_comments_of_html_are_in_no_document(read: Read, text: str, raw_html: str) -> None:
    read.context = replace(read.context, options=Options(raw_html=raw_html))  # type: ignore[arg-type]  # one of its words
    document = read(f"# Spec\n\n{text}\n")
    assert "SECRET" not in repr(document)


@pytest.mark.parametrize("text", [*HTML, *(place.format(one) for place in PLACES for one in COMMENTS)])
def test_what_is_attached_has_no_comment(read: Read, text: str) -> None:
    data, count = markdown.without_comments(Source(f"# Spec\n\n{text}\n".encode(), "a.md"), read.context)
    assert b"SECRET" not in data
    assert count >= 1
    assert data.decode().count("a comment is left out") == count


def test_what_has_no_comment_is_attached_byte_for_byte(read: Read) -> None:
    data = b"\xef\xbb\xbf# Spec\r\n\r\n`<!-- code -->`\r\n"
    assert markdown.without_comments(Source(data, "a.md"), read.context) == (data, 0)
