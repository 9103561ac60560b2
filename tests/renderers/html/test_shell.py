"""The page around a document, line by line."""

from specexport.model.words import Words
from specexport.renderers.html import shell

WORDS = Words()
FRONT = shell.Front("Title", "<em>T</em>", "Spec & more", "Sub", "ACME", [("Status", "Draft")])
SHELL = shell.Shell(css="p {}", script="go()", policy="none", logo="data:x")


def test_a_whole_page_has_a_head_and_says_what_its_script_shows() -> None:
    head = shell.head('A "title"', ['<meta name="author" content="A">'], SHELL)
    page = shell.whole(head, ["body"], SHELL, "ar", WORDS)
    assert page.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n')
    assert '\n<meta http-equiv="Content-Security-Policy" content="none">\n' in page
    assert (
        '<title>A &quot;title&quot;</title>\n<meta name="author" content="A">\n<style>\np {}\n</style>'
        in page
    )
    assert f'<body class="cover" data-switch="{WORDS.theme}" data-copy="{WORDS.copy}"' in page
    assert page.endswith("</a>\nbody\n</body>\n</html>\n")


def test_a_fragment_has_no_head() -> None:
    expected = '<article class="specexport" lang="en">\nbody\n</article>\n'
    assert shell.fragment(["body"], "en") == expected


def test_a_sheet_beside_the_page_is_linked() -> None:
    head = shell.head("T", [], shell.Shell(sheet="a.css"))
    assert '<link rel="stylesheet" href="a.css">' in head
    assert not any("<style>" in line or "Content-Security-Policy" in line for line in head)


def test_the_built_in_front_shows_what_there_is() -> None:
    assert shell.front(FRONT, "", "data:x", WORDS) == [
        '<header class="front">',
        '<p class="brand"><img class="logo" src="data:x" alt="ACME"></p>',
        '<div class="heading">',
        '<p class="kind">Spec &amp; more</p>',
        '<h1 class="title" id="Title"><em>T</em></h1>',
        '<p class="subtitle">Sub</p>',
        "</div>",
        '<dl class="facts">',
        "<div><dt>Status</dt><dd>Draft</dd></div>",
        "</dl>",
        "</header>",
    ]
    bare = shell.Front("Title", "T", "", "", "", [])
    heading = ['<div class="heading">', '<h1 class="title" id="Title">T</h1>', "</div>"]
    assert shell.front(bare, "", "", WORDS) == ['<header class="front">', *heading, "</header>"]


def test_the_cover_of_a_style_stands_in_for_the_front() -> None:
    assert shell.front(FRONT, "<h1>Own</h1>", "", WORDS) == [
        '<header class="front">',
        "<h1>Own</h1>",
        "</header>",
    ]


def test_contents_have_the_lists_below_them() -> None:
    lists = [shell.Listing("Figures", "Figures", "<ol>f</ol>")]
    assert shell.contents("", lists, "", WORDS) == []
    assert shell.contents("<ol>s</ol>", lists, "tight", WORDS) == [
        '<nav class="contents tight" aria-labelledby="Contents">',
        "<details open>",
        f'<summary><h2 class="unnumbered" id="Contents">{WORDS.contents}</h2></summary>',
        "<ol>s</ol>",
        "</details>",
        '<details class="list">',
        '<summary><h2 class="unnumbered" id="Figures">Figures</h2></summary>',
        "<ol>f</ol>",
        "</details>",
        "</nav>",
    ]
