"""The options of a command line over the settings of `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.specification.check.run import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.settings import ProjectSettings


def overridden(config: ProjectSettings, options: Mapping[str, Any]) -> ProjectSettings:
    """Return `config` with the options of a command line over it; those that are not given are empty.

    `per_file` are patterns with codes, `*.md:SX102,SX103`. Raises EnvironmentProblem for codes that mean no
    rule (SX061).
    """
    check = config.check
    per_file = dict(check.per_file_ignores)
    for text in options.get("per_file") or ():
        pattern, _, words = text.rpartition(":")
        per_file[pattern] = (*per_file.get(pattern, ()), *(word.strip() for word in words.split(",")))
    fresh = msgspec.structs.replace(
        check,
        select=options.get("select") or check.select,
        extend_select=(*check.extend_select, *(options.get("extend_select") or ())),
        ignore=(*check.ignore, *(options.get("ignore") or ())),
        per_file_ignores=per_file,
        template=options.get("template") or check.template,
    )
    named = (fresh.select, fresh.extend_select, fresh.ignore, tuple(fresh.severity), *per_file.values())
    if wrong := unknown(word for words in named for word in words):
        hint = "name codes (SX102), their beginnings (SX1), families or rules as in the documentation"
        raise EnvironmentProblem(Diagnostic("SX061", f"no rule is called {wrong[0]!r}", "error", hint=hint))
    return msgspec.structs.replace(config, check=fresh)
