"""Comments beside their text in the source, in one of three forms that the reader of Markdown knows again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.review import markup
from specexport.review.edits import Edits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from specexport.review.blocks import Sent
    from specexport.review.comments import Thread
    from specexport.review.found import Comment, Reply

Form: TypeAlias = Literal["footnotes", "html", "criticmarkup", "none"]

_NOTE = regex(r"^\[\^review-(\d+)\]:", flags=8)  # re.MULTILINE
_AFTER_CRITIC = regex(r"(?:==\})?(?:\{>>(?:(?!<<\}).)*<<\})*", flags=16)  # re.DOTALL
_AFTER_HTML = regex(r"(?:<!--\s*review:(?:(?!-->).)*-->)*", flags=16)
_MOMENT = regex(r"\d{4}-\d{2}-\d{2}")

Said: TypeAlias = tuple[str, str, str]


def written(
    sent: Sent, threads: Iterable[Thread], known: Collection[Said], form: Form
) -> tuple[dict[str, Edits], list[Comment]]:
    """Return the edits that put comments beside their words, and those for which there is no place.

    `known` are author, date and words of comments that were in the source already.
    """
    made: dict[str, Edits] = {}
    lost: list[Comment] = []
    numbers: dict[str, int] = {}
    for thread in threads:
        said = list(_fresh(thread.comment, known))
        if not said:
            continue
        block = sent.blocks[thread.hangs[0]] if thread.hangs else None
        if thread.hangs is None or block is None or isinstance(block.node, d.CodeBlock):
            lost.append(thread.comment)
            continue
        edits = made.setdefault(block.pos.path, Edits())
        answers = len(said) < 1 + len(thread.comment.replies)
        if form == "footnotes":
            _as_note(sent, thread, said, edits, numbers, block.pos.path)
        else:
            _beside(sent, thread, said, edits, form, answers=answers)
    return made, lost


def _fresh(comment: Comment, known: Collection[Said]) -> Iterator[Comment | Reply]:
    if _key(comment) not in known:
        yield comment
    for reply in comment.replies:
        if _key(reply) not in known:
            yield reply


def _key(one: Comment | Reply) -> Said:
    return key(one.author, one.date, one.text)


def key(author: str, date: str, text: str) -> Said:
    """Return that by which a comment is known again, as it would stand in the source."""
    return author, date, _plain(text)


def _author(one: Comment | Reply) -> str:
    """Return the name of an author without the signs that end a name."""
    return " ".join(one.author.replace(":", " ").replace("*", " ").split()) or "somebody"


def _signature(one: Comment | Reply, quote: str = "") -> str:
    date = one.date if _MOMENT.match(one.date) else ""
    resolved = ", resolved" if getattr(one, "resolved", False) else ""
    author = _author(one)
    about = quote.replace('"', "'").replace("\n", " ")
    hung = f', on "{about}"' if about else ""
    return ", ".join(filter(None, (author, date))) + resolved + hung + ": "


# What would end a comment, and what begins a private one or a variable, which are read before comments are.
_SIGNS = {
    "-->": "→",
    "<<}": "<< }",
    "%%": "% %",
    "{{": "{ {",
    "{%": "{ %",
    "{::": "{ ::",
    "/*": "/ *",
}


def _plain(text: str) -> str:
    """Return what is said in one line, without what would end a comment."""
    return _closed(" ".join(text.split())).replace("--", "–")


def _closed(text: str) -> str:
    for sign, instead in _SIGNS.items():
        text = text.replace(sign, instead)
    return text


def _span(sent: Sent, hangs: tuple[int, int, int]) -> tuple[int, int]:
    """Return the offsets of words, moved to where markup begins or ends that they are in only half."""
    number, start, end = hangs
    for one in sorted(sent.line(number).markup, key=lambda one: one.end - one.start):
        inside = one.start <= start and end <= one.end
        if one.look == "code" and one.start < end and start < one.end:
            start, end = min(start, one.start), max(end, one.end)
        elif not inside and one.start < start < one.end:
            start = one.start
        elif not inside and one.start < end < one.end:
            end = one.end
    return start, end


def _beside(
    sent: Sent, thread: Thread, said: list[Comment | Reply], edits: Edits, form: Form, *, answers: bool
) -> None:
    assert thread.hangs is not None
    text = sent.text(thread.hangs[0])
    assert text is not None
    start, end = _span(sent, thread.hangs)
    if answers:
        # What it answers stands there already.
        found = (_AFTER_CRITIC if form == "criticmarkup" else _AFTER_HTML).match(text.text, end)
        end = found.end() if found else end
    in_table = _is_in_table(sent, thread.hangs[0])
    if form == "criticmarkup":
        parts = (f"{_closed(_signature(one))}{_plain(one.text)}" for one in said)
        words = "".join(f"{{>>{_in_cell(part) if in_table else part}<<}}" for part in parts)
        about = not answers and start < end and thread.comment.quote and "\n\n" not in text.text[start:end]
        if about:
            edits.come.append((start, "{=="))
        edits.come.append((end, f"==}}{words}" if about else words))
        return
    quote = "" if answers else thread.comment.quote
    for at, one in enumerate(said):
        words = f"{_closed(_signature(one, '' if at else quote))}{_plain(one.text)}"
        edits.come.append((end, f"<!-- review: {_in_cell(words) if in_table else words} -->"))


def _is_in_table(sent: Sent, number: int) -> bool:
    block = sent.blocks[number]
    return block is not None and (isinstance(block.node, d.Cell) or block.within(d.Row) is not None)


def _in_cell(words: str) -> str:
    """Return words whose bars end no cell (GFM, 4.10)."""
    return words.replace("|", "\\|")


def _as_note(
    sent: Sent,
    thread: Thread,
    said: list[Comment | Reply],
    edits: Edits,
    numbers: dict[str, int],
    path: str,
) -> None:
    assert thread.hangs is not None
    text = sent.text(thread.hangs[0])
    assert text is not None
    if path not in numbers:
        numbers[path] = max((int(found) for found in _NOTE.findall(text.text)), default=0)
    numbers[path] += 1
    name = f"review-{numbers[path]}"
    end = _span(sent, thread.hangs)[1]
    edits.come.append((end, f"[^{name}]"))
    lines = []
    for at, one in enumerate(said):
        signature = _signature(one, "" if at else thread.comment.quote)
        author = _author(one)
        about = markup.escaped(_closed(signature[len(author) :]))
        words = markup.escaped(_plain(one.text))
        lines.append(f"**{markup.escaped(_closed(author))}**{about}{words}")
    body = "\n\n    ".join(lines)
    lead = "" if text.text.endswith("\n") else "\n"
    edits.come.append((len(text.text), f"{lead}\n[^{name}]: {body}\n"))
