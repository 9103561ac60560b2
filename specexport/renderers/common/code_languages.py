"""The names of programming languages, as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model.classes import BOX_DIAGRAM, NUMBER_LINES
from specexport.model.listing import language as said_language

if TYPE_CHECKING:
    from specexport.model.document import CodeBlock

_NAMES = {
    "asciidoc": "AsciiDoc",
    "bash": "Shell",
    "bat": "Batch",
    "c": "C",
    "c++": "C++",
    "console": "Console",
    "cpp": "C++",
    "cs": "C#",
    "csharp": "C#",
    "ex": "Elixir",
    "fs": "F#",
    "fsharp": "F#",
    "go": "Go",
    "golang": "Go",
    "graphql": "GraphQL",
    "hs": "Haskell",
    "javascript": "JavaScript",
    "js": "JavaScript",
    "json5": "JSON5",
    "jsonc": "JSON",
    "jsonl": "JSON Lines",
    "kt": "Kotlin",
    "latex": "LaTeX",
    "matlab": "MATLAB",
    "md": "Markdown",
    "mjs": "JavaScript",
    "ml": "OCaml",
    "mysql": "MySQL",
    "node": "JavaScript",
    "nodejs": "JavaScript",
    "objc": "Objective-C",
    "objective-c": "Objective-C",
    "ocaml": "OCaml",
    "plantuml": "PlantUML",
    "postgres": "PostgreSQL",
    "postgresql": "PostgreSQL",
    "powershell": "PowerShell",
    "proto": "Protocol Buffers",
    "protobuf": "Protocol Buffers",
    "ps1": "PowerShell",
    "pwsh": "PowerShell",
    "py": "Python",
    "rb": "Ruby",
    "restructuredtext": "reStructuredText",
    "rs": "Rust",
    "sh": "Shell",
    "shell": "Shell",
    "sol": "Solidity",
    "sqlite": "SQLite",
    "terraform": "Terraform",
    "tex": "TeX",
    "tf": "Terraform",
    "ts": "TypeScript",
    "typescript": "TypeScript",
    "webidl": "Web IDL",
    "yml": "YAML",
    "zsh": "Shell",
}
# Short names that are words, not abbreviations.
_WORDS = frozenset(
    {
        "curl",
        "dart",
        "diff",
        "java",
        "lisp",
        "log",
        "lua",
        "make",
        "nix",
        "perl",
        "ruby",
        "rust",
        "vue",
        "zig",
    }
)
# What says that a block is in no language, and classes that are no languages.
_NONE = frozenset({"text", "plain", "plaintext", "txt", NUMBER_LINES, BOX_DIAGRAM})


def language(block: CodeBlock) -> str:
    """Return the name of the language of a block; nothing for plain text, or where none is said."""
    said = said_language(block.attr)
    return "" if said in _NONE else language_name(said)


def language_name(said: str) -> str:
    """Return a language's name: `cpp` is C++, `sql` is SQL, `kotlin` is Kotlin."""
    if known := _NAMES.get(said.lower()):
        return known
    short = len(said) <= 4 and said.lower() not in _WORDS
    return said.upper() if short else said[:1].upper() + said[1:]
