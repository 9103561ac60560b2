from hypothesis import given
from hypothesis import strategies as st

from specexport.renderers.common.letters import columns, ems, joints, least


@given(st.text(st.characters(exclude_categories=["Z", "Cc", "Cs"]), max_size=400))
def test_the_pieces_of_a_word_are_the_word(word: str):
    pieces = joints(word)
    assert "".join(pieces) == word
    assert all(len(piece) < 128 for piece in pieces)


def test_a_word_that_ends_in_no_line_is_cut_and_a_shorter_one_is_not():
    assert list(map(len, joints("x" * 200))) == [64, 64, 64, 8]
    assert joints("0123456789abcdef" * 4) == ["0123456789abcdef" * 4]
    assert joints("a-" + "y" * 130 + "-b") == ["a-", "y" * 64, "y" * 64, "yy-", "b"]


def test_wide_letters_take_two_columns_and_marks_none():
    assert columns("ab\u0301漢") == 4
    assert ems("漢字") > ems("abc") > 1.5 * ems("ill")
    assert least("short incomprehensible") == ems("incomprehensible")
