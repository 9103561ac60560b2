"""Comments (17.13.4): a part of their own, and in the text the range that each is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import BYLINE
from specexport.renderers.common.changes import change
from specexport.renderers.docx import wml
from specexport.renderers.docx.parts.package import add

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docx.opc.part import Part
    from docx.parts.comments import CommentsPart

    from specexport.renderers.docx.state import State

_STYLE, _MARK_STYLE = "CommentText", "CommentReference"
_MARK = wml.R((wml.w("annotationRef"),), wml.RPr(_MARK_STYLE))


_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_EXTENDED = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_EXTENDED_RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
# Names are below 0x80000000 (ST_LongHexNumber in [MS-DOCX] 2.6.2.3).
_FIRST_NAME = 0x50000000


class Comments:
    """The comments of a document, numbered from `first` in the order in which the text refers to them."""

    def __init__(self, spans: Iterable[d.Span]) -> None:
        self.first = 0
        self._spans = {node.attr.get("comment"): node for node in spans}
        self._numbers: dict[str, int] = {}
        self._begun: set[str] = set()
        self._ended: set[str] = set()

    def start(self, attr: d.Attr) -> wml.Content:
        """Return the beginning of what a comment is about, once, nothing for one that is not there."""
        name = attr.get("comment")
        if name not in self._spans or name in self._begun:
            return ()
        self._begun.add(name)
        return (wml.w("commentRangeStart", id=self._number(name)),)

    def end(self, attr: d.Attr) -> wml.Content:
        """Return the end of what a comment is about, with the reference to it, once."""
        name = attr.get("comment")
        if name in self._ended:
            return ()
        self._ended.add(name)
        number = self._number(name)
        ended = (wml.w("commentRangeEnd", id=number),) if name in self._begun else ()
        reference = wml.w("commentReference", id=number)
        return (*ended, wml.R((reference,), wml.RPr(_MARK_STYLE)))

    def _number(self, name: str) -> int:
        return self._numbers.setdefault(name, self.first + len(self._numbers))

    @property
    def is_threaded(self) -> bool:
        """Whether a comment answers another or is settled."""
        return any(node.attr.get("answers") or node.attr.get("resolved") for node in self._spans.values())

    def referred(self) -> list[tuple[int, d.Span]]:
        """Return the comments that the text refers to, each with its number."""
        return [(number, self._spans[name]) for name, number in self._numbers.items()]


def _as_it_is(content: wml.Content) -> wml.Content:
    return content


def attach(state: State, settled: Callable[[wml.Content], wml.Content] = _as_it_is) -> None:
    """Add the part with the comments, as `settled` makes them, when the text refers to any."""
    if not state.comments.referred():
        return
    from docx.oxml import parse_xml

    made = part(state)
    made.element.extend(list(parse_xml(wml.part("comments", settled(entries(state, made))))))
    if state.comments.is_threaded:
        made.element.set(_IGNORABLE, "w14")
    threads(state)


def part(state: State) -> CommentsPart:
    """Return a new part for comments, related to the document part."""
    from docx.parts.comments import CommentsPart

    package = state.story.part.package
    assert package is not None
    made = CommentsPart.default(package)
    state.story.part.relate_to(made, RT.COMMENTS)
    return made


def entries(state: State, part: Part) -> wml.Content:
    """Return the comments that the text refers to (17.13.4.2), for their part."""
    from specexport.renderers.docx.state import Story

    inside = state.inside_notes(Story(part))
    inside.anchors = None
    return tuple([_entry(inside, number, node) for number, node in state.comments.referred()])


def _entry(state: State, number: int, node: d.Span) -> wml.Element:
    from specexport.renderers.docx.body.container import Container
    from specexport.renderers.docx.body.inlines import inlines

    content = walk.rewrite(_words(node), lambda part: () if _is_byline(part) else part)
    lead: wml.Content = ()
    if content and isinstance(content[0], d.Para):
        lead, content = inlines(state, content[0].content), content[1:]
    container = Container(wml.twips(state.style.page.text_width), _STYLE, flow=False, top=False)
    paragraphs: wml.Content = (wml.P((_MARK, *lead), _STYLE), *state.blocks(content, container))
    if state.comments.is_threaded:
        last = paragraphs[-1] if isinstance(paragraphs[-1], wml.P) else wml.P((), _STYLE)
        before = paragraphs[:-1] if last is paragraphs[-1] else paragraphs
        paragraphs = (*before, replace(last, ident=_name(number)))
    return wml.w("comment", *paragraphs, id=number, **_signed(node))


def threads(state: State) -> None:
    """Add the part that says which comment answers which, and what is settled ([MS-DOCX] 2.5.4)."""
    comments = state.comments
    if not comments.is_threaded:
        return
    numbers = {node.attr.get("comment"): number for number, node in comments.referred()}
    entries = []
    for number, node in comments.referred():
        above = numbers.get(node.attr.get("answers"))
        answers = (("w15:paraIdParent", _name(above)),) if above is not None else ()
        done = int(bool(node.attr.get("resolved")))
        names = (("w15:paraId", _name(number)), *answers, ("w15:done", done))
        entries.append(wml.Element("w15:commentEx", names))
    root = wml.Element("w15:commentsEx", (("xmlns:w15", _W15),), tuple(entries))
    add(state.story.part, "/word/commentsExtended.xml", _EXTENDED, _EXTENDED_RELATION, wml.document(root))


def _name(number: int) -> str:
    """Return the name (`w14:paraId`) of a comment's last paragraph, by which threads call the comment."""
    return f"{_FIRST_NAME + number:08X}"


def _signed(node: d.Span) -> dict[str, str]:
    """Return the attributes that say who commented, and when."""
    who = change(node.attr)
    if who is None:
        return {"author": ""}
    date = {"date": who.date} if who.date else {}
    return {"author": who.author, "initials": _initials(who.author), **date}


def _words(node: d.Span) -> tuple[d.Block, ...]:
    return tuple(block for note in walk.find([node], d.Note) for block in note.content)


def _is_byline(node: d.Node) -> bool:
    return type(node) is d.Span and BYLINE in node.attr.classes


def _initials(author: str) -> str:
    return "".join(word[0] for word in author.split())[:9]
