"""The rules in words: what `--explain` prints, and the pages of the documentation."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.messages import CODES
from specexport.specification.check.rules import FAMILIES, RULES

if TYPE_CHECKING:
    from specexport.specification.check.rules import Rule

FORMER = {720: "SX401", 723: "SX401", 722: "SX402", 725: "SX408"}
"""What exporting called findings of `check` in former versions, by number, and what both call them now."""


def explanation(code: str) -> str:
    """What is meant by a code, of a rule or any other message, or by the name of a rule.

    Raises EnvironmentProblem (SX061) if nothing is called so.
    """
    by_name = {rule.name: rule for rule in RULES.values()}
    number = code[2:] if code[:2].upper() == "SX" else ""
    now = FORMER.get(int(number), code) if number.isdecimal() else code
    rule = RULES.get(now.upper()) or by_name.get(now.lower())
    if rule is not None:
        return page(rule)
    if entry := CODES.get(code.upper()):
        return f"# {code.upper()}\n\n{entry.meaning} {entry.remedy}\n"
    near = difflib.get_close_matches(code, [*RULES, *by_name, *CODES], 1)
    hint = f"did you mean {near[0]}?" if near else "docs/diagnostics.md has them all"
    raise EnvironmentProblem(
        Diagnostic("SX061", f"no rule or message is called {code!r}", "error", hint=hint)
    )


def page(rule: Rule) -> str:
    """The page of one rule, in Markdown."""
    return f"""# {rule.code}: {rule.name}

{rule.summary} {rule.why}

{_terms(rule)}

## Found

{_fenced(rule.bad)}

## Not found

{_fenced(rule.good)}
"""


def index() -> str:
    """The list of all rules by family, in Markdown."""
    parts = [f"## {name.capitalize()} ({prefix}xx)\n\n{_table(prefix)}" for prefix, name in FAMILIES.items()]
    return "\n\n".join(parts)


def _terms(rule: Rule) -> str:
    terms = [
        f"Family {FAMILIES[rule.code[:3]]}; {rule.severity}",
        "on by default" if rule.default else f"only with `--extend-select {rule.code}`",
        *(["mended by `--fix`"] if rule.fixable else []),
        *([f"examples from the template `{rule.template}`"] if rule.template else []),
    ]
    return "; ".join(terms) + "."


def _fenced(example: str) -> str:
    return f"~~~~markdown\n{_shortened(example)}~~~~"


def _shortened(example: str) -> str:
    """An example with rows that repeat one another shown three times."""
    out: list[str] = []
    for line in example.splitlines():
        if len(out) > 2 and line == out[-1] == out[-2] == out[-3]:
            continue
        out.append(line)
    return "\n".join(out) + "\n"


def _table(prefix: str) -> str:
    head = "| Code | Name | What is wrong | Severity | Default | `--fix` |\n|---|---|---|---|---|---|\n"
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.summary} | {rule.severity} "
        f"| {'on' if rule.default else 'off'} | {'yes' if rule.fixable else ''} |"
        for rule in RULES.values()
        if rule.code.startswith(prefix)
    ]
    return head + "\n".join(rows)
