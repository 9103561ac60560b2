"""Write docs/rules/ from the rules and their examples, which are their tests. Usage: python
docs/make_rules.py.
"""

from __future__ import annotations

from pathlib import Path

from specexport.specification.check.explain import index, page
from specexport.specification.check.rules import RULES

TARGET = Path(__file__).with_name("rules")
HEAD = """# Rules of `specexport check`

A rule is named by its code, by the beginning of several (`SX1`), by its family or by its name, in `--select`,
`--ignore`, `--extend-select` and `--per-file-ignores`, and in `specexport.toml`.
`specexport check --explain SX102` prints its page. What the reader reports (`SX7xx`, see
[diagnostics](../diagnostics.md)) is reported here too.
The pages are made by `docs/make_rules.py` from the examples that the rules are tested with.

"""


def pages() -> dict[str, str]:
    """Return the pages by file name."""
    return {"README.md": f"{HEAD}{index()}\n"} | {f"{code}.md": page(rule) for code, rule in RULES.items()}


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for stale in TARGET.glob("*.md"):
        stale.unlink()
    for name, text in pages().items():
        (TARGET / name).write_text(text, encoding="utf-8")
