"""What a template says of its document: content controls and fields named after metadata, filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from specexport.renderers.common import cover_facts
from specexport.renderers.docx import wml
from specexport.renderers.docx.parts import properties
from specexport.renderers.docx.template.slot import control_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.diagnostics import EnvironmentProblem
    from specexport.renderers.docx.state import State

_W = f"{{{wml.W}}}"
_INSTRUCTION = re.compile(
    r'\s*(?:DOCPROPERTY\s+(?:"([^"]*)"|(\S+))|(TITLE|SUBJECT|AUTHOR|KEYWORDS)\b)', re.IGNORECASE
)
# Fields that run something, or take in other files.
_ACTIVE = re.compile(
    r"\s*(?:DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|RD|EMBED|CONTROL)\b",
    re.IGNORECASE,
)
# The stores behind the core and the extended properties, which say what the control says.
_STORES = ("{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "{6668398D-A668-4E3E-A5EB-62B293D839F1}")
_PREFIX = "specexport:"


class Values:
    """The document's facts by the names under which a template may ask for them."""

    def __init__(self, job: State) -> None:
        style, meta = job.style, job.document.meta
        self._typed = {
            **cover_facts.values(meta, style.company, style.classification, job.title),
            "subtitle": meta.subtitle,
            "authors": ", ".join(meta.authors),
            "reviewers": ", ".join(meta.reviewers),
            "approvers": ", ".join(meta.approvers),
            "keywords": ", ".join(meta.keywords),
            "created": meta.created,
            "updated": meta.updated,
            "subject": meta.kind,
        }
        self._others = {name.casefold(): text for name, text in properties.values(meta).items()}

    def of(self, name: str) -> str:
        """Return the value for a name, whatever its capitals, nothing when the document does not say."""
        name = name.strip().casefold().removeprefix(_PREFIX)
        return (
            self._typed.get(name) or self._others.get(name) or self._typed.get(cover_facts.member(name), "")
        )


def fill(root: Any, values: Values) -> set[str]:
    """Fill in the controls and fields of a part, and return the names of those that got a value."""
    filled: set[str] = set()
    for control in list(root.iter(f"{_W}sdt")):
        for name in control_names(control):
            if (value := values.of(name)) and _fill_control(control, value):
                filled.add(cover_facts.member(name.removeprefix(_PREFIX)) or name)
                break
    for instruction, runs in list(fields(root)):
        match = _INSTRUCTION.match(instruction)
        name = (match[1] or match[2] or match[3]) if match else ""
        if name and (value := values.of(name)) and _say(runs, value):
            filled.add(cover_facts.member(name) or name)
    return filled


def hold_quiet(root: Any, refuse: Any) -> None:
    """Raise what `refuse` makes of a sentence, when a field of a part would run or fetch something."""
    for instruction, _ in fields(root):
        if _ACTIVE.match(instruction):
            problem: EnvironmentProblem = refuse(
                f"the template has a field that is not safe ({instruction.split()[0]})"
            )
            raise problem


def fields(root: Any) -> Iterator[tuple[str, list[Any]]]:
    """Yield the instruction of every field (17.16.18, 17.16.19) with the runs of its result."""
    for simple in root.iter(f"{_W}fldSimple"):
        yield simple.get(f"{_W}instr", ""), list(simple.iter(f"{_W}r"))
    open_fields: list[tuple[list[str], list[Any], list[bool]]] = []
    for run in root.iter(f"{_W}r"):
        char = run.find(f"{_W}fldChar")
        kind = "" if char is None else char.get(f"{_W}fldCharType", "")
        if kind == "begin":
            open_fields.append(([], [], [False]))
        elif kind == "separate" and open_fields:
            open_fields[-1][2][0] = True
        elif kind == "end" and open_fields:
            codes, runs, _ = open_fields.pop()
            yield "".join(codes), runs
        elif open_fields:
            codes, runs, separated = open_fields[-1]
            if separated[0]:
                runs.append(run)
            else:
                codes.extend(code.text or "" for code in run.iter(f"{_W}instrText"))
    yield from (("".join(codes), runs) for codes, runs, _ in open_fields)


def _say(runs: list[Any], value: str) -> bool:
    """Let the first run say `value`, and the others nothing."""
    if not runs:
        return False
    first, *rest = runs
    _set(first, value)
    for run in rest:
        run.getparent().remove(run)
    return True


def _set(run: Any, value: str) -> None:
    from lxml import etree

    for child in [one for one in run if one.tag != f"{_W}rPr"]:
        run.remove(child)
    text = etree.SubElement(run, f"{_W}t")
    text.text = "".join(char if wml.legal(char) else "\ufffd" for char in value)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _fill_control(control: Any, value: str) -> bool:
    """Fill a control with text, in the type of what it held; one that holds a picture is left alone."""
    props, content = control.find(f"{_W}sdtPr"), control.find(f"{_W}sdtContent")
    if content is None or any(_local(prop) in _OTHER_CONTROLS for prop in props):
        return False
    paragraph = next(content.iter(f"{_W}p"), None)
    line = content if paragraph is None else paragraph
    run = _only_run(line)
    for other in [one for one in content.iter(f"{_W}p") if one is not paragraph]:
        if other.getparent() is content:
            content.remove(other)
    _set(run, value)
    _settle(props, run, value)
    return True


_OTHER_CONTROLS = frozenset({"picture", "checkbox", "docPartObj", "group", "repeatingSection", "citation"})


def _only_run(line: Any) -> Any:
    """Return the first run of a line, all else but its properties taken out."""
    from lxml import etree

    run = next(line.iter(f"{_W}r"), None)
    for child in [one for one in line if one.tag != f"{_W}pPr"]:
        line.remove(child)
    if run is None:
        run = etree.Element(f"{_W}r")
    line.append(run)
    return run


def _settle(props: Any, run: Any, value: str) -> None:
    """Let a control no longer ask to be filled, nor be filled from elsewhere."""
    for prop in list(props):
        bound = _local(prop) == "dataBinding" and prop.get(f"{_W}storeItemID", "").upper() not in _STORES
        if bound or _local(prop) == "showingPlcHdr":
            props.remove(prop)
        elif _local(prop) == "date":
            prop.attrib.pop(f"{_W}fullDate", None)
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                prop.set(f"{_W}fullDate", f"{value}T00:00:00Z")
    style = run.find(f"{_W}rPr/{_W}rStyle")
    if style is not None and style.get(f"{_W}val", "").casefold() in _PLACEHOLDERS:
        style.getparent().remove(style)


_PLACEHOLDERS = frozenset(
    {"placeholdertext", "platzhaltertext", "textedelespacerserv", "textodelmarcadordeposicin"}
)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
