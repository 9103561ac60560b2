from urllib.parse import unquote

from msgspec.structs import replace

from specexport import style
from specexport.renderers.pdf.weasyprint import drawings


def test_a_number_is_drawn_in_the_type_of_code():
    look = style.load("base")
    drawing = unquote(drawings.line_number(look, " 10"))
    assert drawing.count("<path") == 2
    assert look.colors.secondary in drawing
    assert "<text" not in drawing


def test_without_a_file_of_the_font_there_is_no_drawing():
    look = style.load("base")
    assert drawings.line_number(replace(look, code=replace(look.code, family="Nowhere")), "1") == ""
