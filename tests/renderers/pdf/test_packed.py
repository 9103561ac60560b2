"""The compiler's file written anew holds the same objects, and is small."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from PIL import Image

import specexport
from specexport.core.options import Options, PdfEngine
from specexport.renderers.pdf.typst import packed

pytest.importorskip("typst", reason="there is no wheel of Typst for this machine")

TEXT = "# T\n\n" + "".join(
    f"## S{number}\n\nSome *words* and `code`.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n"
    for number in range(12)
)


def loose(*objects: bytes) -> bytes:
    """Return a file of objects as the compiler writes it."""
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n\r\n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f\r\n%b" % (len(objects) + 1, rows)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + table + trailer


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), more, data)


PAGES = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
)


def opened(data: bytes) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(data))
    assert pdf.check_pdf_syntax() == []
    return pdf


def written(data: bytes) -> bytes:
    file = packed.read(data)
    assert file is not None
    return packed.written(file)


CONTENTS = [
    b"ab\r",
    b"\r\n",
    b"",
    b"x\nendstream\nendobj\n9 0 obj\n",
    b"stream\n" * 3,
    bytes(range(256)) * 40,
]


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("kind", [b"", b"/Type/Metadata/Subtype/XML"])
def test_streams_keep_their_bytes(content: bytes, kind: bytes) -> None:
    pdf = opened(written(loose(*PAGES, stream(content, kind))))
    assert pdf.objects[3].read_bytes() == content


@pytest.mark.parametrize(
    "string", [b"(a\nendobj\nb)", b"(\nstream\nx)", b"(x\nendstream)", b"(trailer<<>>startxref)"]
)
def test_words_of_authors_are_no_syntax(string: bytes) -> None:
    pdf = opened(written(loose(*PAGES, b"<</Alt%b>>" % string, stream(b"after"))))
    assert bytes(pdf.objects[3].Alt) == string[1:-1]
    assert pdf.objects[4].read_bytes() == b"after"


def test_a_stream_that_ends_in_a_carriage_return_gets_an_end_of_its_own() -> None:
    assert b"ab\r\r\nendstream" in written(loose(*PAGES, stream(b"ab\r", b"/Filter/Own")))


def test_all_objects_are_in_there(monkeypatch: pytest.MonkeyPatch) -> None:
    given, read = [], packed.read
    monkeypatch.setattr(packed, "read", lambda data: given.append(data) or read(data))
    specexport.convert(TEXT.encode(), ["pdf"], options=Options(pdf_engine="typst"))
    before, after = opened(given[0]), opened(written(given[0]))
    count = len(before.objects)
    assert [repr(one) for one in list(after.objects)[:count]] == [repr(one) for one in before.objects]
    assert dict(after.trailer)["/ID"] == before.trailer.ID


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"startxref\n0\n%%EOF", loose(*PAGES)[:-30]])
def test_what_is_no_such_file_stays_as_it_is(data: bytes) -> None:
    assert packed.read(data) is None


def test_a_file_is_hardly_larger_than_that_of_the_other_engine() -> None:
    assert size("typst", TEXT) < 1.2 * size("weasyprint", TEXT)


def test_pictures_have_the_pixels_that_print_needs(tmp_path: Any) -> None:
    Image.effect_noise((2400, 1600), 60).convert("RGB").save(tmp_path / "a.jpg", quality=95)
    (tmp_path / "a.md").write_text("# T\n\n![A picture](a.jpg)\n", encoding="utf-8")
    (made,) = specexport.export(tmp_path / "a.md", ["pdf"], options=Options(pdf_engine="typst"))
    pdf = opened(made.path.read_bytes())
    widths = [one.Width for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Width" in one]
    assert len(widths) == 1
    assert 1200 < widths[0] < 1600  # of text 16 cm wide, at 220 to the inch


def size(engine: PdfEngine, text: str) -> int:
    return len(specexport.convert(text.encode(), ["pdf"], options=Options(pdf_engine=engine))["pdf"].data)
