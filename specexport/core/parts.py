"""The files of a folder that may be part of one document, told by their names."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from specexport.core.patterns import regex

TEXTS = (".md", ".markdown", ".mdown")
"""What ends the names of files that are parts without being asked for."""

ASKED_TEXTS = (*TEXTS, ".qmd", ".mdx")
"""What ends the names of files that may be parts when a list of parts names them."""

CODE = {".proto": "protobuf", ".sql": "sql", ".graphql": "graphql", ".graphqls": "graphql"}
"""Languages of code, by what ends the names of files that are contracts wherever they lie."""

_DATA = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".avsc": "json", ".xsd": "xml", ".wsdl": "xml"}
_CONTRACT = regex(r"(?:.*[._-])?(?:openapi|asyncapi|swagger)(?:[._-].*)?|.*\.schema", re.I)
_CONTRACTS = frozenset({"contracts", "contract", "schemas", "schema", "openapi", "apis", "api"})
NAVIGATIONS = (
    *("mkdocs.yml", "mkdocs.yaml", ".order", "_quarto.yml", "_sidebar.md", "_category_.json"),
    *("sidebars.js", "sidebars.ts", "sidebars.json", "sidebars.cjs", "sidebars.mjs"),
)
"""The names of files that say in which order others are read. `SUMMARY.md` is one of Markdown."""


ENDINGS = (*ASKED_TEXTS, *CODE, *_DATA, ".order", ".js", ".ts", ".cjs", ".mjs")
"""What ends the names of all files that may matter."""

_LISTS = frozenset({"summary.md", "_sidebar.md", "_navbar.md", "_footer.md"})


def is_navigation(path: str) -> bool:
    """Return whether a file of Markdown only lists others."""
    return path.rpartition("/")[2].lower() in _LISTS


def language(path: str) -> str:
    """Return the language of the code that a contract is written in, empty for other files."""
    place = PurePosixPath(path)
    suffix = place.suffix.lower()
    if path.startswith("../") or place.name in NAVIGATIONS:
        return ""
    if suffix in CODE:
        return CODE[suffix]
    known = _CONTRACT.fullmatch(place.stem) or not _CONTRACTS.isdisjoint(str(place.parent).lower().split("/"))
    return _DATA.get(suffix, "") if known else ""


def says_order(path: str) -> bool:
    """Return whether a file lists others."""
    return path.rpartition("/")[2] in NAVIGATIONS or is_navigation(path)


def may_matter(path: str) -> bool:
    """Return whether a file may be a part, or say the order of the parts."""
    named = path.rpartition("/")[2] in NAVIGATIONS
    return named or path.lower().endswith(ASKED_TEXTS) or bool(language(path))
