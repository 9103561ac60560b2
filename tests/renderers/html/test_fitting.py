import pytest
from hypothesis import given
from hypothesis import strategies as st

from specexport.renderers.html.fitting import Demand, fit

SIZE, ROOM, WIDE = 9.5, 442.0, 689.0


def column(*texts: str) -> Demand:
    demand = Demand()
    for text in texts:
        demand.add(text)
    return demand


def test_a_narrow_table_is_as_wide_as_it_needs():
    assert fit([column("Name"), column("12")], SIZE, ROOM, WIDE).shares == ()


def test_prose_gets_the_room_and_marks_stay_whole():
    found = fit([column("GET"), column("word " * 80), column("200")], SIZE, ROOM, WIDE)
    assert found.scale == 1.0
    assert found.shares[1] > 0.7
    assert not found.wide


def test_type_is_reduced_before_the_page_is_turned():
    eight = [column("a few words of prose in a cell") for _ in range(6)]
    found = fit(eight, SIZE, ROOM, WIDE)
    assert found.scale < 1.0
    assert not found.wide


def test_what_cannot_be_read_upright_is_turned():
    assert fit([column("incomprehensible " * 9) for _ in range(12)], SIZE, ROOM, WIDE).wide


def test_no_page_is_turned_for_a_table_inside_something():
    assert not fit([column("incomprehensible " * 9) for _ in range(12)], SIZE, 300.0, 0.0).wide


def test_a_long_identifier_asks_for_its_longest_piece_only():
    assert column("PAYMENT_INSTRUMENT_NOT_FOUND").least < column("PAYMENTINSTRUMENTNOTFOUND").least


@given(st.lists(st.builds(Demand, st.floats(0, 80), st.floats(0, 400)), min_size=1, max_size=30))
def test_shares_are_positive_and_fill_the_width(demands: list[Demand]):
    for demand in demands:
        demand.natural = max(demand.natural, demand.least)
    shares = fit(demands, SIZE, ROOM, WIDE).shares
    if shares:
        assert min(shares) > 0
        assert sum(shares) == pytest.approx(1)
