import pytest
from hypothesis import given
from hypothesis import strategies as st

from specexport.model import document as d
from specexport.renderers.common.columns import Demand, Fit, TableType, add_cell, fit, lines, widths

ROOM, WIDE = 442.0, 689.0
TYPE = TableType(9.5, (1.0, 0.92, 0.85, 0.78), 1.2, (0.71, 0.65))


def column(*texts: str) -> Demand:
    demand = Demand()
    for text in texts:
        demand.add(text)
    return demand


def test_a_narrow_table_is_as_wide_as_it_needs():
    assert fit([column("Name"), column("12")], TYPE, ROOM, WIDE).shares == ()


def test_prose_gets_the_room_and_marks_stay_whole():
    found = fit([column("GET"), column("word " * 80), column("200")], TYPE, ROOM, WIDE)
    assert found.scale == 1.0
    assert found.shares[1] > 0.7
    assert not found.wide


def test_type_is_reduced_before_the_page_is_turned():
    eight = [column("a few words of prose in a cell") for _ in range(6)]
    found = fit(eight, TYPE, ROOM, WIDE)
    assert found.scale < 1.0
    assert not found.wide


def test_fewer_steps_do_not_make_type_smaller():
    """A format with few sizes takes the one next to what a format with more would take."""
    coarse = TableType(TYPE.size, (1.0, 0.88, 0.76), TYPE.padding)
    for count in range(4, 8):
        found = [column("a few words of prose in a cell", "identifier_of_it") for _ in range(count)]
        fine = fit(found, TYPE, ROOM).scale
        if fine in TYPE.steps:
            assert abs(fit(found, coarse, ROOM).scale - fine) <= 0.07


def test_what_cannot_be_read_upright_is_turned():
    assert fit([column("incomprehensible " * 9) for _ in range(12)], TYPE, ROOM, WIDE).wide


def test_no_page_is_turned_for_heads_of_several_words_over_numbers():
    found = [column("100", "71") for _ in range(9)]
    for demand in found:
        demand.add("Replicas of the old set", heavy=True, head=True)
    assert not fit(found, TYPE, ROOM, WIDE).wide
    assert fit([column("Replicas of the old set") for _ in range(9)], TYPE, ROOM, WIDE).wide


def test_no_page_is_turned_for_a_table_inside_something():
    assert not fit([column("incomprehensible " * 9) for _ in range(12)], TYPE, 300.0).wide


def test_a_long_identifier_asks_for_its_longest_piece_only():
    assert column("PAYMENT_INSTRUMENT_NOT_FOUND").least < column("PAYMENTINSTRUMENTNOTFOUND").least


@given(
    st.lists(
        st.builds(Demand, st.floats(0, 80), st.floats(0, 400), st.floats(0, 400)), min_size=1, max_size=30
    )
)
def test_shares_are_positive_and_fill_the_width(demands: list[Demand]):
    for demand in demands:
        demand.natural = max(demand.natural, demand.least)
    shares = fit(demands, TYPE, ROOM, WIDE).shares
    if shares:
        assert min(shares) > 0
        assert sum(shares) == pytest.approx(1)


def test_words_are_kept_whole_in_small_type_before_they_are_divided():
    found = fit([column("incomprehensible") for _ in range(6)], TYPE, ROOM)
    assert (found.scale, found.divided) == (0.71, False)
    assert fit([column("incomprehensible") for _ in range(20)], TYPE, ROOM).divided


def test_a_page_is_turned_for_a_few_rows_only_to_keep_words_whole():
    prose = [column("a few words of prose in a cell" * 3) for _ in range(9)]
    assert fit(prose, TYPE, ROOM, WIDE).wide
    assert not fit(prose, TYPE, ROOM, WIDE, bearable=0.0).wide
    assert fit([column("incomprehensible") for _ in range(9)], TYPE, ROOM, WIDE, bearable=0.0).wide


def test_chinese_japanese_and_korean_break_between_any_two_letters():
    demands = [column("可用性の要件を満たすための構成を検討する" * 3) for _ in range(2)]
    assert demands[0].least < 3
    assert not fit(demands, TYPE, ROOM, WIDE).wide
    assert column("可用性chunkserver構成").least == pytest.approx(column("chunkserver").least)


def test_code_is_as_wide_as_its_letters_are_many():
    demand = Demand()
    demand.add("illilli", codes=["illilli"])
    assert demand.least > 2 * column("illilli").least
    assert demand.natural > 2 * column("illilli").natural


def test_lines_are_counted_with_their_breaks():
    def cell(*texts: str) -> d.Cell:
        return d.Cell(content=tuple(d.Para(content=(d.Str(text=text),)) for text in texts))

    assert lines(cell("one"), 100.0) < 1
    assert 2 <= lines(cell("one", "two", "three"), 100.0) < 3
    assert lines(cell("word " * 100), 10.0) > 15
    assert lines(d.Cell(content=(d.CodeBlock(text="a\nb\nc"),)), 100.0) >= 2


def test_a_table_that_fits_needs_nothing():
    assert fit([], TYPE, ROOM) == Fit(slight=True)


def test_a_picture_takes_room_and_may_be_made_smaller() -> None:
    image = d.Image(content=(), url="a.png")
    cell = d.Cell(content=(d.Para(content=(image,)),))
    media = {"a.png": d.Media(b"", "image/png", 160, 10)}
    demand = Demand()
    add_cell(demand, cell, False, 1.0, widths(media, 10))
    assert (demand.least, demand.natural) == (6.0, 12.0)
    small = Demand()
    add_cell(small, cell, False, 1.0, widths({}, 10))
    assert (small.least, small.natural) == (0.0, 0.0)


def test_only_a_table_far_narrower_than_the_room_is_sure_to_divide_no_word():
    def set_in(share: float) -> Fit:
        demand = Demand()
        demand.add("x" * 10)
        natural = (demand.natural + TYPE.padding) * TYPE.size
        return fit([demand], TYPE, natural / share)

    assert set_in(0.75).slight
    assert not set_in(0.85).slight
    assert not set_in(1.2).slight
