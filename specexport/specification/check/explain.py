"""The rules in words: what `--explain` prints, and the pages of the documentation."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.messages import CODES
from specexport.specification.check.rules import FAMILIES, RULES

if TYPE_CHECKING:
    from specexport.specification.check.rules import Rule


def explanation(code: str) -> str:
    """What is meant by a code, of a rule or any other message, or by the name of a rule.

    Raises EnvironmentProblem (SX061) if nothing is called so.
    """
    by_name = {rule.name: rule for rule in RULES.values()}
    rule = RULES.get(code.upper()) or by_name.get(code.lower())
    if rule is not None:
        return page(rule) + _same(rule.code)
    if entry := CODES.get(code.upper()):
        return f"# {code.upper()}\n\n{entry.meaning} {entry.remedy}\n{_same(code.upper())}"
    near = difflib.get_close_matches(code, [*RULES, *by_name, *CODES], 1)
    hint = f"did you mean {near[0]}?" if near else "docs/diagnostics.md has them all"
    raise EnvironmentProblem(
        Diagnostic("SX061", f"no rule or message is called {code!r}", "error", hint=hint)
    )


# What `check` finds, and what reading and exporting say of the same.
_PAIRS = {
    "SX401": ("SX720", "SX723"),
    "SX402": ("SX722",),
    "SX403": ("SX730",),
    "SX408": ("SX725",),
}


def _same(code: str) -> str:
    """Return the line that names the other codes of one fact."""
    others = _PAIRS.get(code) or tuple(rule for rule, said in _PAIRS.items() if code in said)
    who = "Exporting says" if code in _PAIRS else "`check` finds"
    return f"\n{who} the same as {' or '.join(others)}.\n" if others else ""


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
