"""Conservation: every word of a source is in the document, or a message says what is left out.

A reader counts the words of its source by itself and takes those of the document away from them. What is left
out on purpose it names; whatever else is missing is told as lost.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.common.characters import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.core.context import Context

_WORD = regex(r"\w+")
_LONGEST = 60


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: in lower case, without signs."""
    return _WORD.findall(readable(text).lower())


def of_document(blocks: Iterable[d.Node], fields: Iterable[d.MetaField]) -> Counter[str]:
    """Return the words of blocks and fields."""
    found: Counter[str] = Counter()
    for text in _texts([*blocks]):
        found.update(words(text))
    for field in fields:
        found.update(words(field.name))
        found += of_document(field.content, ())
    return found


def _texts(roots: list[Any]) -> Iterator[str]:
    """Yield texts: what stands in a line is one, so that no word ends where a look does."""
    line: list[str] = []
    for node in roots:
        kind = type(node)
        if kind in _TEXTS:
            line.append(node.text)
        elif kind in _APART:
            yield from _texts([*node.content])
        elif kind in _SPANNING:
            inner = list(_texts([*walk.children(node)]))
            line.append(inner[-1] if inner else "")
            yield from inner[:-1]
        else:
            yield "".join(line)
            line = []
            yield from _of_block(node)
    yield "".join(line)


_TEXTS = frozenset({d.Str, d.Code})
_APART = frozenset({d.Note, d.Image})
_SPANNING = frozenset({d.Emph, d.Strong, d.Strikeout, d.Superscript, d.Subscript, d.Span, d.Link})


def _of_block(node: d.Node) -> Iterator[str]:
    if isinstance(node, d.CodeBlock):
        yield from (node.text, *node.attr.classes, *(value for _, value in node.attr.pairs))
    elif isinstance(node, (d.Math, d.LineBreak, d.SoftBreak)):
        return
    else:
        attr: d.Attr = getattr(node, "attr", d.NO_ATTR)
        yield attr.get("title")
        for field in walk.CHILD_FIELDS.get(type(node), ()):
            yield from _texts([*getattr(node, field)])


def missing(source: Counter[str], known: Counter[str]) -> Counter[str]:
    """Return the words of a source that are not known, nor as parts of others or in several parts.

    A look or a field may end within a word here and not there.
    """
    lost, more = source - known, known - source
    if not lost:
        return lost
    return Counter({word: count for word, count in lost.items() if not _is_in_parts(word, more)})


def _is_in_parts(word: str, more: Counter[str]) -> bool:
    if any(word in other for other in more if len(other) > len(word)):
        return True
    rest = word
    while rest:
        part = max((one for one in more if rest.startswith(one)), key=len, default="")
        if not part:
            return False
        rest = rest[len(part) :]
    return True


def counted(what: str, count: int, text: str) -> str:
    """Return a message with how many words are meant, and some of them."""
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} …"
    return f"{what}: {count} word{'s' * (count > 1)} ({shown})"


def report(lost: Counter[str], context: Context) -> None:
    """Report words that are in the source and not in the document."""
    if not lost:
        return
    count = lost.total()
    some = " ".join(list(lost.elements()))
    shown = some if len(some) <= _LONGEST else f"{some[:_LONGEST].rpartition(' ')[0]} …"
    message = f"{count} word{'s' * (count > 1)} of the source {'are' if count > 1 else 'is'} lost: {shown}"
    context.warn("SX789", message, hint="look for them in the source, and write them anew")
