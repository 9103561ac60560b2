"""Words that pandoc leaves out of OpenDocument, pages and books are told."""

from __future__ import annotations

import io
import zipfile

import pytest
from msgspec.structs import replace

from specexport import style
from specexport.core.context import Context, Source
from specexport.pipeline import flow
from specexport.system import files

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_XMLNS = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMES.items())


_STYLES = (
    f"<office:document-styles {_XMLNS}><office:font-face-decls/><office:styles/><office:automatic-styles/>"
    "<office:master-styles/></office:document-styles>"
)


def odt(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        whole = f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr(
            "content.xml", f"<office:document-content {_XMLNS}>{whole}</office:document-content>"
        )
        archive.writestr("styles.xml", _STYLES)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def told(data: bytes, name: str) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    context = Context(style=style.load("base"), resources=files.NoFolder())
    source = Source(data, name)

    def report(one: object) -> None:
        said.append((one.code, one.message))  # type: ignore[attr-defined]  # a diagnostic

    flow.read(source, replace(context, source=source, report=report))
    return [one for one in said if one[0] in ("SX788", "SX789")]


AROUND = "what stands around the main part of the page is left out"
NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>Of a note</text:p></text:note-body></text:note>"
)
SAID = "<office:annotation><dc:creator>Ana</dc:creator><text:p>Rather not</text:p></office:annotation>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<text:h text:outline-level='1'>One</text:h><text:p>A<text:s/>word{NOTE} here</text:p>", []),
        (
            "<text:list><text:list-item><text:p>ab</text:p></text:list-item></text:list>",
            [],
        ),
        (
            "<text:table-of-content><text:index-body><text:p>Old</text:p></text:index-body>"
            "</text:table-of-content><text:p>x</text:p>",
            [],
        ),
        (f"<text:p>Kept{SAID} words</text:p>", [("SX789", "2 words of the source are lost: rather not")]),
    ],
)
def test_an_opendocument_file(body: str, expected: list[tuple[str, str]]) -> None:
    assert told(odt(body), "a.odt") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>One</h1><p>Two<b>three</b> H<sub>2</sub>O<script>four</script></p><ul><li>five</ul>", []),
        ("<nav>Home</nav><table><tr><td>a<td>b</table><style>c{}</style><svg><text>d</text></svg>", []),
        (
            "<header>Site name</header><main><p>Text</p></main><footer>Imprint</footer>",
            [
                (
                    "SX788",
                    "what stands around the main part of the page is left out: 3 words (Site name Imprint)",
                )
            ],
        ),
    ],
)
def test_a_page(body: str, expected: list[tuple[str, str]]) -> None:
    assert (
        told(f"<html><head><title>T</title></head><body>{body}</body></html>".encode(), "a.html") == expected
    )


def test_a_page_in_another_encoding_is_not_counted() -> None:
    from specexport.readers.pandoc import counted

    assert counted.page(b"<p>\xff\xfe</p>") == {}
