"""What is said of a Word file while it is read: what is left out and why, and what takes another form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.readers.common import conservation
from specexport.readers.common.draft import words
from specexport.readers.docx import counted
from specexport.readers.docx.continued import REPEATED
from specexport.readers.docx.inlines import CONTENTS, HIDDEN, INSTRUCTION, TINY

if TYPE_CHECKING:
    from collections import Counter

    from specexport.core.context import Context
    from specexport.readers.common.draft import Draft
    from specexport.readers.docx.blocks import Blocks
    from specexport.readers.docx.story import Story

_MOST = 10
_REASONS = {
    CONTENTS: ("lists of headings or figures are left out, for they are made anew", ""),
    HIDDEN: ("hidden text is left out", "show it in Word (Font, Hidden) to have it"),
    TINY: ("text of one point, such as programs for signing look for, is left out", ""),
    INSTRUCTION: ("text within the instructions of fields is left out", "update the fields in Word"),
    "deleted code": ("deleted words in code are left out", "accept or reject the changes in Word"),
    REPEATED: ("the first column that parts of a divided table repeat is left out", ""),
    "running": (
        "headers and footers that say what the document says are left out, for they are made anew",
        "",
    ),
}
_QUIET = frozenset({CONTENTS, REPEATED, TINY, "running"})


def unreferred(story: Story, reader: Blocks) -> tuple[d.Block, ...]:
    """Return notes and comments that nothing refers to, as paragraphs at the end."""
    out: list[d.Block] = []
    for kind, entry in story.notes.unused():
        out += reader.elsewhere(story.notes.parts[kind], entry)
    for ident in story.comments.unused():
        story.comments.used.add(ident)
        out.append(d.Para(content=(reader.comment(ident, story.comments.entries[ident]),)))
    return tuple(out)


def with_running(draft: Draft, story: Story, known: Counter[str]) -> Draft:
    """Return a draft with headers and footers as fields, where they say what the document does not."""
    fields = list(draft.fields)
    for kind, text in counted.running(story.package):
        fresh = [word for word in conservation.words(text) if word not in known and not word.isdecimal()]
        if fresh and not _is_page_number(text):
            fields.append(d.MetaField(kind.capitalize(), words(text)))
        else:
            story.leave_out("running", text)
    return replace(draft, fields=tuple(fields))


_PAGE_WORDS = frozenset(
    {
        *("page", "pages", "of", "p", "seite", "seiten", "von", "s"),
        *("sur", "de", "pagina", "página", "van", "di"),
    }
)


def _is_page_number(text: str) -> bool:
    return all(word.isdecimal() or word in _PAGE_WORDS for word in conservation.words(text))


def report(story: Story, context: Context) -> None:
    """Report what is left out, each kind once with how much it is, and what could not be shown."""
    found: dict[str, list[str]] = {}
    for one in story.left_out:
        found.setdefault(one.kind, []).append(one.text)
    for kind, texts in found.items():
        text = " ".join(" ".join(texts).split())
        count = len(conservation.words(text))
        if not count:
            continue
        reason, hint = _REASONS[kind]
        message = conservation.counted(reason, count, text)
        tell = context.inform if kind in _QUIET else context.warn
        tell("SX788", message, hint=hint)
    hint = "put a picture of it into the source to have it"
    for thing in dict.fromkeys(story.lost[:_MOST]):
        context.warn("SX787", f"not shown as in Word: {thing}", hint=hint)
    if len(story.lost) > _MOST:
        context.warn("SX787", f"{len(story.lost) - _MOST} more drawings are left out", hint=hint)
    if story.drawn_as_tables:
        count = story.drawn_as_tables
        message = (
            f"{count} chart{'s are tables of their values' if count > 1 else ' is a table of its values'}"
        )
        context.inform("SX787", message, hint=hint)
    if story.formats_changed:
        count = story.formats_changed
        context.inform("SX788", f"{count} tracked change{'s' * (count > 1)} of format: the new one is shown")
