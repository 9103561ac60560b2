"""Line ends between ideographs mean no space, in whatever they stand; Korean has spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from specexport.core import registry
from specexport.core.context import Source
from specexport.model import document as d
from specexport.model import walk
from specexport.pipeline import flow
from specexport.readers import markdown

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("本系统处理客户的\n订单，并在三十天内\n保留", "本系统处理客户的订单，并在三十天内保留"),
        ("日本語の\nテキスト。\n次の行", "日本語のテキスト。次の行"),
        ("客户的**订单\n编号**\n必须", "客户的订单编号必须"),
        ("客户的**订单**\n[编号](https://e.com)\n必须", "客户的订单编号必须"),
        ("他说\n“你好”\n然后", "他说“你好”然后"),
        ("이 시스템은 주문을\n처리합니다.", "이 시스템은 주문을 처리합니다."),
        ("서비스\n订单", "서비스 订单"),
        ("goes on, 然后\n是中文\nand English", "goes on, 然后是中文 and English"),
        ("版本\n3 的订单", "版本 3 的订单"),
        ("订单\\\n编号", "订单 编号"),
        ("订单\n![图](x.png)\n编号", "订单 图 编号"),
        ("<p>客户的\n订单</p>", "客户的订单"),
        ("操作：打开页面\n预期：出现列表", "操作：打开页面 预期：出现列表"),
        ("**操作**：打开\n页面，等待\n**预期**：出现", "操作：打开页面，等待 预期：出现"),
        ("入力：番号\n出力：名前\n備考：なし", "入力：番号 出力：名前 備考：なし"),
        ("系统必须满足下列要求：\n第一，保存订单", "系统必须满足下列要求：第一，保存订单"),
    ],
)
def test_no_space_stands_between_ideographs(
    make_context: Callable[..., Any], text: str, becomes: str
) -> None:
    for before, after in (("# T\n\n", "\n"), ("# T\n\n- ", "\n"), ("# T\n\n> ", "\n")):
        context = make_context()
        document = markdown.read(Source(f"{before}{text}{after}".encode(), "spec.md"), context)
        for step in flow.PASSES[: flow.PASSES.index("headings")]:
            document = registry.load("passes", step)(document, context)
        if not text.startswith("<p>") or before == "# T\n\n":
            assert walk.plain(document.blocks) == becomes


def test_document_information_is_read_by_its_lines(make_context: Callable[..., Any]) -> None:
    text = "# 规格书\n\n状态：草稿\n作者：王伟\n\n正文的\n第二行\n"
    context = make_context()
    document = flow.read(Source(text.encode(), "spec.md"), context)
    assert (document.meta.status, document.meta.authors) == ("草稿", ("王伟",))
    assert walk.plain(document.blocks) == "正文的第二行"


@pytest.mark.parametrize(
    "text", ["操作：打开页面\n预期：出现列表", "入力：**番号**\n出力：名前", "时间：三天\n地点：会议室"]
)
def test_labelled_lines_stay_lines(make_context: Callable[..., Any], text: str) -> None:
    document = flow.read(Source(f"# T\n\n先说一句。\n\n{text}\n".encode(), "spec.md"), make_context())
    assert [type(node) for node in walk.find(document.blocks[-1:], d.SoftBreak, d.LineBreak)] == [d.LineBreak]
