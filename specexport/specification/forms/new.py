"""A new specification from a form: its title and document information filled in as far as they are known."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.patterns import regex
from specexport.model import walk
from specexport.model.information import target
from specexport.model.slugs import slug
from specexport.specification.check import fixes
from specexport.specification.check.rules import Edit
from specexport.specification.view import key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.model.document import MetaField
    from specexport.specification.view import View

_BRACES = regex(r"\{\{[^{}]*\}\}")
_MARKS = regex(r"^<!--\s*(?:optional|repeatable)[^>]*-->\n", re.M | re.I)


def asked(view: View) -> list[str]:
    """The names of the fields that the form asks for."""
    return [field.name for field in view.meta.fields if not _is_template(field)]


def file_name(title: str) -> str:
    """The name of the file for a specification with this title: `payment-ledger.md`."""
    return f"{re.sub('-+', '-', slug(title)).strip('-') or 'specification'}.md"


def specification(view: View, text: str, title: str, values: Mapping[str, str], template: str) -> str:
    """The specification that `text`, the form seen in `view`, becomes.

    `values` are by the names of fields, under any name that means the same; `template` is named in front
    matter where the title does not tell. Raises EnvironmentProblem (SX064) for a value that the form has no
    field for.
    """
    taken: set[str] = set()
    edits = [_title(view, " ".join(title.split()))]
    for field in view.meta.fields:
        name = value_name(field.name, values)
        if name is not None and not _is_template(field):
            taken.add(name)
            edits.append(_edit(view, field, " ".join(values[name].split())))
    _refuse_unknown(view, set(values) - taken)
    made = _MARKS.sub("", fixes.apply(text, [edit for edit in edits if edit]))
    named = bool(view.meta.kind) or view.template is not None
    return made if named else f"---\ntemplate: {template}\n---\n{made}"


def _is_template(field: MetaField) -> bool:
    return key(field.name) == "template"


def value_name(field: str, values: Mapping[str, str]) -> str | None:
    """The name under which `values` has something for a field: its own, or one that means the same."""
    meaning = target(field)
    same = (name for name in values if key(name) == key(field) or (meaning and target(name) == meaning))
    return field if field in values else next(same, None)


def _refuse_unknown(view: View, left: set[str]) -> None:
    if left:
        problem = f"the template has no field {min(left)!r}"
        hint = f"it has: {', '.join(asked(view))}"
        raise EnvironmentProblem(Diagnostic("SX064", problem, "error", hint=hint))


def _title(view: View, title: str) -> Edit | None:
    """The edit that puts the title where the form's first heading has its placeholder."""
    header = view.headers[0] if view.headers else None
    if header is None or header.pos is None:
        return None
    line = view.lines[header.pos.line - 1]
    match = _BRACES.search(line)
    if match:
        return Edit(header.pos.line, match.start() + 1, header.pos.line, match.end() + 1, title)
    return Edit(header.pos.line, 1, header.pos.line, len(line) + 1, f"{'#' * header.level} {title}")


def _edit(view: View, field: MetaField, value: str) -> Edit | None:
    """The edit that gives a field its value, in a table, a line or front matter."""
    first = field.content[0].pos if field.content else None
    if first and first.column:
        last = field.content[-1].pos or first
        written = value.replace("|", "\\|") if "|" in view.lines[first.line - 1] else value
        return Edit(first.line, first.column, last.end_line, last.end_column + 1, written)
    if field.pos is None:
        return None
    line = view.lines[field.pos.line - 1]
    if "|" in line:
        written = value.replace("|", "\\|")
        end = len(line.rstrip().removesuffix("|").rstrip())
        return Edit(field.pos.line, end + 1, field.pos.line, end + 1, f" {written}")
    at = line.index(":") + 1
    return Edit(
        field.pos.line, at + 1, field.pos.line, len(line) + 1, f" {json.dumps(value, ensure_ascii=False)}"
    )


def default_values(view: View, author: str, today: str) -> dict[str, str]:
    """What is known of a new document: its author, and today's date for its dates."""
    known = {"authors": author, "created": today, "updated": today}
    meanings = ((field.name, target(field.name)) for field in view.meta.fields)
    return {name: known[meaning] for name, meaning in meanings if known.get(meaning)}


def shown_default(view: View, name: str) -> str:
    """What the form has for a field where that is an answer, nothing where it is a question."""
    from specexport.specification.placeholders import FORM, Place, marks

    field = next(field for field in view.meta.fields if field.name == name)
    text = walk.plain(field.content)
    return "" if any(marks(field.content, Place("field", name), FORM)) else text
