"""What the names of Word's styles say: quotations, captions, terms, admonitions, the cover.

A paragraph of such a style is read as a division that names it (`custom-style`); here divisions become what
they mean, and blocks beside each other what they are together. The names are Word's own, LibreOffice's,
pandoc's, and those of the files that this program makes.
"""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import MISSING_PICTURE
from specexport.readers.common.draft import CODE_LINE, Draft, aside, joined_code, sequences, style, words
from specexport.style import words as catalogue

if TYPE_CHECKING:
    from specexport.readers.docx.styles import ParagraphStyle

LEFT_OUT = regex(r"toc heading|toc \d|contents (?:heading|\d)|table of figures|list heading|cover logo")
"""Styles of what is made anew: lists of headings and figures."""
QUOTES = frozenset({"quote", "intense quote", "block text", "quotations", "quotation", "blockquote"})
"""Styles of quotations."""

_CAPTIONS = frozenset({"caption", "image caption", "table caption", "figure caption"})
_FIELDS = {
    **{"title": "title", "subtitle": "subtitle", "cover kind": "kind"},
    **{"author": "Authors", "date": "date"},
}
_LANGUAGES = frozenset({"source language", "quoted language"})
_TERMS = frozenset({"definition term", "definition"})
_KNOWN = (
    QUOTES | _CAPTIONS | _LANGUAGES | _TERMS | _FIELDS.keys() | {"cover field", "minor heading", "abstract"}
)
_ADMONITION = regex(r"admonition ?(note|tip|important|warning|caution)")
_TABLE_LABEL = regex(r"\W*(?:tab(?:le|elle|leau|la|ella|el|\.)?|tabulka|tablo|таблица|表)\b", 2)
_LISTING = regex(r"listing\s*\d*(?:[.\-]\d+)*\s*[:.)–—-]?\s*", 2)
_TURNED = "\n↪ "  # what stands where a long line of code is broken
_MISSING = d.Attr(classes=(MISSING_PICTURE,))

Blocks: TypeAlias = "tuple[d.Block, ...]"


def styled(para: d.Para, look: ParagraphStyle) -> d.Block:
    """Return a paragraph as what its style says, in a division that names it if that means something."""
    name = look.name if look.name in _KNOWN else next(iter(sorted(look.names & (QUOTES | _CAPTIONS))), "")
    return (
        d.Div(content=(para,), attr=d.Attr(pairs=(("custom-style", name),)), pos=para.pos) if name else para
    )


def is_shown(blocks: Blocks) -> bool:
    """Say whether blocks are a picture or a caption, which stand at the margin between items too."""
    return len(blocks) == 1 and (_is_picture(blocks[0]) or style(blocks[0]) in _CAPTIONS)


def run(draft: Draft, pages: bool = False) -> Draft:
    """Return a draft in which styles are what they mean, and fields what the cover says.

    `pages` tells that references with pages are in it.
    """
    reader = _Reader()
    blocks = walk.rewrite(reader.opening(draft.blocks), _picture, d.Span, d.Link)
    blocks = sequences(blocks, _together)
    blocks = walk.rewrite(blocks, _meant, d.Div, d.Span, d.Table, d.CodeBlock, d.Link, d.Image)
    if pages:
        blocks = walk.rewrite(blocks, _without_pages, d.Para, d.Link, d.Strong, d.Emph)
    fields = (*draft.fields, *reader.fields)
    return replace(draft, blocks=blocks, fields=fields, title=draft.title or reader.title)


class _Reader:
    def __init__(self) -> None:
        self.title: tuple[d.Inline, ...] = ()
        self.fields: list[d.MetaField] = []

    def _field(self, name: str, content: tuple[d.Inline, ...]) -> None:
        """Keep a field; several authors are one field."""
        last = self.fields[-1] if self.fields else None
        if last is not None and last.name == name == "Authors":
            self.fields[-1] = d.MetaField(name, (*last.content, *words(", "), *content))
        else:
            self.fields.append(d.MetaField(name, content))

    def opening(self, blocks: Blocks) -> Blocks:
        """Return blocks without what a cover says, kept as fields: author and date only above the text."""
        out: list[d.Block] = []
        begun = False
        for block in blocks:
            name = style(block)
            above = not begun and name in ("author", "date")
            if above or name in ("title", "subtitle", "cover kind", "cover field"):
                out += self._cover(block, name)
            elif name in ("author", "date", "abstract"):
                out += block.content if type(block) is d.Div else (block,)
            else:
                begun = begun or bool(name or walk.plain([block]))
                out.append(block)
        return tuple(out)

    def _cover(self, node: d.Block, name: str) -> Blocks:
        """Keep what a cover says, the first title as the title; return what cannot be kept."""
        assert isinstance(node, d.Div)
        for para in _paras(node):
            label, *rest = para.content or (d.Str(text=""),)
            if name == "cover field" and type(label) is d.Span:
                self._field(walk.plain([label]), _value(tuple(rest)))
            elif name == "cover field":
                return node.content
            elif name != "title":
                self._field(_FIELDS[name], para.content)
            elif not self.title:
                self.title = para.content
            else:
                return node.content
        return ()


def _meant(node: d.Node) -> d.Node | tuple[d.Node, ...]:
    match node:
        case d.Div() | d.Span() if style(node):
            return node.content
        case d.Table():
            return _table(node, style(node))
        case d.CodeBlock():
            return replace(node, text=node.text.replace(_TURNED, ""))
        case d.Image() if node.attr == _MISSING:
            return replace(node, attr=d.NO_ATTR)
        case _:
            return node


def _picture(node: d.Span | d.Link) -> d.Node:
    """Return the picture in whose place this program has put words, since it was not there."""
    if isinstance(node, d.Link):
        only = node.content[0] if len(node.content) == 1 else None
        return replace(only, url=node.url) if type(only) is d.Image and only.attr == _MISSING else node
    if node.attr != _MISSING:
        return node
    name = walk.plain(node.content)
    return d.Image(content=words(name), url=name, attr=_MISSING)


def _value(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    text = walk.plain(content)
    links = any(type(node) is d.Link for node in walk.nodes(content))
    return content if links else words(text)


def _without_pages(node: d.Para | d.Link | d.Strong | d.Emph) -> d.Node:
    """Return inlines without the pages that follow references (`Plan, page 14`): the layout makes them."""
    content = list(node.content)
    for at in range(len(content) - 2, 0, -1):
        if at + 1 >= len(content):
            continue
        after = content[at + 2] if at + 2 < len(content) else d.Str(text="")
        ending = _page(content[at - 1], content[at], content[at + 1], after)
        if ending is not None:
            rest = after.text[len(ending) :] if type(after) is d.Str else ""
            content[at : at + 2 + (type(after) is d.Str)] = words(rest)
    return node if len(content) == len(node.content) else replace(node, content=walk.merged(tuple(content)))


def _page(first: d.Inline, between: d.Inline, last: d.Inline, after: d.Inline) -> str | None:
    """Return what ends the page of a reference, None where there is no page."""
    match first, between, last:
        case d.Link(url=one), d.Str(text=text), d.Link(url=other, content=(d.Str(text=page),)):
            following = after.text if type(after) is d.Str else ""
            if one != other or not page.isdecimal():
                return None
            return next(
                (end for begin, end in _on_page() if text == begin and following.startswith(end)), None
            )
        case _:
            return None


@cache
def _on_page() -> tuple[tuple[str, str], ...]:
    """Return what stands before and behind the page of a reference in the languages of the program."""
    known = {catalogue.words(lang).on_page for lang in catalogue.languages()}
    pairs = {(begin, end) for begin, _, end in (text.partition("{page}") for text in known)}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[1]), pair)))


def _table(node: d.Table, name: str) -> d.Node:
    """Return a table of one cell that this program draws admonitions with as an admonition."""
    match = _ADMONITION.fullmatch(name)
    if not match:
        pairs = tuple(pair for pair in node.attr.pairs if pair[0] != "custom-style")
        return replace(node, attr=replace(node.attr, pairs=pairs))
    rows, head = (node.body, node.head) if node.head else (node.body[1:], node.body[:1])
    content = tuple(block for row in rows for cell in row.cells for block in cell.content)
    return aside(match[1], walk.plain(head).strip(), content)


# Blocks beside each other


def _together(blocks: Blocks) -> Blocks:
    """Return blocks with lines of code joined, and what belongs to a neighbour in its place."""
    lines = tuple(joined_code(_framed(blocks)))
    out: list[d.Block] = []
    taken = False
    for block, after in zip_longest(lines, lines[1:]):
        assert block is not None
        name, last = style(block), out[-1] if out else None
        if taken:
            taken = False
            continue
        if name in _CAPTIONS and isinstance(block, d.Div):
            taken = _caption(out, block, after)
        elif type(block) is d.CodeBlock and style(last or block) in _LANGUAGES:
            language = walk.plain([last] if last else ()).strip().lower()
            out[-1] = replace(block, attr=replace(block.attr, classes=(language,)))
        elif name in QUOTES and isinstance(block, d.Div):
            _quote(out, block.content)
        elif name in _TERMS and isinstance(block, d.Div):
            _term(out, block, name)
        elif name == "minor heading" and isinstance(block, d.Div):
            out += [
                d.Header(level=6, content=one.content, pos=one.pos) if type(one) is d.Para else one
                for one in block.content
            ]
        else:
            out.append(block)
    return tuple(out)


def _framed(blocks: Blocks) -> Blocks:
    """Return blocks without empty lines of code but those that stand between others."""
    out: list[d.Block] = []
    waiting: list[d.Block] = []
    for block in blocks:
        is_code = type(block) is d.CodeBlock
        if isinstance(block, d.CodeBlock) and not block.text and block.attr == CODE_LINE:
            waiting.append(block)
            continue
        if is_code and out and type(out[-1]) is d.CodeBlock:
            out += waiting
        waiting = []
        out.append(block)
    return tuple(out)


def _quote(out: list[d.Block], content: Blocks) -> None:
    last = out[-1] if out else None
    if type(last) is d.BlockQuote:
        out[-1] = replace(last, content=(*last.content, *content))
    else:
        out.append(d.BlockQuote(content=content))


def _term(out: list[d.Block], block: d.Div, name: str) -> None:
    """Put a term or its meaning into the list above it, or into a new one."""
    last = out[-1] if out else None
    listed = type(last) is d.DefinitionList
    if name == "definition" and not listed:
        out += block.content
        return
    items = last.items if isinstance(last, d.DefinitionList) else ()
    if name == "definition term":
        inlines = tuple(one for para in _paras(block) for one in para.content)
        items = (*items, d.DefinitionItem(term=inlines, definitions=()))
    else:
        before = items[-1].definitions[0].content if items[-1].definitions else ()
        meaning = d.Definition(content=(*before, *block.content))
        items = (*items[:-1], replace(items[-1], definitions=(meaning,)))
    out[(listed and -1) or len(out) :] = [d.DefinitionList(items=items)]


def _caption(out: list[d.Block], block: d.Div, after: d.Block | None) -> bool:
    """Give a caption to what it stands below or above; say whether the block behind it is used up."""
    content = tuple(one for para in _paras(block) for one in para.content)
    last, text = out[-1] if out else None, walk.plain(content)
    of_table = bool(_TABLE_LABEL.match(text)) or style(block) == "table caption"
    if _is_picture(last) and not of_table:
        out[-1] = _figure(last, content)
    elif type(after) is d.Table and not after.caption and (of_table or type(last) is not d.Table):
        out.append(_captioned(after, content))
        return True
    elif type(last) is d.Table and not last.caption:
        out[-1] = _captioned(last, content)
    elif type(after) is d.CodeBlock and (match := _LISTING.match(text)):
        pairs = (("caption", text[match.end() :]),)
        out.append(replace(after, attr=replace(after.attr, id=_name(content)[0], pairs=pairs)))
        return True
    elif _is_picture(after) and not of_table:
        out.append(_figure(after, content))
        return True
    else:
        out += block.content
    return False


def _paras(block: d.Div) -> list[d.Para]:
    """Return the paragraphs of a division, without those of the notes in them."""
    return [one for one in block.content if type(one) is d.Para]


def _is_picture(block: d.Block | None) -> bool:
    if type(block) is not d.Para:
        return False
    shown = [node for node in block.content if type(node) is not d.Str or node.text.strip()]
    return bool(shown) and all(
        type(node) is d.Image or (type(node) is d.Link and any(type(one) is d.Image for one in node.content))
        for node in shown
    )


def _figure(picture: d.Block | None, content: tuple[d.Inline, ...]) -> d.Figure:
    assert picture is not None
    name, inside = _name(content)
    return d.Figure(content=(picture,), caption=inside, attr=d.Attr(id=name), pos=picture.pos)


def _captioned(table: d.Table, content: tuple[d.Inline, ...]) -> d.Table:
    name, inside = _name(content)
    return replace(table, caption=inside, attr=replace(table.attr, id=name))


def _name(content: tuple[d.Inline, ...]) -> tuple[str, tuple[d.Inline, ...]]:
    """Return the first name by which links call a caption, and the caption without marks of such names."""
    marks = [node for node in content if type(node) is d.Span and not node.content and node.attr.id]
    kept = tuple(node for node in content if node not in marks)
    return (marks[0].attr.id if marks else ""), walk.merged(kept)
