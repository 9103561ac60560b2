"""Elements of HTML as nodes: what becomes of an element once all that it holds is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, TypeGuard, get_args

from msgspec import Struct, field
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import languages, walk
from specexport.model.classes import CENTER, DETAILS, INSERTED, KBD, MARK, SUMMARY, UNDERLINE
from specexport.model.themes import with_dark
from specexport.readers.common import page_breaks, picture_sizes
from specexport.readers.markdown import drawn
from specexport.readers.markdown.html import styles
from specexport.readers.markdown.html.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specexport.readers.markdown.html.tables import RawRow

Nodes: TypeAlias = "tuple[d.Node, ...]"
Wrapper: TypeAlias = (
    "type[d.Emph] | type[d.Strong] | type[d.Strikeout] | type[d.Superscript] | type[d.Subscript]"
)

_INLINE_TYPES: tuple[type[d.Node], ...] = get_args(d.Inline)
_SPACE = regex(r"\s+")
_SCHEME = regex(r"prefers-color-scheme\s*:\s*(light|dark)", re.IGNORECASE)
_LANGUAGE = regex(r"(?:language|lang|highlight-source)-(\S+)")


class Element(Struct):
    """An open element: its name, attributes, place, and what it holds so far."""

    name: str
    attrs: dict[str, str]
    pos: d.Pos | None
    children: list[d.Node] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The name by which links call it, if it is one that they can."""
        name = self.attrs.get("id") or (self.attrs.get("name", "") if self.name == "a" else "")
        return "" if _SPACE.search(name) else name


class ElementPart(d.Node, frozen=True, tag=False):
    """A piece of an element that means nothing outside it, such as a row or an item."""

    element: Element


def is_inline(node: d.Node) -> TypeGuard[d.Inline]:
    """Say whether `node` is an inline."""
    return isinstance(node, _INLINE_TYPES)


def paragraphs(nodes: Iterable[d.Node], pos: d.Pos | None = None) -> tuple[d.Block, ...]:
    """Return `nodes` as blocks: inlines in a row become a paragraph, parts give way to their content."""
    out: list[d.Block] = []
    words: list[d.Inline] = []

    def flush() -> None:
        if content := trimmed(words):
            out.append(d.Para(content=content, pos=pos or content[0].pos))
        words.clear()

    for node in nodes:
        if is_inline(node):
            words.append(node)
            continue
        flush()
        if isinstance(node, ElementPart):
            out.extend(paragraphs(node.element.children, node.pos))
        else:
            out.append(node)  # type: ignore[arg-type]  # what is neither inline nor part is a block
    flush()
    return tuple(out)


def inlines(nodes: Iterable[d.Node]) -> tuple[d.Inline, ...]:
    """Return `nodes` as inlines; a block gives its words."""
    out: list[d.Inline] = []
    for node in nodes:
        if is_inline(node):
            out.append(node)
        elif isinstance(node, (d.Para, d.Header)):
            out.extend(([d.LineBreak()] if out else []) + list(node.content))
        else:
            text = walk.plain(_unpacked([node]))
            out.extend([d.Str(text=text, pos=node.pos)] if text else [])
    return trimmed(out)


def trimmed(words: Iterable[d.Inline]) -> tuple[d.Inline, ...]:
    """Return `words` without breaks and space at their ends."""
    content = list(words)
    while content and _is_space(content[0]):
        del content[0]
    while content and _is_space(content[-1]):
        del content[-1]
    if content and type(first := content[0]) is d.Str:
        content[0] = d.Str(text=first.text.lstrip(), pos=first.pos)
    if content and type(last := content[-1]) is d.Str:
        content[-1] = d.Str(text=last.text.rstrip(), pos=last.pos)
    return tuple(content)


def build(element: Element) -> Nodes:
    """Return what `element` becomes, now that it is closed; its id goes with it, and its page breaks."""
    if not ("class" in element.attrs or "style" in element.attrs):
        return _built(element)
    found = _sides(element)
    if not found:
        return _built(element)
    here = page_breaks.page_break(element.pos)
    if is_page_break(element):
        return (here,)
    nodes = _built(element)
    if any(map(is_inline, nodes)) or any(isinstance(node, ElementPart) for node in nodes):
        return nodes
    return ((here,) if found.before else ()) + nodes + ((here,) if found.after else ())


def is_page_break(element: Element) -> bool:
    """Say whether an element ends a page and holds nothing that is seen."""
    if not all(map(is_inline, element.children)):
        return False
    return bool(_sides(element)) and page_breaks.is_command(walk.text(element.children))


def _sides(element: Element) -> page_breaks.Sides:
    classes = element.attrs.get("class", "").split()
    return page_breaks.sides(classes, element.attrs.get("style", ""), empty=not element.children)


def _built(element: Element) -> Nodes:
    builder = _diagram if is_diagram(element) else _BUILDERS.get(element.name, _transparent)
    nodes = tuple(builder(element))
    attr = d.Attr(id=element.id, pairs=languages.written(element.name, element.attrs) if nodes else ())
    if attr == d.NO_ATTR or any(isinstance(node, ElementPart) for node in nodes):
        return nodes
    if len(nodes) == 1 and not attr.id and isinstance(only := nodes[0], (d.Image, d.Table, d.Div)):
        return (replace(only, attr=replace(only.attr, pairs=(*only.attr.pairs, *attr.pairs))),)
    if all(map(is_inline, nodes)):
        return (d.Span(content=tuple(filter(is_inline, nodes)), attr=attr, pos=element.pos),)
    if len(nodes) == 1 and type(header := nodes[0]) is d.Header:
        return (replace(header, attr=attr),)
    return (d.Div(content=paragraphs(nodes), attr=attr, pos=element.pos),)


def anchored(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return `blocks` with paragraphs that hold nothing but anchors taken into what follows them."""
    if not any(map(_is_anchor, blocks)):
        return blocks
    out: list[d.Block] = []
    waiting: tuple[d.Inline, ...] = ()
    for block in blocks:
        if type(block) is d.Para and _is_anchor(block):
            waiting += block.content
        elif waiting and isinstance(block, (d.Para, d.Header)):
            out.append(replace(block, content=waiting + block.content))
            waiting = ()
        else:
            out.extend([d.Para(content=waiting)] if waiting else [])
            out.append(block)
            waiting = ()
    return (*out, d.Para(content=waiting)) if waiting else tuple(out)


def _is_anchor(block: d.Block) -> bool:
    return type(block) is d.Para and all(type(node) is d.Span and not node.content for node in block.content)


def _is_space(node: d.Inline) -> bool:
    return type(node) in (d.SoftBreak, d.LineBreak) or (type(node) is d.Str and not node.text.strip())


def _transparent(element: Element) -> Iterable[d.Node]:
    return element.children


def is_diagram(element: Element) -> bool:
    """Say whether an element holds the text of a diagram, as scripts for web pages look for it."""
    return drawn.is_element(element.name, element.attrs)


def _diagram(element: Element) -> Iterable[d.Node]:
    text = drawn.text_of(_verbatim(element.children))
    return (d.CodeBlock(text=text, attr=d.Attr(classes=("mermaid",)), pos=element.pos),) if text else ()


def _section(element: Element) -> Iterable[d.Node]:
    content = paragraphs(element.children)
    centered = element.name == "center" or element.attrs.get("align", "").lower() == "center"
    if not centered or not content:
        return content
    return (d.Div(content=content, attr=d.Attr(classes=(CENTER,)), pos=element.pos),)


def _wrapping(node: Wrapper) -> Callable[[Element], Iterable[d.Node]]:
    def make(element: Element) -> Iterable[d.Node]:
        if not all(is_inline(child) for child in element.children):
            return element.children
        content = tuple(filter(is_inline, element.children))
        return (node(content=content, pos=element.pos),) if content else ()

    return make


def _span(name: str) -> Callable[[Element], Iterable[d.Node]]:
    def make(element: Element) -> Iterable[d.Node]:
        if not all(is_inline(child) for child in element.children):
            return element.children
        content = tuple(filter(is_inline, element.children))
        attr = d.Attr(classes=(name,))
        return (d.Span(content=content, attr=attr, pos=element.pos),) if content else ()

    return make


def _code(element: Element) -> Iterable[d.Node]:
    text = _SPACE.sub(" ", _verbatim(element.children))
    return (d.Code(text=text, pos=element.pos),) if text.strip() else ()


def _link(element: Element) -> Iterable[d.Node]:
    url = element.attrs.get("href", "").strip()
    content = tuple(filter(is_inline, element.children))
    if not url or not content or len(content) < len(element.children):
        return element.children
    return (d.Link(content=content, url=url, title=element.attrs.get("title", ""), pos=element.pos),)


def _image(element: Element) -> Iterable[d.Node]:
    url = element.attrs.get("src", "").strip()
    alt = element.attrs.get("alt", "")
    content = (d.Str(text=alt, pos=element.pos),) if alt else ()
    if not url:
        return content
    pairs = tuple((name, element.attrs[name]) for name in ("width", "height") if element.attrs.get(name))
    style = picture_sizes.of_style(element.attrs.get("style", ""))
    attr = d.Attr(pairs=tuple((dict(pairs) | dict(style)).items()))
    return (
        d.Image(content=content, url=url, title=element.attrs.get("title", ""), attr=attr, pos=element.pos),
    )


def _picture(element: Element) -> Iterable[d.Node]:
    """Return the picture of a `picture` element, with its version for a dark page (HTML, 4.8.1)."""
    found = {theme: _source(element, theme) for theme in ("light", "dark")}

    def visit(node: d.Node) -> d.Node:
        if not isinstance(node, d.Image):
            return node
        light = replace(node, url=found["light"]) if found["light"] else node
        dark = found["dark"]
        return with_dark(light, dark) if dark and dark != light.url else light

    return walk.rewrite(_without_sources(element), visit)


def _without_sources(element: Element) -> Nodes:
    return tuple(node for node in element.children if not isinstance(node, ElementPart))


def _source(element: Element, theme: str) -> str:
    """Return the address of the source for a theme: the first of its `srcset`."""
    for part in parts(element, "source"):
        match = _SCHEME.search(part.attrs.get("media", ""))
        if match and match[1].lower() == theme:
            return part.attrs.get("srcset", "").strip().partition(" ")[0].rstrip(",")
    return ""


def _heading(element: Element) -> Iterable[d.Node]:
    content = inlines(element.children)
    return (d.Header(level=int(element.name[1]), content=content, pos=element.pos),) if content else ()


def _quoted(element: Element) -> Iterable[d.Node]:
    return (d.Str(text="“", pos=element.pos), *element.children, d.Str(text="”", pos=element.pos))


def _input(element: Element) -> Iterable[d.Node]:
    if element.attrs.get("type", "").lower() != "checkbox":
        return ()
    return (d.Str(text="☒" if "checked" in element.attrs else "☐", pos=element.pos),)


def _recording(element: Element) -> Iterable[d.Node]:
    if not (url := element.attrs.get("src", "")):
        return _without_sources(element)
    link = d.Link(content=(d.Str(text=url, pos=element.pos),), url=url, pos=element.pos)
    return (link, *_without_sources(element))


def _pre(element: Element) -> Iterable[d.Node]:
    text = _verbatim(element.children).removeprefix("\n").removesuffix("\n")
    names = element.attrs.get("lang", "") or element.attrs.get("class", "")
    language = _LANGUAGE.search(names)
    classes = (language[1].lower(),) if language else ()
    return (d.CodeBlock(text=text, attr=d.Attr(classes=classes), pos=element.pos),) if text else ()


def _unpacked(nodes: Iterable[d.Node]) -> Iterator[d.Node]:
    for node in nodes:
        if isinstance(node, ElementPart):
            yield from _unpacked(node.element.children)
        else:
            yield node


def _verbatim(nodes: Iterable[d.Node]) -> str:
    parts = []
    for node in walk.nodes(_unpacked(nodes)):
        if isinstance(node, (d.Str, d.Code, d.CodeBlock)):
            parts.append(node.text)
        elif isinstance(node, (d.SoftBreak, d.LineBreak)):
            parts.append("\n")
    return "".join(parts)


def _quote(element: Element) -> Iterable[d.Node]:
    return (d.BlockQuote(content=paragraphs(element.children), pos=element.pos),)


def _details(element: Element) -> Iterable[d.Node]:
    return (d.Div(content=paragraphs(element.children), attr=d.Attr(classes=(DETAILS,)), pos=element.pos),)


def _summary(element: Element) -> Iterable[d.Node]:
    content = (d.Para(content=inlines(element.children), pos=element.pos),)
    return (d.Div(content=content, attr=d.Attr(classes=(SUMMARY,)), pos=element.pos),)


def _part(element: Element) -> Iterable[d.Node]:
    return (ElementPart(element=element, pos=element.pos),)


def parts(element: Element, *names: str) -> Iterator[Element]:
    """Yield the parts called `names` that stand directly in `element`."""
    for child in element.children:
        if isinstance(child, ElementPart) and child.element.name in names:
            yield child.element


def _strays(element: Element, *expected: str) -> tuple[d.Block, ...]:
    """Return what stands in the element but does not belong there."""
    return paragraphs(
        child
        for child in element.children
        if not (isinstance(child, ElementPart) and child.element.name in expected)
    )


def _list(element: Element) -> Iterable[d.Node]:
    items = tuple(
        d.ListItem(content=paragraphs(item.children), pos=item.pos) for item in parts(element, "li")
    )
    strays = _strays(element, "li")
    if not items:
        return strays
    if element.name != "ol":
        return (*strays, d.BulletList(items=items, pos=element.pos))
    start = element.attrs.get("start", "").strip()
    first = int(start) if start.isdecimal() and len(start) < 10 else 1
    style = styles.counted(element.attrs)
    return (*strays, d.OrderedList(items=items, start=first, style=style, pos=element.pos))


def _definitions(element: Element) -> Iterable[d.Node]:
    items: list[d.DefinitionItem] = []
    for part in parts(element, "dt", "dd"):
        if part.name == "dt" or not items:
            term = inlines(part.children) if part.name == "dt" else ()
            items.append(d.DefinitionItem(term=term, definitions=(), pos=part.pos))
        if part.name == "dd":
            last = items.pop()
            meaning = d.Definition(content=paragraphs(part.children), pos=part.pos)
            items.append(
                d.DefinitionItem(term=last.term, definitions=(*last.definitions, meaning), pos=last.pos)
            )
    strays = _strays(element, "dt", "dd")
    return (*strays, d.DefinitionList(items=tuple(items), pos=element.pos)) if items else strays


def _figure(element: Element) -> Iterable[d.Node]:
    caption = next((inlines(part.children) for part in parts(element, "figcaption")), ())
    made = d.Figure(content=_strays(element, "figcaption"), caption=caption, pos=element.pos)
    return (picture_sizes.handed_down(made, element.attrs.get("style", "")),)


def _table(element: Element) -> Iterable[d.Node]:
    groups = (element, *parts(element, *_GROUPS))
    rows = [(group.name, row) for group in groups for row in parts(group, "tr")]
    strays = [block for group in groups for block in _strays(group, "tr", "caption", *_GROUPS)]
    strays += [block for _, row in rows for block in _strays(row, "td", "th")]
    caption = next((inlines(part.children) for part in parts(element, "caption")), ())
    made = table([_row(group, row) for group, row in rows], caption, element.pos)
    return (*strays, made) if made else strays


def _row(group: str, row: Element) -> RawRow:
    cells = [(cell.name, cell.attrs, paragraphs(cell.children), cell.pos) for cell in parts(row, "td", "th")]
    return group, row.pos, cells


_GROUPS = ("thead", "tbody", "tfoot")

_BUILDERS: dict[str, Callable[[Element], Iterable[d.Node]]] = {
    **dict.fromkeys(("b", "strong"), _wrapping(d.Strong)),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), _wrapping(d.Emph)),
    **dict.fromkeys(("s", "strike", "del"), _wrapping(d.Strikeout)),
    "sup": _wrapping(d.Superscript),
    "sub": _wrapping(d.Subscript),
    "u": _span(UNDERLINE),
    "ins": _span(INSERTED),
    "kbd": _span(KBD),
    "mark": _span(MARK),
    **dict.fromkeys(("code", "tt", "samp"), _code),
    "a": _link,
    "img": _image,
    "picture": _picture,
    "br": lambda element: (d.LineBreak(pos=element.pos),),
    "hr": lambda element: (d.HorizontalRule(pos=element.pos),),
    "q": _quoted,
    "input": _input,
    "wbr": lambda element: (d.Str(text="\N{ZERO WIDTH SPACE}", pos=element.pos),),
    **dict.fromkeys(("video", "audio"), _recording),
    **dict.fromkeys(
        ("p", "div", "center", "section", "article", "main", "header", "footer", "nav", "aside"), _section
    ),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("pre", "listing", "xmp"), _pre),
    "blockquote": _quote,
    "details": _details,
    "summary": _summary,
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _list),
    "dl": _definitions,
    "figure": _figure,
    "table": _table,
    **dict.fromkeys(
        ("li", "dt", "dd", "figcaption", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "source"),
        _part,
    ),
}
