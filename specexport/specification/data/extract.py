"""From a view of a specification to its facts: each function looks for one kind, by columns or headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.listing import language
from specexport.specification import endpoints as endpoint_rows
from specexport.specification import placeholders, records
from specexport.specification.data import examples, model, quantities, sql
from specexport.specification.data.scope import scope
from specexport.specification.gaps import gaps, uses_of
from specexport.specification.view import key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specexport.core.context import Context
    from specexport.specification.forms.form import Form
    from specexport.specification.records import Record
    from specexport.specification.view import Section, View

_NOTHING = regex(r"[-–—]*$")
_HEADINGS: dict[str, tuple[str, ...]] = {
    "data flow": ("data flow", "data flows"),
    "security": ("security considerations", "security"),
    "load": ("expected load", "load", "capacity", "limits"),
    "caching": ("caching strategy", "caching"),
    "infrastructure": ("infrastructure requirements", "infrastructure"),
    "deployment": ("deployment steps", "rollout steps", "rollout"),
    "rollback": ("rollback plan", "rollback"),
    "logging": ("logging strategy", "logging"),
    "migration": ("migration plan", "migration"),
    "services": ("external services", "services"),
    "libraries": ("libraries and frameworks", "libraries", "libraries frameworks"),
    "alternatives": ("alternatives considered", "alternatives", "options considered"),
    "enhancements": ("future enhancements", "future work"),
    "references": ("references", "further reading", "related documents"),
}
# Rules whose findings are the form's own words, not the author's.
_SAMPLES = frozenset({"SX105", "SX106", "SX107", "SX108"})
_METHOD = frozenset({"method", "authentication", "authentication method"})
_PERMISSIONS = frozenset({"permissions", "authorization", "scopes", "roles"})
_SIGN = r"(?:[<>=~!]=+|~>|[<>^~@=≥≤])"
_VERSIONED = regex(
    rf"(?P<name>.*?\w.*?)\s*(?:\s|\(|(?={_SIGN}))(?:versions?\s+)?v?(?P<version>(?:{_SIGN}\s*v?)?\d[\w.+\-]*(?:\s+LTS)?"
    rf"(?:\s*,?\s*{_SIGN}\s*v?\d[\w.+\-]*)*(?:\s+(?:or|and)\s+(?:later|newer|higher|above|up))?)\)?$"
)
_LEVELS = {"high": "high", "critical": "high", "severe": "high", "medium": "medium", "med": "medium"} | {
    "moderate": "medium",
    "low": "low",
    "minor": "low",
}
# Between two levels of which neither is meant alone.
_RANGE = regex(r"\s*(?:[/|,&–—-]|\bto\b|\bor\b|\band\b)\s*", re.I)


def facts(view: View, form: Form | None, context: Context) -> model.Facts:
    """All that `view` says; what could not be read as a value is reported, and there in words.

    What stands in it word for word as in `form`, which it was written from, is not said by it.
    """
    view.left_over = frozenset(gap.pos.line for gap in gaps(view, form) if gap.pos and gap.code in _SAMPLES)
    view.uses = uses_of(view, form)
    found = tuple(_endpoints(view))
    return model.Facts(
        version=model.VERSION,
        template=form.name if form else "",
        document=_information(view),
        scope=scope(view),
        components=tuple(_components(view)),
        models=tuple(_models(view)),
        data_flow=tuple(_steps(view, "data flow")),
        endpoints=found,
        examples=tuple(_examples(view, found, context)),
        security=_security(view),
        load=tuple(_load(view)),
        caching=tuple(_labelled(view, "caching")),
        infrastructure=tuple(_labelled(view, "infrastructure")),
        deployment=tuple(_steps(view, "deployment")),
        rollback=tuple(_paragraphs(view, "rollback")),
        metrics=tuple(_metrics(view, context)),
        logging=tuple(_labelled(view, "logging")),
        migration=tuple(_labelled(view, "migration")),
        dependencies=(
            *_dependencies(view, "services", "service"),
            *_dependencies(view, "libraries", "library"),
        ),
        phases=tuple(_phases(view, context)),
        risks=tuple(_risks(view, context)),
        alternatives=tuple(_alternatives(view)),
        enhancements=tuple(_texts(view, _items(view, "enhancements"))),
        references=tuple(_references(view)),
    )


def _line(node: d.Node | None) -> int:
    return node.pos.line if node is not None and node.pos else 0


def _is_left_over(view: View, pos: d.Pos | None) -> bool:
    return pos is not None and pos.line in view.left_over


def _said(view: View, text: str) -> str:
    """Return `text`, nothing where it is a dash or something in it waits to be filled in."""
    open_ = placeholders.is_unfilled(text) or placeholders.waits(text, view.uses)
    return "" if _NOTHING.match(text) or open_ else text


# Parts of documents


def _sections(view: View, name: str) -> Iterator[Section]:
    """Yield the sections that are called so, and what is below them."""
    names = _HEADINGS[name]
    for section in view.sections:
        if any(part in names for part in section.path):
            yield section


def _items(view: View, name: str) -> Iterator[d.ListItem]:
    for section in _sections(view, name):
        yield from _items_of(section.blocks)


def _items_of(blocks: Iterable[d.Block]) -> Iterator[d.ListItem]:
    for block in blocks:
        if isinstance(block, (d.BulletList, d.OrderedList)):
            yield from block.items


def _texts(view: View, items: Iterable[d.ListItem]) -> Iterator[model.Text]:
    for item in items:
        if (text := _said(view, walk.plain([item]))) and not _is_left_over(view, item.pos):
            yield model.Text(text=text, line=_line(item))


def _steps(view: View, name: str) -> Iterator[model.Step]:
    for section in _sections(view, name):
        for block in section.blocks:
            if type(block) is d.OrderedList:
                for number, item in enumerate(block.items, block.start):
                    text = _said(view, walk.plain([item]))
                    if text and not _is_left_over(view, item.pos):
                        yield model.Step(number=number, text=text, line=_line(item))


def _paragraphs(view: View, name: str) -> Iterator[model.Text]:
    for section in _sections(view, name):
        for block in section.blocks:
            if (
                type(block) is d.Para
                and (text := _said(view, walk.plain([block])))
                and not _is_left_over(view, block.pos)
            ):
                yield model.Text(text=text, line=_line(block))


def _split(item: d.ListItem) -> tuple[str, str]:
    """What stands before and after the first colon of an item, nothing before where there is none."""
    label, colon, text = walk.plain([item]).partition(":")
    return (
        (label.strip(), text.strip()) if colon and len(label) <= 60 else ("", f"{label}{colon}{text}".strip())
    )


def _labelled(view: View, name: str) -> Iterator[model.Labelled]:
    for item in _items(view, name):
        label, text = _split(item)
        if label and _said(view, text):
            yield model.Labelled(label=label, text=text, line=_line(item))


def _link(view: View, content: Iterable[d.Node], line: int) -> model.Linked | None:
    content = tuple(content)
    text = _said(view, walk.plain(content))
    if not text:
        return None
    found = next(walk.find(content, d.Link), None)
    return model.Linked(text=text, url=found.url if found else "", line=line)


# Facts


def _information(view: View) -> model.Information:
    meta = view.meta
    prd = next((field for field in meta.fields if field.content is meta.prd), None)
    return model.Information(
        title=_said(view, walk.plain(meta.title)),
        kind=_said(view, meta.kind),
        status=_said(view, meta.status),
        version=_said(view, meta.version),
        created=_said(view, meta.created),
        updated=_said(view, meta.updated),
        classification=_said(view, meta.classification),
        authors=_all_said(view, meta.authors),
        reviewers=_all_said(view, meta.reviewers),
        approvers=_all_said(view, meta.approvers),
        prd=_link(view, prd.content, prd.pos.line if prd.pos else 0) if prd else None,
        fields=tuple(_field(field) for field in meta.fields if _said(view, walk.plain(field.content))),
        line=_line(meta.title[0]) if meta.title else 0,
    )


def _all_said(view: View, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if _said(view, name))


def _field(field: d.MetaField) -> model.Field:
    link = next(walk.find(field.content, d.Link), None)
    return model.Field(
        name=field.name,
        text=walk.plain(field.content),
        url=link.url if link else "",
        line=field.pos.line if field.pos else 0,
    )


def _rows(view: View, needed: tuple[str, ...], make: Callable[[Record, int], Any]) -> Iterator[Any]:
    """Yield what `make` makes of every row that says something in the first of the columns."""
    for record in records.records(view, *needed):
        others = [text for name in record.cells if name != needed[0] and (text := record.text(name))]
        filled = _said(view, record.text(needed[0])) and (
            not others or any(_said(view, one) for one in others)
        )
        if filled and not _is_left_over(view, record.pos):
            yield make(record, record.pos.line if record.pos else 0)


def _components(view: View) -> Iterator[model.Component]:
    def make(record: Record, line: int) -> model.Component:
        responsibility, technology = (
            _said(view, record.text("responsibility")),
            _said(view, record.text("technology")),
        )
        return model.Component(
            name=record.text("component"), responsibility=responsibility, technology=technology, line=line
        )

    return _rows(view, ("component", "responsibility"), make)


def _models(view: View) -> Iterator[model.Model]:
    for _, block in view.codes:
        if _is_left_over(view, block.pos) or not block.pos:
            continue
        if language(block.attr) in ("sql", "postgresql", "mysql", "sqlite"):
            yield from sql.models(block.text, block.pos.line + 1)


def _endpoints(view: View) -> Iterator[model.Endpoint]:
    for found in endpoint_rows.find(view):
        if _is_left_over(view, found.pos):
            continue
        yield model.Endpoint(
            method=found.method,
            path=found.path,
            description=_said(view, found.description),
            request=_said(view, found.request),
            response=_said(view, found.response),
            line=found.pos.line if found.pos else 0,
        )


def _examples(view: View, known: tuple[model.Endpoint, ...], context: Context) -> Iterator[model.Example]:
    for example in examples.find(view, known):
        if example.value is None:
            pos = d.Pos(example.line, example.line)
            message = "the example is no single JSON value, it is kept as text"
            context.warn("SX065", message, pos, "write one object or list in each block")
        yield example


def _security(view: View) -> model.Security | None:
    said = list(_labelled(view, "security"))
    named = {key(one.label): model.Text(text=one.text, line=one.line) for one in reversed(said)}
    threats = tuple(_threats(view))
    if not said and not threats:
        return None
    return model.Security(
        method=next((text for label, text in named.items() if label in _METHOD), None),
        permissions=next((text for label, text in named.items() if label in _PERMISSIONS), None),
        statements=tuple(one for one in said if key(one.label) not in _METHOD | _PERMISSIONS),
        threats=threats,
        line=next((section.line for section in _sections(view, "security")), 0),
    )


def _threats(view: View) -> Iterator[model.Threat]:
    def make(record: Record, line: int) -> model.Threat:
        return model.Threat(
            threat=record.text("threat"), mitigation=_said(view, record.text("mitigation")), line=line
        )

    return _rows(view, ("threat", "mitigation"), make)


def _load(view: View) -> Iterator[model.Load]:
    for said in _labelled(view, "load"):
        figures = quantities.quantities(said.text)
        yield model.Load(label=said.label, text=said.text, figures=figures, line=said.line)


def _metrics(view: View, context: Context) -> Iterator[model.Metric]:
    def make(record: Record, line: int) -> model.Metric:
        text = _said(view, record.text("threshold"))
        threshold = quantities.threshold(text) if text else None
        if threshold and threshold.limit is None:
            hint = "begin it with a comparison and a figure: > 500 ms"
            context.warn("SX065", f"the threshold {text!r} is kept as text", record.place("threshold"), hint)
        cell = record.cells.get("dashboard")
        dashboard = _link(view, cell.content, line) if cell else None
        return model.Metric(name=record.text("metric"), threshold=threshold, dashboard=dashboard, line=line)

    return _rows(view, ("metric", "threshold"), make)


def _dependencies(view: View, name: str, kind: Any) -> Iterator[model.Dependency]:
    for item in _items(view, name):
        label, purpose = _split(item)
        if not label:
            label, purpose = purpose, ""
        if not _said(view, purpose or label):
            continue
        match = _VERSIONED.fullmatch(label)
        yield model.Dependency(
            name=match["name"] if match else label,
            kind=kind,
            version=match["version"] if match else "",
            purpose=purpose,
            line=_line(item),
        )


def _phases(view: View, context: Context) -> Iterator[model.Phase]:
    def make(record: Record, line: int) -> model.Phase:
        text = _said(view, record.text("duration"))
        duration = quantities.duration(text) if text else None
        if duration and duration.value is None:
            hint = "begin it with a figure: 15 days"
            context.warn("SX065", f"the duration {text!r} is kept as text", record.place("duration"), hint)
        deliverables = _said(view, record.text("deliverables"))
        return model.Phase(name=record.text("phase"), duration=duration, deliverables=deliverables, line=line)

    return _rows(view, ("phase", "duration"), make)


def _risks(view: View, context: Context) -> Iterator[model.Risk]:
    def make(record: Record, line: int) -> model.Risk:
        impact = _said(view, record.text("impact"))
        level = _level(impact)
        if level is None:
            message, hint = f"the impact {impact!r} names no single level", "keep one of them"
            context.warn("SX065", message, record.place("impact"), hint)
        mitigation = _said(view, record.text("mitigation"))
        return model.Risk(
            risk=record.text("risk"), impact=impact, level=level or "", mitigation=mitigation, line=line
        )

    return _rows(view, ("risk", "mitigation"), make)


def _level(impact: str) -> str | None:
    """The level that words about an impact begin with, empty if with none; None if with several."""
    found = [word.lower() for word in _RANGE.split(impact)]
    levels = {_LEVELS[word] for word in found if word in _LEVELS}
    if len(found) > 1 and len(levels) > 1 and all(word in _LEVELS for word in found):
        return None
    return _LEVELS.get(re.split(r"[^\w]", impact.strip().lower(), maxsplit=1)[0], "")


def _alternatives(view: View) -> Iterator[model.Alternative]:
    for item in _items(view, "alternatives"):
        first = next(walk.find([item], d.Strong), None)
        name = walk.plain([first]) if first else ""
        text = walk.plain([item])
        if name and text.startswith(name):
            text = text[len(name) :].lstrip(" :.–—-")
        else:
            name, text = _split(item)
        if _said(view, text) or (name and not text):
            yield model.Alternative(name=name.rstrip(":"), text=text, line=_line(item))


def _references(view: View) -> Iterator[model.Linked]:
    for item in _items(view, "references"):
        linked = _link(view, item.content, _line(item))
        if linked and not any(placeholders.marks(_inlines(item), uses=placeholders.FORM)):
            yield linked


def _inlines(item: d.ListItem) -> tuple[d.Inline, ...]:
    return tuple(node for block in item.content if type(block) is d.Para for node in block.content)
