"""Emphasis beside Chinese, Japanese and Korean: the amendment of commonmark/commonmark-spec#650."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read

MARKED = {"**": d.Strong, "*": d.Emph, "~~": d.Strikeout}


@pytest.mark.parametrize("mark", MARKED)
@pytest.mark.parametrize(
    ("before", "within", "after"),
    [
        ("", "重要：", "本系统处理订单。"),
        ("每个订单", "必须（无例外）", "有编号。"),
        ("日本語の", "「強調」", "です。"),
        ("这是", "“订单”", "的意思"),
        ("请看", "`code`", "这里"),
        ("请看", "[链接](https://e.com)", "这里"),
        ("", "注意！", "123"),
        ("한국어 ", "강조(설명)", "은 됩니다"),
        ("葛", "『城』", "\N{HIRAGANA LETTER NO}"),
        ("葛\U000e0100", "(x)", "の"),
        ("時\ufe00", "(x)", "の"),
        ("結果は", "100%", "です"),
    ],
)
def test_it_needs_no_space(read: Read, mark: str, before: str, within: str, after: str) -> None:
    (para,) = read(f"{before}{mark}{within}{mark}{after}\n").blocks
    assert isinstance(para, d.Para)
    (found,) = [node for node in para.content if type(node) is MARKED[mark]]
    plain = within.replace("`", "").replace("[链接](https://e.com)", "链接")
    assert walk.plain([found]) == plain
    assert walk.plain([para]) == f"{before}{plain}{after}"


@pytest.mark.parametrize(
    "text",
    [
        "a**(b)**c",
        "foo*(bar)*baz",
        "a**“b”**c",
        "** 重要 **",
        "好** 的**",
        "a**😀**b**",
    ],
)
def test_elsewhere_the_rule_is_as_it_was(read: Read, text: str) -> None:
    (para,) = read(f"{text}\n").blocks
    assert "**" in walk.plain([para]) or "*(" in walk.plain([para])
