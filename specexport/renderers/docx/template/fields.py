"""What a template says of its document: content controls and fields named after metadata, filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import _Element
from msgspec import Struct

from specexport.renderers.common import cover_facts
from specexport.renderers.docx import wml
from specexport.renderers.docx.parts import properties
from specexport.renderers.docx.template import tree
from specexport.renderers.docx.template.slot import control_names
from specexport.renderers.docx.template.tree import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specexport.core.diagnostics import EnvironmentProblem
    from specexport.renderers.docx.state import State

# The name of a property in an instruction (17.16.5.16), or one of the fields that have names of their own.
_INSTRUCTION = re.compile(
    r'\s*(?:DOCPROPERTY\s+(?:"([^"]*)"|(\S+))|(TITLE|SUBJECT|AUTHOR|KEYWORDS)\b)', re.IGNORECASE
)
# Fields that run something, or take in other files.
_ACTIVE = re.compile(
    r"\s*(?:DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|RD|EMBED|CONTROL)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# The stores behind the core and the extended properties, which say what the control says.
_STORES = ("{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "{6668398D-A668-4E3E-A5EB-62B293D839F1}")
_PREFIX = "specexport:"
# What Word's own controls for covers ask for, by the names of fields that answer.
_SAID = {
    "abstract": ("abstract", "summary", "description"),
    "comments": ("comments", "description", "summary", "abstract"),
    "company address": ("company address", "address"),
    "company e-mail": ("company e mail", "company email", "e mail", "email"),
    "company phone": ("company phone", "phone", "telephone"),
    "company fax": ("company fax", "fax"),
}
# What an element of a store is called, where that is no name of a control.
_BOUND_NAMES = {
    "publishdate": "publish date",
    "companyaddress": "company address",
    "companyemail": "company e-mail",
    "companyphone": "company phone",
    "companyfax": "company fax",
    "description": "comments",
}
_KNOWN = frozenset({"publish date", "date", "kind", "subject", "creator", "contentstatus"})
# The last step of the path that a control is bound to (17.5.2.6).
_STEP = re.compile(r"(\w+)(?:\[\d+\])?\s*$")
# Controls that hold something else than text.
_OTHER_CONTROLS = frozenset({"picture", "checkbox", "docPartObj", "group", "repeatingSection", "citation"})
_PLACEHOLDER_STYLES = frozenset(
    {"placeholdertext", "platzhaltertext", "textedelespacerserv", "textodelmarcadordeposicin"}
)


class Values:
    """The document's facts by the names under which a template may ask for them."""

    def __init__(self, state: State, others: properties.Others = properties.NONE) -> None:
        style, meta = state.style, state.document.meta
        authors, company = ", ".join(meta.authors), style.company or others.company
        category = properties.said(meta, "category") or others.category
        manager = properties.said(meta, "manager") or others.manager
        self.stored = {
            "title": state.title,
            "creator": authors,
            "subject": meta.kind,
            "keywords": ", ".join(meta.keywords),
            "contentstatus": meta.status,
            "category": category,
            "company": company,
            "manager": manager,
        }
        self._typed = {
            **self.stored,
            **cover_facts.values(meta, company, style.classification, state.title),
            "logo": "",  # a place for a picture is not filled with words
            "publish date": meta.updated or meta.created,
            **{name: properties.said(meta, *names) for name, names in _SAID.items()},
        }
        self._others = {name.casefold(): text for name, text in properties.values(meta).items()}

    def of(self, name: str) -> str:
        """Return the value for a name, whatever its capitals, nothing when the document does not say."""
        name = name.strip().casefold().removeprefix(_PREFIX)
        name = _BOUND_NAMES.get(name, name)
        return (
            self._typed.get(name) or self._others.get(name) or self._typed.get(cover_facts.member(name), "")
        )


class Field(Struct):
    """A field of a template (17.16.18, 17.16.19): what it computes, and the runs of its cached result.

    `separated` says that the mark between the two has been read, so that more runs are of the result.
    """

    instruction: str = ""
    result: list[_Element] = []
    separated: bool = False

    def take(self, run: _Element) -> None:
        """Add a run that stands in the field, to the instruction or to the result."""
        if self.separated:
            self.result.append(run)
        else:
            self.instruction += "".join(code.text or "" for code in run.iter(f"{W}instrText"))

    @property
    def name(self) -> str:
        """The name of the property that the field shows, nothing for a field that shows another thing."""
        match = _INSTRUCTION.match(self.instruction)
        return (match[1] or match[2] or match[3]) if match else ""


def names(control: _Element) -> list[str]:
    """Return the names by which a control is known: its own, and of what it is bound to."""
    return [name for name in (*control_names(control), _bound(control)) if name]


def is_known(name: str) -> bool:
    """Return whether every document may have a value of that name, and not just one with such a field."""
    name = name.strip().casefold().removeprefix(_PREFIX)
    name = _BOUND_NAMES.get(name, name)
    return name in _KNOWN or bool(cover_facts.member(name))


def fill(root: _Element, values: Values) -> set[str]:
    """Fill in the controls and fields of a part, and return the names of those that got a value."""
    controls = [_fill_control(control, values) for control in list(root.iter(f"{W}sdt"))]
    results = [_fill_field(field, values) for field in list(fields(root))]
    return {name for name in (*controls, *results) if name}


def refuse_active(root: _Element, refuse: Callable[[str], EnvironmentProblem]) -> None:
    """Raise what `refuse` makes of a sentence, when a field of a part would run or fetch something."""
    for field in fields(root):
        if _ACTIVE.match(field.instruction):
            raise refuse(f"the template has a field that is not safe ({field.instruction.split()[0]})")


def fields(root: _Element) -> Iterator[Field]:
    """Yield the fields of a part: those that are one element, then those of several runs as they end."""
    for simple in root.iter(f"{W}fldSimple"):
        yield Field(simple.get(f"{W}instr", ""), list(simple.iter(f"{W}r")))
    yield from _complex_fields(root.iter(f"{W}r"))


def _complex_fields(runs: Iterable[_Element]) -> Iterator[Field]:
    """Yield the fields between marks of their own; those that never end come last."""
    begun: list[Field] = []
    for run in runs:
        if begun and run.find(f"{W}fldChar") is None:
            begun[-1].take(run)
            continue
        for child in run:  # one run may hold several marks (17.18.29), and instructions between them
            mark = child.get(f"{W}fldCharType", "")
            if mark == "begin":
                begun.append(Field())
            elif begun and mark == "separate":
                begun[-1].separated = True
            elif begun and mark == "end":
                yield begun.pop()
            elif begun and child.tag == f"{W}instrText" and not begun[-1].separated:
                begun[-1].instruction += child.text or ""
    yield from begun


def _fill_field(field: Field, values: Values) -> str:
    """Let a field show its value, and return the name that this has; nothing where there is none."""
    value = values.of(field.name) if field.name else ""
    if not value or not field.result:
        return ""
    first, *rest = field.result
    _set_text(first, value)
    tree.remove(*rest)
    return cover_facts.member(field.name) or field.name


def _fill_control(control: _Element, values: Values) -> str:
    """Fill a control by the first of its names that has a value, and return that name."""
    bound = _bound(control)
    for name in (*control_names(control), bound):
        value = values.of(name)
        if value and _say(control, value, same=values.stored.get(bound) == value):
            return cover_facts.member(name.removeprefix(_PREFIX)) or name
    return ""


def _bound(control: _Element) -> str:
    """Return the name of what a control is bound to, nothing for one that is not."""
    binding = tree.at(control, "sdtPr/dataBinding")
    step = _STEP.search(binding.get(f"{W}xpath", "")) if binding is not None else None
    return step[1].casefold() if step else ""


def waiting(root: _Element) -> list[str]:
    """Return what controls of a part still ask for: those that show words to be written over (17.5.2.39)."""
    return [_asked(one) for one in root.iter(f"{W}sdt") if _waits(one)]


def _waits(control: _Element) -> bool:
    props = tree.at(control, "sdtPr")
    if props is None or not tree.is_on(tree.at(props, "showingPlcHdr")):
        return False
    return not any(tree.local_name(prop) in _OTHER_CONTROLS for prop in props)


def _asked(control: _Element) -> str:
    words = " ".join("".join(text.text or "" for text in control.iter(f"{W}t")).split())
    return repr(next((name for name in reversed(control_names(control)) if name), words))


def _say(control: _Element, value: str, *, same: bool) -> bool:
    """Let a control say `value` in the type of what it held; one that holds no text is left alone.

    A property of the file says the `same`, or another thing.
    """
    props, content = tree.at(control, "sdtPr"), tree.at(control, "sdtContent")
    if props is None or content is None or any(tree.local_name(prop) in _OTHER_CONTROLS for prop in props):
        return False
    paragraph = next(content.iter(f"{W}p"), None)
    run = _only_run(content if paragraph is None else paragraph)
    for other in content.findall(f"{W}p"):
        if other is not paragraph:
            content.remove(other)
    _set_text(run, value)
    _forget_source(props, value, same=same)
    _forget_placeholder(run)
    return True


def _only_run(line: _Element) -> _Element:
    """Return the first run of a line, all else but its properties taken out."""
    from lxml import etree

    run = next(line.iter(f"{W}r"), None)
    for child in [one for one in line if one.tag != f"{W}pPr"]:
        line.remove(child)
    if run is None:
        run = etree.Element(f"{W}r")
    line.append(run)
    return run


def _set_text(run: _Element, value: str) -> None:
    """Let a run hold `value` and nothing else, in the type that it has."""
    from lxml import etree

    for child in [one for one in run if one.tag != f"{W}rPr"]:
        run.remove(child)
    text = etree.SubElement(run, f"{W}t")
    text.text = "".join(char if wml.legal(char) else "\ufffd" for char in value)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _forget_source(props: _Element, value: str, *, same: bool) -> None:
    """Let a control no longer ask to be filled, nor be filled from elsewhere; one for a date has this.

    It stays bound where a property of the file says the `same`.
    """
    for prop in list(props):
        name = tree.local_name(prop)
        stored = same and prop.get(f"{W}storeItemID", "").upper() in _STORES
        if (name == "dataBinding" and not stored) or name == "showingPlcHdr":
            props.remove(prop)
        elif name == "date":
            prop.attrib.pop(f"{W}fullDate", "")
            if _DAY.fullmatch(value):
                prop.set(f"{W}fullDate", f"{value}T00:00:00Z")


def _forget_placeholder(run: _Element) -> None:
    """Take the style of words that only ask for others from a run."""
    style = tree.at(run, "rPr/rStyle")
    if style is not None and tree.value(style).casefold() in _PLACEHOLDER_STYLES:
        tree.remove(style)
