"""A long Word file takes little memory, for what was read of it is freed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from docx_in.make import p, r, read, word
from specexport.model import walk
from specexport.readers.docx.stream import pieces

MOST = 10  # times the XML
SCRIPT = """
import resource
from docx_in.make import p, r, read, word
cell = f"<w:tc>{p(r('of a cell'), r('more', '<w:b/>'))}</w:tc>"
row = f"<w:tr>{cell * 4}</w:tr>"
def body(count):
    line = p(r("Every entry is kept, "), r("posting_id", "<w:b/><w:i/>"), r(" first, for reports."))
    return (line * 8 + f"<w:tbl>{row * 8}</w:tbl>") * count
read(word(body(2)))
whole = body(160)
data = word(whole)
held = int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()
open("/proc/self/clear_refs", "w").write("5")
kept = read(data)
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) * 1024
print((peak - held) / len(whole))
"""


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells the peak of memory")
def test_a_long_file_takes_less_than_ten_times_its_text_and_markup() -> None:
    command = [sys.executable, "-c", SCRIPT]
    tests = str(Path(__file__).parents[1])
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tests)
    assert done.returncode == 0, done.stderr[-2000:]
    assert float(done.stdout) < MOST


def test_only_what_is_near_stays_in_the_tree() -> None:
    body = "".join(f"<w:p><w:r><w:t>{at}</w:t></w:r></w:p>" for at in range(20_000))
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = f'<w:document xmlns:w="{ns}"><w:body>{body}</w:body></w:document>'.encode()
    most = 0
    for at, piece in enumerate(pieces(data, lambda _: None)):
        assert "".join(map(str, piece.itertext())) == str(at)
        before = piece.getprevious()
        assert (before is None) == (at == 0)
        if at % 500 == 499:
            above = piece.getparent()
            most = max(most, len(above) if above is not None else 0)
    assert 0 < most < 3_000


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", []),
        (p("one"), ["one"]),
        (p("a" * 70_000) + p("b") + p("c" * 140_000), ["a" * 70_000, "b", "c" * 140_000]),
        (p("one") + "</w:body><w:body>" + p("two"), ["one", "two"]),
        (
            f"<w:sdt><w:sdtContent>{p('in')}{p(r('side'))}</w:sdtContent></w:sdt>{p('out')}",
            ["in", "side", "out"],
        ),
    ],
    ids=["empty", "one", "longer than a chunk", "two bodies", "a control"],
)
def test_pieces_of_any_length_are_read(body: str, words: list[str]) -> None:
    document, said = read(word(body))
    assert [walk.plain([block]) for block in document.blocks] == words
    assert said == []
