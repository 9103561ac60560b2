import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specexport.model.document import Attr, CodeBlock, Token
from specexport.renderers.common import code_lines
from specexport.renderers.common.letters import columns
from specexport.renderers.html import code

KINDS = st.sampled_from(["", "keyword", "string", "comment"])
TEXTS = st.text(alphabet="ab (){}=.,-_日é\n", max_size=60)


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def test_tokens_become_spans_and_plain_code_none():
    block = CodeBlock(text="if x", tokens=(Token("keyword", "if"), Token("", " x")))
    assert code.code(block) == '<span class="keyword">if</span> x'


def test_space_at_the_end_of_a_line_is_a_reference():
    assert code.code(CodeBlock(text="a  \nb")) == "a &#32;\nb"


def test_a_long_line_goes_on_after_a_sign_behind_a_mark():
    markup = code.code(CodeBlock(text="call(first, second, third)"), 20)
    assert markup == 'call(first, second,&#32;\n<span class="wrap"></span>third)'


def test_short_lines_are_left_alone():
    assert code.code(CodeBlock(text="a\nb"), 20) == "a\nb"


@given(st.lists(st.builds(Token, KINDS, TEXTS), max_size=8), st.integers(8, 30))
def test_wrapping_keeps_the_text_and_the_width(tokens: list[Token], width: int):
    text = "".join(token.text for token in tokens)
    markup = code.code(CodeBlock(text=text, tokens=tuple(tokens)), width)
    assert plain(markup.replace('\n<span class="wrap"></span>', "")) == text
    for line in plain(markup.replace('<span class="wrap"></span>', "~~")).split("\n"):
        assert columns(line.rstrip(" ")) <= width + 1


@pytest.mark.parametrize(
    ("text", "drawn"),
    [("┌──┐\n└──┘", True), ("+----+\n| a  |\n+----+", True), ("src\n├── a\n└── b", False)],
)
def test_a_tree_is_no_drawing(text: str, drawn: bool):
    assert code_lines.is_drawing(text) is drawn


def test_widths_count_tabs():
    assert code_lines.widest("a\n\tbc") == 6
    assert not code_lines.meets(CodeBlock(text="\ta\nlonger line"), 5)
    assert code_lines.meets(CodeBlock(text="\ta"), 4)


def bright(text: str, lines: str, *tokens: Token) -> CodeBlock:
    return CodeBlock(text=text, attr=Attr("", ("x",), (("highlight", lines),)), tokens=tokens)


def test_lines_that_stand_out_are_marked_together():
    assert code.code(bright("a\nb\nc\nd", "2-3")) == "a\n<mark>b\nc\n</mark>d"
    assert code.code(bright("a\nb\nc", "1,3")) == "<mark>a\n</mark>b\n<mark>c</mark>"


def test_a_token_of_several_lines_is_divided_where_a_marked_line_begins_or_ends():
    block = bright("'a\nb'\nc", "2", Token("string", "'a\nb'"), Token("", "\nc"))
    first, second = (f'<span class="string">{text}</span>' for text in ("'a\n", "b'"))
    assert code.code(block) == f"{first}<mark>{second}\n</mark>c"


def test_a_marked_line_stays_marked_where_it_goes_on():
    markup = code.code(bright("call(first, second, third)\nb", "1"), 20)
    assert markup == '<mark>call(first, second,&#32;\n<span class="wrap"></span>third)\n</mark>b'


def test_marked_lines_keep_tabs_and_those_beyond_the_block_are_no_lines():
    assert code.code(bright("\ta\nb", "1")) == "<mark>\ta\n</mark>b"
    assert code.code(bright("a\nb", "3-999999")) == "a\nb"


@given(
    st.lists(st.builds(Token, KINDS, TEXTS), max_size=8),
    st.sampled_from([0, *range(8, 31)]),
    st.integers(1, 8),
)
def test_marking_keeps_the_text(tokens: list[Token], width: int, line: int):
    text = "".join(token.text for token in tokens)
    markup = code.code(bright(text, f"{line}-{line + 2}", *tokens), width)
    expected = text.expandtabs(4) if "wrap" in markup else text
    assert plain(markup.replace('\n<span class="wrap"></span>', "")) == expected


def numbered(text: str, start: str = "1", *pairs: tuple[str, str]) -> CodeBlock:
    return CodeBlock(text=text, attr=Attr("", ("text", "numberLines"), (("startFrom", start), *pairs)))


def test_numbers_of_lines_are_no_text():
    markup = code.code(numbered("a\n\nb", "9"))
    assert re.findall('data-number="([^"]*)"', markup) == [" 9", "10", "11"]
    assert plain(markup) == "a\n\nb"


def test_numbers_leave_their_width_to_lines_and_are_not_repeated_where_one_goes_on():
    markup = code.code(numbered("call(first, second, third, fourth)"), 25)
    assert re.findall('data-number="([^"]*)"', markup) == ["1", " "]
    assert markup.index('data-number=" "') < markup.index('class="wrap"')
    shown = plain(markup.replace('<span class="wrap"></span>', "~~")).split("\n")
    assert max(map(columns, shown)) <= 25 - 3 + 1


def test_a_numbered_line_may_stand_out():
    markup = code.code(numbered("a\nb\nc", "1", ("highlight", "2")))
    assert re.search(r'<mark><span class="line" data-number="2"></span>b\n</mark>', markup)


def test_numbers_can_be_pictures():
    markup = code.code(numbered("a"), 0, lambda number: f"data:,{number}")
    assert "url(data:,1)" in markup
    assert "data-number" not in markup
