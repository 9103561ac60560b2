"""Code: its colours, by Pygments."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import msgpack
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.listing import language as language_of
from specexport.passes.code import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygments.lexer import Lexer

    from specexport.core.context import Context

_LARGEST = 200_000
# The form of what is kept: to be counted up when stretches or kinds of tokens change.
_FORM = "1"
_COMPILED: set[str] = set()  # names of the lexers that this process has asked for
# Names that authors use (GitHub knows them) and Pygments does not, by the language that colours them.
_NAMES: dict[str, str] = {
    "bash": "dotenv env",
    "bat": "cmd",
    "c": "h opencl",
    "console": "bash-session sh-session shell-session shellsession",
    "cpp": "cc cxx hpp ino",
    "diff": "patch",
    "gas": "armasm",
    "gherkin": "feature",
    "graphql": "gql",
    "groovy": "gradle",
    "handlebars": "hbs mustache",
    "html": "html5 xhtml svelte astro",
    "ini": "conf",
    "javascript": "cjs deno javascriptreact mjs node nodejs",
    "json": "avro geojson json5 jsonc jsonl ndjson",
    "kotlin": "kt kts",
    "make": "just justfile mk",
    "markdown": "mdx",
    "nasm": "x86asm",
    "nginx": "nginxconf",
    "ocaml": "ml",
    "postgresql": "pgsql plsql",
    "python": "bzl",
    "solidity": "sol",
    "sql": "sqlite",
    "terraform": "nomad sentinel",
    "tsx": "typescriptreact",
    "vbnet": "vb",
    "vim": "viml",
    "xml": "svg wsdl xsd",
    "yaml": "ansible docker-compose openapi swagger",
}
_ALIASES = {alias: name for name, aliases in _NAMES.items() for alias in aliases.split()}
# A block of these that begins with a prompt is what a terminal shows: commands and what they print.
_SHELLS = frozenset({"bash", "sh", "shell", "zsh"})
_PROMPT = regex(r"\s*(?:[\w.-]+@[\w.-]+[^\n$#%]*)?[$%] \S")
# The nearest of these above a Pygments token type decides its kind.
_KINDS: dict[str, d.TokenKind] = {
    "Keyword.Type": "type",
    "Keyword": "keyword",
    "Literal.Number": "number",
    "Literal": "string",
    "Comment.Preproc": "keyword",
    "Comment": "comment",
    "Name.Class": "type",
    "Name.Function": "name",
    "Name.Tag": "name",
    "Name.Attribute": "name",
    "Name.Builtin": "name",
    "Name.Decorator": "name",
    "Generic.Heading": "keyword",
    "Generic.Subheading": "keyword",
    "Generic.Prompt": "keyword",
    "Generic.Inserted": "inserted",
    "Generic.Deleted": "deleted",
    "Operator.Word": "keyword",
}


def run(document: d.Document, context: Context) -> d.Document:
    """Colour code whose language is known."""
    colours = _Colours(document, context)

    def visit(node: d.CodeBlock) -> d.Node:
        tokens = colours.of(node)
        return replace(node, tokens=tokens) if tokens else node

    return replace(document, blocks=walk.rewrite(document.blocks, visit, d.CodeBlock))


class _Colours:
    """The tokens of a document's code.

    To compile a lexer takes longer than all the rest of a short document. So what one finds is kept from one
    run to the next, and one is only compiled where something new is to be found.
    """

    def __init__(self, document: d.Document, context: Context) -> None:
        self._document = document
        self._context = context
        self._found: dict[str, dict[str, tuple[d.Token, ...]]] = {}

    def of(self, block: d.CodeBlock) -> tuple[d.Token, ...]:
        """The tokens of `block`, none when all would be plain or would not join to its text."""
        name = _lexer_of(block)
        if not name:
            return ()
        if name in _COMPILED:
            return _coloured(name, block.text)
        if name not in self._found:
            self._found[name] = self._all(name)
        return self._found[name][block.text]

    def _all(self, name: str) -> dict[str, tuple[d.Token, ...]]:
        """The tokens of all code in one language, by its text."""
        import pygments

        blocks = walk.find(self._document.blocks, d.CodeBlock)
        texts = list(dict.fromkeys(block.text for block in blocks if _lexer_of(block) == name))
        parts = ("colours", _FORM, pygments.__version__, name, *texts)
        kept = self._context.kept(parts, lambda: msgpack.encode([_coloured(name, text) for text in texts]))
        found = msgpack.decode(kept, type=list[tuple[d.Token, ...]])
        return dict(zip(texts, found, strict=True))


def _lexer_of(block: d.CodeBlock) -> str:
    """The name of the lexer for a block, nothing for plain text and for what is too long."""
    language = language_of(block.attr)
    if language in PLAIN or len(block.text) > _LARGEST:
        return ""
    name = _ALIASES.get(language, language)
    return "console" if name in _SHELLS and _PROMPT.match(block.text) else name


def _tokens(name: str, code: str) -> Iterator[d.Token]:
    """Yield the stretches of colour in `code`, nothing when its language is not known."""
    _COMPILED.add(name)
    lexer = _lexer(name)
    if lexer is None:
        return
    kind: d.TokenKind = ""
    parts: list[str] = []
    for token, text in lexer(stripnl=False).get_tokens(code + "\n"):
        # Space has no colour of its own: it goes with what is before it, unless that may have a background.
        fresh = kind if text.isspace() and kind not in ("inserted", "deleted") else _kind(str(token)[6:])
        if fresh != kind and parts:
            yield d.Token(kind, "".join(parts))
            parts = []
        kind = fresh
        parts.append(text)
    if parts:
        yield d.Token(kind, "".join(parts))


@lru_cache(maxsize=256)
def _lexer(name: str) -> type[Lexer] | None:
    """The class of lexers for a language: Pygments goes through all that it has, each time."""
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    try:
        return find_lexer_class_by_name(name)
    except ClassNotFound:
        return None


def _coloured(name: str, code: str) -> tuple[d.Token, ...]:
    """The tokens of `code`, none when all would be plain or would not join to it."""
    tokens = list(_tokens(name, code))
    if tokens and (last := tokens[-1].text.removesuffix("\n")) != tokens[-1].text:
        tokens[-1:] = [d.Token(tokens[-1].kind, last)] if last else []
    if all(not token.kind for token in tokens) or "".join(token.text for token in tokens) != code:
        return ()
    return tuple(tokens)


def _kind(name: str) -> d.TokenKind:
    while name:
        if name in _KINDS:
            return _KINDS[name]
        name = name.rpartition(".")[0]
    return ""
