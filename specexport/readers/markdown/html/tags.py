"""Tags and text of HTML, read by the standard library: all that is known of its parser."""

from __future__ import annotations

from html.parser import HTMLParser


class TagReader(HTMLParser):
    """Reads one piece of HTML after the other; what a piece leaves open, the next one does not know of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.end_tag = ""
        """The end tag that is being read, as it is written."""

    def read(self, html: str) -> None:
        """Read a whole piece: what it breaks off within is read as it stands."""
        self.reset()
        self.feed(html[: _open_comment(html)])
        self.close()

    def parse_endtag(self, i: int) -> int:
        """Read an end tag, and keep how it is written."""
        self.end_tag = self.rawdata[i : self.rawdata.find(">", i) + 1]
        return super().parse_endtag(i)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Read `<![…`: what is no section ends at the next `>`, as in HTML (WHATWG, 13.2.5.42).

        Of itself the parser raises AssertionError for such text. Newer releases of Python read it as HTML
        does, and do not call this.
        """
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            end = self.rawdata.find(">", i + 2)
            return end + 1 if end >= 0 else -1


def _open_comment(html: str) -> int:
    """Return where a comment begins that nothing closes, by default the end: the parser would show it."""
    at = html.find("<!--")
    while at >= 0:
        end = html.find("-->", at + 2)
        if end < 0:
            return at
        at = html.find("<!--", end + 3)
    return len(html)
