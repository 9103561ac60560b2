"""Edits of a Word file as Word writes them, tracked and not, chosen by a random number."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WORDS = ("valve", "quickly", "seven", "1.5", "maximum", "(see below)", "north-west", "C++", "a_b", "50 %")
AUTHORS = ("Ann Lee", "Bob Roe")
_WORD = re.compile(r"[^\W_]{3,}")
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
EXTENDED = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"


@dataclass
class Word:
    """A Word file while it is edited."""

    data: bytes
    chance: random.Random
    done: list[str] = field(default_factory=list)
    comments: int = 0

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])
        notes = self.parts.get("word/footnotes.xml")
        self.notes = etree.fromstring(notes) if notes else None
        self._ids = 90_000
        self.touched: set[object] = set()

    def stamp(self) -> dict[str, str]:
        """Return the attributes of a revision."""
        self._ids += 1
        author = self.chance.choice(AUTHORS)
        return {f"{W}id": str(self._ids), f"{W}author": author, f"{W}date": "2026-11-30T10:00:00Z"}

    def saved(self) -> bytes:
        """Return the file."""
        self.parts["word/document.xml"] = etree.tostring(self.body)
        if self.notes is not None:
            self.parts["word/footnotes.xml"] = etree.tostring(self.notes)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return out.getvalue()

    # What may be edited

    def paragraphs(self) -> list[etree._Element]:
        """Return the paragraphs that are the author's and were not edited before."""
        return [
            one
            for one in self.body.iter(f"{W}p")
            if _is_ours(one) and one not in self.touched and not _in_field(one)
        ]

    def runs(self, paragraph: etree._Element) -> list[etree._Element]:
        """Return the runs of a paragraph that hold a word."""
        found = []
        for run in paragraph.iter(f"{W}r"):
            texts = run.findall(f"{W}t")
            alone = len(texts) == 1 and len(run.findall("*")) - len(run.findall(f"{W}rPr")) == 1
            if alone and _WORD.search(texts[0].text or "") and not _in_parts(run):
                found.append(run)
        return found


def _is_ours(paragraph: etree._Element) -> bool:
    return any(
        (mark.get(f"{W}name") or "").startswith("_sx") for mark in paragraph.iterchildren(f"{W}bookmarkStart")
    )


def _in_field(paragraph: etree._Element) -> bool:
    return any(True for _ in paragraph.iter(f"{W}fldChar"))


def _in_parts(run: etree._Element) -> bool:
    return any(parent.tag in (f"{W}ins", f"{W}del", f"{W}sdt") for parent in run.iterancestors())


def style(paragraph: etree._Element) -> str:
    """Return the id of a paragraph's style."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def _run(like: etree._Element, text: str, name: str = "t") -> etree._Element:
    made = etree.Element(f"{W}r")
    if (props := like.find(f"{W}rPr")) is not None:
        made.append(copy.deepcopy(props))
    words = etree.SubElement(made, f"{W}{name}")
    words.text = text
    words.set(XML_SPACE, "preserve")
    return made


def _change(
    word: Word, run: etree._Element, before: str, gone: str, come: str, after: str, tracked: bool
) -> None:
    """Put what a run becomes in its place."""
    made: list[etree._Element] = []
    if not tracked:
        made.append(_run(run, before + come + after))
    else:
        if before:
            made.append(_run(run, before))
        if gone:
            holder = etree.Element(f"{W}del", word.stamp())
            holder.append(_run(run, gone, "delText"))
            made.append(holder)
        if come:
            holder = etree.Element(f"{W}ins", word.stamp())
            holder.append(_run(run, come))
            made.append(holder)
        if after:
            made.append(_run(run, after))
    for one in made:
        run.addprevious(one)
    run.getparent().remove(run)


def _word_in(
    word: Word, choose: Callable[[etree._Element], bool]
) -> tuple[etree._Element, etree._Element] | None:
    pairs = [
        (paragraph, run) for paragraph in word.paragraphs() for run in word.runs(paragraph) if choose(run)
    ]
    return word.chance.choice(pairs) if pairs else None


def text(word: Word, tracked: bool, choose: Callable[[etree._Element], bool] = lambda _: True) -> bool:
    """Replace, insert or delete a word."""
    found = _word_in(word, choose)
    if found is None:
        return False
    paragraph, run = found
    words = run.find(f"{W}t").text or ""
    match = word.chance.choice(list(_WORD.finditer(words)))
    how = word.chance.choice(("replace", "insert", "delete"))
    new = word.chance.choice(WORDS)
    start, end = match.span()
    if how == "insert":
        _change(word, run, words[:end], "", f" {new}", words[end:], tracked)
    elif how == "delete" and len(_WORD.findall(words)) > 1:
        end += words[end : end + 1] == " "
        _change(word, run, words[:start], words[start:end], "", words[end:], tracked)
    else:
        _change(word, run, words[:start], words[start:end], new, words[end:], tracked)
    word.touched.add(paragraph)
    return True


def _styled(name: str) -> Callable[[etree._Element], bool]:
    def choose(run: etree._Element) -> bool:
        found = run.find(f"{W}rPr/{W}rStyle")
        return found is not None and found.get(f"{W}val") == name

    return choose


def emphasis(word: Word, tracked: bool) -> bool:
    """Change a word that is strong or emphasised."""
    return text(word, tracked, _styled(word.chance.choice(("Strong", "Emphasis"))))


def link(word: Word, tracked: bool) -> bool:
    """Change a word of a link."""
    return text(word, tracked, lambda run: run.getparent().tag == f"{W}hyperlink")


def inline_code(word: Word, tracked: bool) -> bool:
    """Change a word of code in a line."""
    return text(word, tracked, _styled("InlineCode"))


def code(word: Word, tracked: bool) -> bool:
    """Change a word in a block of code."""
    return text(word, tracked, lambda run: "Code" in style(_paragraph_of(run)))


def heading(word: Word, tracked: bool) -> bool:
    """Change a word of a heading."""
    return text(word, tracked, lambda run: style(_paragraph_of(run)).startswith("Heading"))


def cell(word: Word, tracked: bool) -> bool:
    """Change a word in a table."""
    return text(word, tracked, lambda run: style(_paragraph_of(run)).startswith("Table"))


def note(word: Word, tracked: bool) -> bool:
    """Change a word of a footnote."""
    if word.notes is None:
        return False
    pairs = [
        (one, run)
        for one in word.notes.iter(f"{W}p")
        if _is_ours(one) and one not in word.touched
        for run in word.runs(one)
    ]
    if not pairs:
        return False
    paragraph, run = word.chance.choice(pairs)
    words = run.find(f"{W}t").text or ""
    match = word.chance.choice(list(_WORD.finditer(words)))
    _change(
        word, run, words[: match.start()], match[0], word.chance.choice(WORDS), words[match.end() :], tracked
    )
    word.touched.add(paragraph)
    return True


def _paragraph_of(run: etree._Element) -> etree._Element:
    return next(run.iterancestors(f"{W}p"))


def _plain(word: Word, *beginnings: str) -> list[etree._Element]:
    """Return paragraphs of some styles in the text itself, outside of tables."""
    return [
        one
        for one in word.paragraphs()
        if style(one).startswith(beginnings) and next(one.iterancestors(f"{W}tc"), None) is None
    ]


def _mark(word: Word, paragraph: etree._Element, name: str) -> None:
    props = paragraph.find(f"{W}pPr")
    if props is None:
        props = etree.Element(f"{W}pPr")
        paragraph.insert(0, props)
    holder = props.find(f"{W}rPr")
    if holder is None:
        holder = etree.SubElement(props, f"{W}rPr")
    etree.SubElement(holder, f"{W}{name}", word.stamp())


def _like(paragraph: etree._Element, words: str) -> etree._Element:
    made = etree.Element(f"{W}p")
    if (props := paragraph.find(f"{W}pPr")) is not None:
        made.append(copy.deepcopy(props))
    run = etree.SubElement(made, f"{W}r")
    etree.SubElement(run, f"{W}t").text = words
    return made


def _sentence(word: Word) -> str:
    return " ".join(word.chance.choice(WORDS[:5]) for _ in range(5)).capitalize() + "."


def _insert(word: Word, tracked: bool, *beginnings: str) -> bool:
    found = [
        one
        for one in _plain(word, *beginnings)
        if one.getnext() is None or one.getnext().tag == f"{W}p" or not beginnings[0].startswith("Body")
    ]
    if not found:
        return False
    before = word.chance.choice(found)
    made = _like(before, _sentence(word))
    if tracked:
        run = made.find(f"{W}r")
        holder = etree.Element(f"{W}ins", word.stamp())
        made.replace(run, holder)
        holder.append(run)
        _mark(word, before, "ins")
    before.addnext(made)
    word.touched |= {before, made}
    return True


def paragraph_in(word: Word, tracked: bool) -> bool:
    """Write a new paragraph."""
    return _insert(word, tracked, "BodyText")


def item_in(word: Word, tracked: bool) -> bool:
    """Write a new item."""
    return _insert(word, tracked, "ListBullet", "ListNumber")


def heading_in(word: Word, tracked: bool) -> bool:
    """Write a new heading."""
    return _insert(word, tracked, "Heading")


def _delete(word: Word, tracked: bool, *beginnings: str) -> bool:
    found = _plain(word, *beginnings)
    if len(found) < 2:
        return False
    one = word.chance.choice(found)
    word.touched.add(one)
    if not tracked:
        one.getparent().remove(one)
        return True
    _delete_runs(word, one)
    _mark(word, one, "del")
    return True


def _delete_runs(word: Word, paragraph: etree._Element, name: str = "del") -> None:
    for run in list(paragraph.iter(f"{W}r")):
        for words in run.findall(f"{W}t") if name == "del" else ():
            words.tag = f"{W}delText"
        holder = etree.Element(f"{W}{name}", word.stamp())
        run.addprevious(holder)
        holder.append(run)


def paragraph_out(word: Word, tracked: bool) -> bool:
    """Delete a paragraph."""
    return _delete(word, tracked, "BodyText")


def item_out(word: Word, tracked: bool) -> bool:
    """Delete an item."""
    return _delete(word, tracked, "ListBullet", "ListNumber")


def _rows(word: Word) -> list[etree._Element]:
    found = []
    for row in word.body.iter(f"{W}tr"):
        paragraphs = list(row.iter(f"{W}p"))
        if row.find(f"{W}trPr/{W}tblHeader") is not None or any(one in word.touched for one in paragraphs):
            continue
        if (
            paragraphs
            and all(style(one).startswith("Table") for one in paragraphs)
            and not any(True for _ in row.iter(f"{W}vMerge", f"{W}gridSpan", f"{W}fldChar"))
        ):
            found.append(row)
    return found


def row_in(word: Word, tracked: bool) -> bool:
    """Insert a row below another."""
    rows = _rows(word)
    if not rows:
        return False
    row = word.chance.choice(rows)
    made = copy.deepcopy(row)
    for one in made.iter(f"{W}p"):
        for child in list(one):
            if child.tag != f"{W}pPr":
                one.remove(child)
        run = etree.SubElement(one, f"{W}r")
        etree.SubElement(run, f"{W}t").text = word.chance.choice(WORDS[:5])
        if tracked:
            holder = etree.Element(f"{W}ins", word.stamp())
            one.replace(run, holder)
            holder.append(run)
        word.touched.add(one)
    if tracked:
        _row_mark(word, made, "ins")
    row.addnext(made)
    word.touched.update(row.iter(f"{W}p"))
    return True


def _row_mark(word: Word, row: etree._Element, name: str) -> None:
    props = row.find(f"{W}trPr")
    if props is None:
        props = etree.Element(f"{W}trPr")
        row.insert(0, props)
    etree.SubElement(props, f"{W}{name}", word.stamp())


def row_out(word: Word, tracked: bool) -> bool:
    """Delete a row."""
    rows = [row for row in _rows(word) if len(list(row.itersiblings(preceding=True))) > 3]
    if not rows:
        return False
    row = word.chance.choice(rows)
    word.touched.update(row.iter(f"{W}p"))
    if not tracked:
        row.getparent().remove(row)
        return True
    for one in row.iter(f"{W}p"):
        _delete_runs(word, one)
    _row_mark(word, row, "del")
    return True


def move(word: Word, tracked: bool) -> bool:
    """Move a paragraph behind another."""
    found = [
        one for one in _plain(word, "BodyText") if not any(True for _ in one.iter(f"{W}footnoteReference"))
    ]
    if len(found) < 3:
        return False
    one, other = word.chance.sample(found, 2)
    word.touched |= {one, other}
    if not tracked:
        other.addnext(one)
        return True
    made = copy.deepcopy(one)
    for mark in [*made.iter(f"{W}bookmarkStart"), *made.iter(f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    _delete_runs(word, one, "moveFrom")
    _mark(word, one, "moveFrom")
    _delete_runs(word, made, "moveTo")
    _mark(word, made, "moveTo")
    other.addnext(made)
    word.touched.add(made)
    return True


def split(word: Word, tracked: bool) -> bool:
    """Divide a paragraph between two words."""
    found = [
        (one, run)
        for one in _plain(word, "BodyText")
        for run in word.runs(one)
        if run.getparent() is one and " " in (run.find(f"{W}t").text or "").strip()
    ]
    if not found:
        return False
    one, run = word.chance.choice(found)
    words = run.find(f"{W}t").text or ""
    places = [
        at for at, char in enumerate(words) if char == " " and words[:at].strip() and words[at:].strip()
    ]
    at = word.chance.choice(places)
    second = etree.Element(f"{W}p")
    if (props := one.find(f"{W}pPr")) is not None:
        second.append(copy.deepcopy(props))
    rest = [node for node in run.itersiblings() if node.tag != f"{W}bookmarkEnd"]
    second.append(_run(run, words[at + 1 :]))
    second.extend(rest)
    run.addprevious(_run(run, words[:at]))
    run.getparent().remove(run)
    if tracked:
        _mark(word, one, "ins")
    one.addnext(second)
    word.touched |= {one, second}
    return True


EDITS: dict[str, Callable[[Word, bool], bool]] = {
    "text": text,
    "emphasis": emphasis,
    "link": link,
    "inline code": inline_code,
    "code": code,
    "heading": heading,
    "cell": cell,
    "note": note,
    "paragraph in": paragraph_in,
    "paragraph out": paragraph_out,
    "item in": item_in,
    "item out": item_out,
    "heading in": heading_in,
    "row in": row_in,
    "row out": row_out,
    "move": move,
    "split": split,
}


def edited(data: bytes, seed: int, count: int, kinds: tuple[str, ...] = tuple(EDITS)) -> Word:
    """Return a Word file with `count` edits, as many as there is room for."""
    word = Word(data, random.Random(seed))
    for _ in range(count * 4):
        if len(word.done) == count:
            break
        kind, tracked = word.chance.choice(kinds), word.chance.random() < 0.6
        if EDITS[kind](word, tracked):
            word.done.append(f"{kind}{' tracked' if tracked else ''}")
    return word
