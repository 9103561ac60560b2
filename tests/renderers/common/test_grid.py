from hypothesis import given
from hypothesis import strategies as st

from specexport.model import document as d
from specexport.renderers.common.grid import divided, headed, slots


def row(*spans: tuple[int, int]) -> d.Row:
    return d.Row(cells=tuple(d.Cell(content=(), col_span=wide, row_span=tall) for wide, tall in spans))


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5), min_size=1, max_size=5),
    st.integers(1, 5),
)
def test_whatever_the_spans_every_row_covers_every_column_once(
    spans: list[list[tuple[int, int]]], columns: int
):
    for line in slots([row(*line) for line in spans], columns):
        covered = [column for slot in line for column in range(slot.column, slot.column + slot.span)]
        assert covered == list(range(columns))


def test_spans_end_where_the_table_or_another_cell_does():
    first, second = slots([row((1, 1), (1, 9)), row((3, 1))], 3)
    assert [(slot.column, slot.span, slot.rows, slot.missing) for slot in first] == [
        (0, 1, 1, False),
        (1, 1, 2, False),
        (2, 1, 1, True),
    ]
    assert [(slot.column, slot.span, slot.cell is None) for slot in second] == [
        (0, 1, False),
        (1, 1, True),
        (2, 1, False),
    ]


@given(
    st.lists(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4)), max_size=4), min_size=1, max_size=6),
    st.integers(1, 4),
    st.sets(st.integers(0, 6)),
)
def test_no_cell_goes_on_over_a_row_at_which_rows_are_divided(
    spans: list[list[tuple[int, int]]], columns: int, at: set[int]
):
    rows = [row(*line) for line in spans]
    before, after = list(slots(rows, columns)), list(slots(divided(rows, columns, at), columns))
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        assert [(slot.column, slot.span) for slot in new] == [(slot.column, slot.span) for slot in old]
        assert number not in at or all(slot.cell is not None for slot in new)
        assert number in at or [slot.cell is None for slot in new] == [slot.cell is None for slot in old]


def test_a_cell_stands_again_without_its_footnotes():
    note = d.Note(content=(d.Para(content=(d.Str(text="note"),)),))
    cell = d.Cell(content=(d.Para(content=(d.Str(text="group"), note)),), row_span=3)
    rows = [d.Row(cells=(cell,)), d.Row(cells=()), d.Row(cells=())]
    first, again, _ = divided(rows, 1, {1})
    assert (first.cells[0].row_span, again.cells[0].row_span) == (1, 2)
    assert again.cells[0].content == (d.Para(content=(d.Str(text="group"),)),)


def test_a_head_of_many_rows_is_none():
    few, many = (d.Table(columns=(d.Column(),), head=(row((1, 1)),) * count) for count in (3, 120))
    assert headed(few) is few
    assert (headed(many).head, len(headed(many).body)) == ((), 120)


def test_a_cell_stands_again_in_its_column_when_the_row_before_it_is_short():
    rows = [row((1, 1), (2, 2)), row()]
    _, again = slots(divided(rows, 3, {1}), 3)
    assert [(slot.column, slot.span) for slot in again] == [(0, 1), (1, 2)]
