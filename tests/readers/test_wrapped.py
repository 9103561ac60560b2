"""A whole document in a fence of Markdown is read as the document; where it is not sure, somebody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read

BODY = "# Title\n\n## One\n\n{inner}\n\n## Two\n\nLast.\n"
CODE = "```json\n{}\n```"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("```markdown", "```"),
        ("```md", "```"),
        ("````Markdown", "````"),
        ("~~~markdown", "~~~"),
        ("```", "```"),
    ],
)
@pytest.mark.parametrize(
    "inner", ["Text.", CODE, "~~~\ncode\n~~~", "```\ncode\n```", f"{CODE}\n\n```sh\nls\n```"]
)
@pytest.mark.parametrize("around", ["{}", "\n\n{}\n\n\n"])
def test_it_is_the_document(read: Read, opening: str, closing: str, inner: str, around: str) -> None:
    document = read(around.format(f"{opening}\n{BODY.format(inner=inner)}{closing}\n"))
    assert [walk.plain([node]) for node in walk.find(document.blocks, d.Header)] == ["Title", "One", "Two"]
    assert walk.plain(document.blocks[-1:]) == "Last."
    assert read.codes == ["SX718"]
    first = document.blocks[0].pos
    assert first
    assert first.line == (4 if around[0] == "\n" else 2)


def test_front_matter_in_it_is_read(read: Read) -> None:
    document = read("```markdown\n---\ntitle: T\n---\n\n## A\n\n## B\n```\n")
    assert [field.name for field in document.meta.fields] == ["title"]


@pytest.mark.parametrize(
    "text",
    [
        "Here is the specification:\n\n```markdown\n# Title\n\n## One\n\nText.\n```\n\nTell me more.\n",
        "```markdown\n# Title\n\n## One\n\nText.\n```\nIs this what you need?\n",
    ],
)
def test_what_is_around_it_is_told(read: Read, text: str) -> None:
    document = read(text)
    assert any(walk.find(document.blocks, d.CodeBlock))
    assert read.codes == ["SX718"]


@pytest.mark.parametrize(
    "text",
    [
        "```markdown\n# Example\n```\n\n# Title\n\n```json\n{}\n```\n",
        "```sh\n# comment\n## more\nls\n```\n",
        "```\nsome code\n```\n",
        "# Title\n\n```markdown\n# Example\n```\n",
        "```python\n# Title\n```\n",
    ],
)
def test_code_stays_code(read: Read, text: str) -> None:
    document = read(text)
    assert any(walk.find(document.blocks, d.CodeBlock))
    assert read.codes == []
