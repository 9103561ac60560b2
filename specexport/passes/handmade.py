"""What authors make by hand and a style makes anew: tables of contents, numbers of headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from specexport.model import appendices, walk
from specexport.model import document as d
from specexport.model.classes import DETAILS
from specexport.passes import contents, headings
from specexport.passes.anchors import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from specexport.core.context import Context

_CONTENTS = frozenset(
    {
        *("table of contents", "table of content", "contents", "toc", "content", "index"),
        *(
            "目录",
            "目次",
            "sommaire",
            "inhaltsverzeichnis",
            "inhalt",
            "índice",
            "indice",
            "оглавление",
            "содержание",
        ),
    }
)
_NUMBER = re.compile(
    r"(?:(?:section|chapter)\s+)?(\d{1,3}(?:\.\d{1,3})*)(?:[.)]|\s*[:\u2014\u2013-](?=\s))?(?:\s+(?=\S)|\s*$)",
    re.I,
)
# What may stand beside an entry's link: a number, dots that lead to a page.
_FILLING = " .0123456789"
_FEWEST_ENTRIES = 3
# The share of entries that may lead nowhere where a heading says that these are the contents.
_FEW = 0.2
# The share of sections above which a list that nothing announces names them for their own sake.
_MOST = 0.5
# What GitLab, Python-Markdown, kramdown and others make contents of.
_MARKS = frozenset({"[TOC]", "[toc]", "[[TOC]]", "[[toc]]", "[[_TOC_]]", "{:toc}", "{{TOC}}"})
_GENERATED = re.compile(r"table of contents\b.*\bgenerated\b", re.I)


def run(document: d.Document, context: Context) -> d.Document:
    """Leave out a table of contents and heading numbers that the style makes itself."""
    blocks, meta = document.blocks, document.meta
    if context.style.contents_depth:
        blocks = _without_contents(blocks, meta.id, context)
    if context.style.numbering:
        meta = _without_title_number(meta, blocks)
        blocks = _without_numbers(blocks, context)
    changed = blocks is not document.blocks or meta is not document.meta
    return replace(document, blocks=blocks, meta=meta) if changed else document


def _without_contents(blocks: tuple[d.Block, ...], title: str, context: Context) -> tuple[d.Block, ...]:
    """Leave out a list of headings, and what stands for a table of contents, where the style makes one.

    The style's contents will have what the list goes deeper to. `title` is the name by which links call the
    document's title.
    """
    if not any(map(_may_be_contents, blocks)):
        return blocks
    headers = [block for block in headings.outlined(blocks, context.style) if type(block) is d.Header]
    if sum(header.level <= context.style.contents_depth for header in headers) < _FEWEST_ENTRIES:
        return blocks
    names = _names(headers) | ({title: title} if title else {})
    sections = _sections(headers)
    out: list[d.Block] = []
    for block in blocks:
        announced = bool(out) and _announces(out[-1])
        introduced = bool(out) and not announced and _introduces(out[-1])
        if _is_mark(block) or (not introduced and _is_contents(block, names, () if announced else sections)):
            pos = block.pos
            while out and _announces(out[-1]):
                pos = _from(out.pop().pos, pos)
            message = "the table of contents made by hand is left out, for the style makes one"
            context.inform("SX714", message, pos)
            out.append(contents.wish(_named(block, names)))
        else:
            out.append(block)
    return tuple(out)


def _sections(headers: list[d.Header]) -> list[str]:
    """Return the identifiers of the headings of the highest rank that has several."""
    for level in sorted({header.level for header in headers}):
        found = [header.attr.id for header in headers if header.level == level]
        if len(found) > 1:
            return found
    return []


def _from(first: d.Pos | None, last: d.Pos | None) -> d.Pos | None:
    return d.Pos(first.line, last.end_line, path=first.path) if first and last else first or last


def _names(headers: Iterable[d.Header]) -> dict[str, str]:
    """Return the identifiers of headings by what may stand for them: these, and the slugs of their texts."""
    found: dict[str, str] = {}
    for header in headers:
        for name in (header.attr.id, slug(walk.plain(header.content))):
            found.setdefault(name, header.attr.id)
    return found


def _may_be_contents(block: d.Block) -> bool:
    if type(block) is d.Div:
        return DETAILS in block.attr.classes
    return isinstance(block, (d.BulletList, d.OrderedList)) or _is_mark(block)


def _is_mark(block: d.Block) -> bool:
    """Say whether a paragraph is but what some programs put a table of contents in the place of."""
    return type(block) is d.Para and walk.plain(block.content).strip() in _MARKS


def _is_contents(block: d.Block, names: Mapping[str, str], sections: Collection[str]) -> bool:
    """Say whether a list is one of headings.

    One that is not announced as such is links to most of the `sections`: others are part of the text, such as
    the names of what a section goes on to describe. One that is, for which there are no `sections`, may call
    a few wrongly.
    """
    if type(block) is d.Div:
        summary, rest = block.content[:1], block.content[1:]
        return (
            len(rest) == 1 and _title(walk.plain(summary)) in _CONTENTS and _is_contents(rest[0], names, ())
        )
    if not isinstance(block, (d.BulletList, d.OrderedList)):
        return False
    items = list(walk.find([block], d.ListItem))
    if len(items) < _FEWEST_ENTRIES:
        return False
    wrong = [item for item in items if _entry(item, names) is None]
    if sections:
        named = set(_named(block, names)).intersection(sections)
        return not wrong and all(map(_only_link, items)) and len(named) > len(sections) * _MOST
    return len(wrong) <= len(items) * _FEW and all(map(_leads_within, wrong))


def _leads_within(item: d.ListItem) -> bool:
    link = _only_link(item)
    return link is not None and link.url.startswith("#")


def _only_link(item: d.ListItem) -> d.Link | None:
    """Return the link that the first paragraph of an item is, but for numbers and dots."""
    para = item.content[0] if item.content else None
    if type(para) is not d.Para:
        return None
    content = [node for node in para.content if not (type(node) is d.Str and not node.text.strip(_FILLING))]
    return content[0] if len(content) == 1 and type(content[0]) is d.Link else None


def _named(block: d.Block, names: Mapping[str, str]) -> list[str]:
    """Return the identifiers of the headings that a list names."""
    found = (_entry(item, names) for item in walk.find([block], d.ListItem))
    return [name for name in found if name]


def _entry(item: d.ListItem, names: Mapping[str, str]) -> str | None:
    """Return the identifier of the heading that an item is but a link to, or the text of, None for others."""
    first, rest = item.content[:1], item.content[1:]
    if not first or type(para := first[0]) is not d.Para:
        return None
    if any(not isinstance(block, (d.BulletList, d.OrderedList)) for block in rest):
        return None
    text = slug(walk.plain(para.content))
    if link := _only_link(item):
        return names.get(unquote(link.url[1:]).lower(), names.get(text)) if link.url[:1] == "#" else None
    return names.get(text)


def _announces(block: d.Block) -> bool:
    if type(block) is d.Header:
        return _title(walk.plain(block.content)) in _CONTENTS
    text = walk.plain([block]) if type(block) is d.Para else ""
    return _title(text) in _CONTENTS or bool(_GENERATED.search(text))


def _introduces(block: d.Block) -> bool:
    """Say whether a paragraph ends as a sentence that what follows completes."""
    return type(block) is d.Para and walk.plain(block.content).endswith((":", "\uff1a"))


def _title(text: str) -> str:
    return _NUMBER.sub("", text).strip(" :*").lower()


def _without_numbers(blocks: tuple[d.Block, ...], context: Context) -> tuple[d.Block, ...]:
    headers = [block for block in blocks if type(block) is d.Header]
    if not _are_numbered(headers):
        return blocks
    first = next(header for header in headers if _number(header))
    context.inform("SX713", "numbers typed into headings are left out, for the style numbers them", first.pos)
    return unnumbered(blocks)


def _without_title_number(meta: d.Meta, blocks: tuple[d.Block, ...]) -> d.Meta:
    """Return `meta` with a title that loses its number, where sections go on from it."""
    headers = [block for block in blocks if type(block) is d.Header]
    first = next(filter(None, map(_number, headers)), "")
    title = d.Header(level=1, content=meta.title)
    number = _number(title)
    if not (
        number.isdigit() and first.isdigit() and int(first) == int(number) + 1 and _are_numbered(headers)
    ):
        return meta
    return replace(meta, title=_without_number(title).content)


def unnumbered(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return `blocks` without the numbers that the author typed into headings, where most have one."""
    if not _are_numbered([block for block in blocks if type(block) is d.Header]):
        return blocks
    return tuple(_without_number(block) if type(block) is d.Header else block for block in blocks)


def _are_numbered(headers: list[d.Header]) -> bool:
    """Say whether the author numbers headings: most of those of the first rank, in rising order.

    Appendices have letters, if anything.
    """
    if not headers:
        return False
    top = min(header.level for header in headers)
    peers = [header for header in headers if header.level == top and not appendices.says_so(header)]
    numbers = [int(number.split(".")[0]) for header in peers if (number := _number(header))]
    return len(numbers) >= 2 and 2 * len(numbers) > len(peers) and numbers == sorted(numbers)


def _number(header: d.Header) -> str:
    first = header.content[0] if header.content else None
    match = _NUMBER.match(first.text) if type(first) is d.Str else None
    return match[1] if match else ""


def _without_number(header: d.Header) -> d.Header:
    if not _number(header) or type(first := header.content[0]) is not d.Str:
        return header
    rest = replace(first, text=_NUMBER.sub("", first.text, count=1))
    content = (rest, *header.content[1:]) if rest.text else header.content[1:]
    return replace(header, content=content) if content else header


def is_contents_anchor(name: str) -> bool:
    """Say whether an anchor names a table of contents, as links back to the top do."""
    return name.replace("-", " ") in _CONTENTS or name == "top"
