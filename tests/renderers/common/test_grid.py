from hypothesis import given
from hypothesis import strategies as st

from specexport.model import document as d
from specexport.renderers.common.grid import slots


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
