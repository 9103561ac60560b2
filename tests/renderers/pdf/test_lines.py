"""Lines that were broken once are kept, and nothing that comes out changes by it."""

from types import SimpleNamespace

import pytest

import specexport
from specexport.renderers.pdf.weasyprint import engine
from specexport.renderers.pdf.weasyprint.engine import line_cache

SOURCE = b"""# Technical Specification: Lines

## Scope

Words that fill more than a line of the page so that it has to be broken somewhere, see [Costs](#costs), with
`code` in it and **bold** words, of which one is a very-long-word-that-is-broken-wherever-a-hyphen-stands.

## Costs

| Part | Cost |
|---|---|
| One | Something that is measured first and set afterwards, twice over |
| Two | Something that is measured first and set afterwards, twice over |
"""


@pytest.fixture
def line_break():
    engine.load()
    from weasyprint.text import line_break

    return line_break


def _pdf():
    return specexport.render(specexport.read(SOURCE), "pdf")


def _use(monkeypatch, function):
    import weasyprint.layout.inline
    import weasyprint.layout.preferred
    import weasyprint.text.line_break

    for module in (weasyprint.layout.inline, weasyprint.layout.preferred, weasyprint.text.line_break):
        monkeypatch.setattr(module, "split_first_line", function)


def test_a_kept_line_changes_no_byte(line_break, monkeypatch):
    kept = _pdf()
    _use(monkeypatch, line_break.split_first_line.__wrapped__)
    assert _pdf() == kept


def test_lines_are_broken_once(line_break, monkeypatch):
    broken = []
    original = line_break.split_first_line.__wrapped__

    def count(text, style, context, *rest, **named):
        broken.append((text, line_cache.look(style), context, *rest, *named.items()))
        return original(text, style, context, *rest, **named)

    _use(monkeypatch, line_cache._kept(count))
    _pdf()
    of_cells = [line for line in broken if line[0] == "Two"]
    assert of_cells
    assert len(of_cells) == len(set(of_cells))


class _Asked(dict):
    """A style that notes what it is asked for."""

    font_config = None

    def __init__(self, style):
        super().__init__(style)
        self.names = set()

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)


@pytest.mark.parametrize(
    "text", ["One", "two words and some more", "a\ttab", "supercalifragilistic expialidocious"]
)
@pytest.mark.parametrize("width", [None, 1, 60, 1000])
def test_all_that_decides_how_a_text_is_broken_is_compared(line_break, text, width):
    from weasyprint.css.properties import INITIAL_VALUES
    from weasyprint.text.fonts import FontConfiguration

    style = _Asked({**INITIAL_VALUES, "lang": "en", "hyphens": "auto", "font_family": ["sans-serif"]})
    style["white_space"] = "pre-wrap" if "\t" in text else "normal"
    style.font_config = FontConfiguration()
    context = SimpleNamespace(dictionaries={})
    line_break.split_first_line.__wrapped__(text, style, context, width, 0)
    assert style.names
    assert style.names <= set(line_cache.deciding())
