import pytest
from jinja2 import Environment

from specexport.renderers.html import precompile, shell

VALUES = {
    "anchor": "Title",
    "classification": "Internal",
    "company": "",
    "contents": "<ol></ol>",
    "cover": "",
    "crowded": True,
    "direction": "rtl",
    "facts": [("Status", "Draft"), ("Version", "2")],
    "footnotes": "",
    "heading": "<em>Title</em>",
    "kind": "Spec",
    "lang": "ar",
    "lists": [("Figures", "Figures", "<ol></ol>")],
    "main": "<p>x</p>",
    "meta": ['<meta name="author" content="A">'],
    "shell": {
        "css": "p {}",
        "script": "go()",
        "policy": "none",
        "logo": "data:x",
        "layout": "cover",
        "sheet": "a.css",
        "whole": "yes",
    },
    "subtitle": "",
    "tightness": "tight",
    "title": "Title",
    "words": dict.fromkeys(
        ("skip", "contents", "theme", "copy", "copied", "logo", "search", "search_none"), 'a "word" & more'
    ),
}


class Fields:
    """A dictionary whose entries are attributes."""

    def __init__(self, entries: dict[str, str]) -> None:
        self.__dict__ = entries


def test_the_module_is_what_the_template_says():
    assert precompile.TARGET.read_text("utf-8") == precompile.translated()


@pytest.mark.parametrize("empty", [False, True])
def test_the_module_writes_what_jinja_does(empty: bool):
    values = {name: type(value)() if empty else value for name, value in VALUES.items()}
    for name in ("shell", "words"):
        values[name] = Fields(dict.fromkeys(VALUES[name], "") if empty else VALUES[name])  # type: ignore[call-overload]  # VALUES holds more than words
    environment = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    template = environment.from_string(precompile.TEMPLATE.read_text("utf-8"))
    assert shell.render(**values) == template.render(values).replace("&#34;", "&quot;")


def test_what_is_not_translated_is_named(tmp_path, monkeypatch):
    source = tmp_path / "page.html.j2"
    source.write_text("a\n{% macro x() %}{% endmacro %}", "utf-8")
    monkeypatch.setattr(precompile, "TEMPLATE", source)
    with pytest.raises(ValueError, match="line 2: Macro is not translated"):
        precompile.translated()
