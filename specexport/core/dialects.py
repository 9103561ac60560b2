"""The dialects of Markdown that are read: names, and the files by which a folder says that it has one.

What a dialect means stands in the module of its name in `specexport.readers.markdown.dialects`.
"""

from __future__ import annotations

from msgspec import Struct

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, did_you_mean

PLAIN = "plain"
"""The name for no dialect: Markdown as docs/markdown.md describes it, and nothing told of others."""


class DialectEntry(Struct, frozen=True):
    """A dialect as it is listed: what it is called, and its signs.

    `signs` are names of files and folders, in which `*` stands for any ending; `pages` is a pattern for the
    names of its own sources, empty where these say nothing. `aliases` are other names for it.
    """

    title: str
    signs: tuple[str, ...] = ()
    pages: str = ""
    aliases: tuple[str, ...] = ()


# Of two whose signs stand in one folder the first counts: a generator before the place that hosts it.
DIALECTS: dict[str, DialectEntry] = {
    "obsidian": DialectEntry("Obsidian", (".obsidian",)),
    "docusaurus": DialectEntry("Docusaurus", ("docusaurus.config.*",), aliases=("mdx",)),
    "mkdocs": DialectEntry(
        "MkDocs Material", ("mkdocs.yml", "mkdocs.yaml"), aliases=("material", "zensical")
    ),
    "quarto": DialectEntry("Quarto", ("_quarto.yml", "_quarto.yaml")),
    "kramdown": DialectEntry("kramdown", ("_config.yml", "_config.yaml"), aliases=("jekyll",)),
    "azure": DialectEntry("Azure DevOps wiki", (".order", ".attachments"), aliases=("azure-devops",)),
    "gitlab": DialectEntry("GitLab", (".gitlab", ".gitlab-ci.yml", "_sidebar.md")),
    "github-wiki": DialectEntry("GitHub wiki", ("_Sidebar.md", "_Footer.md"), aliases=("gollum",)),
    "notion": DialectEntry("Notion export", pages=r".+ [0-9a-f]{32}"),
}

_NAMES = {
    PLAIN: PLAIN,
    **{alias: name for name, entry in DIALECTS.items() for alias in (name, *entry.aliases)},
}


def named(name: str) -> str:
    """Return the name in DIALECTS of what `name` means, or PLAIN.

    Raises EnvironmentProblem (SX800) when there is no such dialect.
    """
    found = _NAMES.get("-".join(name.lower().split()).replace("_", "-"))
    if found is None:
        raise EnvironmentProblem(unknown(name))
    return found


def unknown(name: str) -> Diagnostic:
    """Return what is to be said of a name that no dialect has."""
    hint = f"{did_you_mean(name, _NAMES)}known: {', '.join((*DIALECTS, PLAIN))}"
    return Diagnostic("SX800", f"no dialect is called {name!r}", "error", hint=hint)
