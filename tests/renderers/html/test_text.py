import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specexport import convert, style
from specexport.core.context import Context
from specexport.model import document as d
from specexport.renderers.common.letters import columns
from specexport.renderers.common.urls import safe_url
from specexport.renderers.html.assets import embedded
from specexport.renderers.html.inlines import Inlines
from specexport.renderers.html.markup import PAPER, Breaks, breakable, element, escape, tag
from specexport.renderers.html.medium import Medium
from specexport.system import files


def test_markup_in_text_is_text():
    assert escape('<a href="x">&') == "&lt;a href=&quot;x&quot;&gt;&amp;"


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1f", "\x85", "\ufffe", "\ufdd0"])
def test_what_html_forbids_is_replaced(char: str):
    assert escape(f"a{char}b") == "a\ufffdb"


def test_tab_and_line_ending_stay():
    assert escape("a\tb\nc") == "a\tb\nc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PAYMENT_NOT_FOUND", "PAYMENT_|NOT_|FOUND"),
        ("/api/v1/tenants/{id}", "/api/|v1/|tenants/|{id}"),
        ("PaymentInstrumentResponse", "Payment|Instrument|Response"),
        ("org.example.service.name", "org.|example.|service.|name"),
        ("asset:bank:eur-main", "asset:|bank:|eur-|main"),
        ("internationalisation", "internationalisation"),
        ("short_name", "short_name"),
    ],
)
def test_long_words_break_at_their_seams(text: str, expected: str):
    assert breakable(text, Breaks("|")) == expected


@given(st.text())
def test_breaking_loses_nothing(text: str):
    assert breakable(text).replace("<wbr>", "") == escape(text)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "java\nscript:x",
    ],
)
def test_urls_that_could_run_or_reach_the_disk_are_refused(url: str):
    assert safe_url(url) == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        ("other file.md", "other%20file.md"),
        ("100%", "100%25"),
        ("a%20b", "a%20b"),
        ("#übersicht", "#übersicht"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("x|y<z>", "x%7Cy%3Cz%3E"),
    ],
)
def test_urls_are_made_valid(url: str, expected: str):
    assert safe_url(url) == expected


@given(st.text(max_size=40))
def test_no_url_has_a_scheme_that_runs(url: str):
    safe = safe_url(url).strip().lower()
    assert not re.match(r"(javascript|data|vbscript|file):", safe)


def test_attributes_without_value_are_left_out():
    assert tag("p", {"id": "", "class": None, "title": '"'}) == '<p title="&quot;">'
    assert element("b", "x") == "<b>x</b>"


def test_columns_count_wide_characters_twice_and_marks_not_at_all():
    assert columns("abc") == 3
    assert columns("日本") == 4
    assert columns("e\u0301") == 1


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("see /usr/bin", "see| /~usr/bin"),
        ("of .spec.x", "of| .spec.x"),
        ("with --verbose or -v", "with --~verbose or -~v"),
        ("(/a, ./b and ~/c)", "(/~a,| ./~b and ~/~c)"),
        ("well-known and/or a - b", "well-known and/or a - b"),
        ("vraiment ? oui : non", "vraiment ? oui : non"),
    ],
)
def test_an_engine_keeps_the_marks_that_begin_a_word_with_it(text: str, paper: str):
    told = breakable(text, PAPER).replace(PAPER.opening, "|").replace(PAPER.joint, "~")
    assert told == paper
    assert breakable(text) == text


def test_a_line_may_end_before_an_element_that_begins_with_a_mark():
    context = Context(style=style.load("base"), resources=files.NoFolder())
    paper = Inlines({}, context, Medium(embedded, text_width=400.0, breaks=PAPER))
    content = [d.Str(text="see "), d.Code(text="/etc"), d.Str(text=" "), d.Code(text="a")]
    assert paper.html(content) == "see \u200b<code>/\u2060etc</code> <code>a</code>"
    assert Inlines({}, context, Medium(embedded)).html(content[:2]) == "see <code>/etc</code>"


def test_a_long_text_is_cut_for_an_engine_and_loses_nothing():
    words = " ".join(f"word{number}" for number in range(3000)) + "x" * 9000
    context = Context(style=style.load("base"), resources=files.NoFolder())
    paper = Inlines({}, context, Medium(embedded, text_width=400.0, breaks=Breaks("|")))
    written = paper.html([d.Str(text=words)])
    parts = re.findall(r"<span>(.*?)</span>", written)
    assert "".join(parts).replace("|", "") == words
    assert max(len(part.replace("|", "")) for part in parts) <= 4001
    assert all(part[-1] in " |" for part in parts)
    assert Inlines({}, context, Medium(embedded)).html([d.Str(text="a " * 9000)]) == "a " * 9000


def test_a_picture_in_a_summary_is_shown_there_and_found_from_the_list_of_figures() -> None:
    picture = "<details><summary>\n\n![The flow](https://a.example/flow.png)\n\n</summary>\n\nWords.\n\n</details>\n"
    page = convert(f"# T\n\n## One\n\n{picture * 3}".encode(), "html")["html"].data.decode()
    shown = page.partition("<main")[2]
    assert [f'<summary><span id="Figure-{number}">' in shown for number in (1, 2, 3)] == [True] * 3
    assert page.count('href="#Figure-3"') == 1
    assert "The flow The flow" not in shown
