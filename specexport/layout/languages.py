"""The names of programming languages, as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specexport.document import CodeBlock

_NAMES = {
    "bash": "Shell",
    "c": "C",
    "console": "Console",
    "cpp": "C++",
    "c++": "C++",
    "cs": "C#",
    "csharp": "C#",
    "go": "Go",
    "graphql": "GraphQL",
    "js": "JavaScript",
    "javascript": "JavaScript",
    "jsonc": "JSON",
    "md": "Markdown",
    "objc": "Objective-C",
    "powershell": "PowerShell",
    "proto": "Protocol Buffers",
    "protobuf": "Protocol Buffers",
    "ps1": "PowerShell",
    "py": "Python",
    "rb": "Ruby",
    "rs": "Rust",
    "sh": "Shell",
    "shell": "Shell",
    "ts": "TypeScript",
    "typescript": "TypeScript",
    "yml": "YAML",
    "zsh": "Shell",
}
# Short names that are words, not abbreviations.
_WORDS = frozenset({"java", "rust", "ruby", "perl", "dart", "lisp"})
# What says that a block is in no language, and classes that are no languages.
_NONE = frozenset({"text", "plain", "plaintext", "txt", "numberLines", "box-diagram"})


def language(block: CodeBlock) -> str:
    """Return the name of the language of a block; nothing for plain text, or where none is said."""
    said = block.attr.classes[0] if block.attr.classes else ""
    return "" if said in _NONE else language_name(said)


def language_name(said: str) -> str:
    """Return a language's name: `cpp` is C++, `sql` is SQL, `kotlin` is Kotlin."""
    if known := _NAMES.get(said.lower()):
        return known
    short = len(said) <= 4 and said.lower() not in _WORDS
    return said.upper() if short else said[:1].upper() + said[1:]
