"""Text as Markdown: whatever could be taken for markup is escaped, and nothing else."""

from __future__ import annotations

import re

# Brackets that stay as they are: no markup stands in them, no address follows, and they are no check box.
_PLAIN_BRACKETS = r"\[(?![\^!]|[xX ]?\])[^\[\]\\`*_<>{}\n~^$|&@:]*\](?=[^(\[{:])"
_SPECIAL = re.compile(
    rf"(?P<brackets>{_PLAIN_BRACKETS})"
    r"|(?<=[^\W_])_+(?=[^\W_])"  # within a word it is a letter
    r"|(?P<reference>&(?=#?\w+;))"
    r"|(?P<angle><(?=[A-Za-z/!?]|$))"
    r"|(?P<brace>\{(?=[{#.]|[A-Za-z_:][\w:.-]*=)|^\{)"
    r"|(?P<colon>:(?=[\w+-]+:|//))"
    r"|(?P<bang>!(?=\[|$))"
    r"|(?P<mail>(?<=[\w.+-])@(?=\w))"
    r"|(?P<name>@(?=(?:[Ff]ig|[Tt]bl|[Ss]ec|[Ee]q|[Ll]st)[:-]\w))"  # a reference, which it is not
    r"|(?P<web>(?<=www)\.)"
    r"|(?P<any>[\\`*_\[\]~^$])"
)
_KEPT = frozenset({None, "brackets"})
_SETS_APART = re.compile(r"[\t\v\f\x1c-\x1f\x85\u2028\u2029]")
# What begins a block at the start of a line: quotations, rules, lists, headings, tables, terms, containers.
_OPENS = re.compile(r"[>+#=|-]|:(?=[-:\s]|$)|!!!|\?\?\?")
_BARE = re.compile(r"[\w.%-]+")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def text(words: str, lone: frozenset[str] = frozenset(), bar: bool = False) -> str:
    """Return `words` as Markdown that reads as just these words; in a table a bar is escaped too.

    `lone` are signs that can be no delimiter, since the text has none to match.
    """

    def escaped(match: re.Match[str]) -> str:
        return match[0] if match.lastgroup in _KEPT or match[0] in lone else f"\\{match[0]}"

    words = _SETS_APART.sub(" ", words.replace("\r", " ").replace("\n", " "))
    words = _SPECIAL.sub(escaped, words)
    return words.replace("|", "\\|") if bar else words


def line(written: str) -> str:
    """Return a line of inlines so that it begins no block."""
    written = written.strip(" ")
    if match := _NUMBERED.match(written):
        return f"{match[1]}\\{written[match.end(1) :]}"
    return f"\\{written}" if _OPENS.match(written) else written


def url(address: str) -> str:
    """Return an address as the target of a link (CommonMark 0.31.2, 6.3)."""
    address = re.sub(r"[\r\n\t]", "", address).replace("\\", "\\\\")
    address = re.sub(r"&(?=#?\w+;)", r"\\&", address).replace("{{", "{\\{")
    if re.search(r"[\s()<>]", address) or not address:
        return "<" + re.sub(r"[<>]", r"\\\g<0>", address) + ">"
    return address


def quoted(words: str) -> str:
    """Return a title in quotation marks."""
    words = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"&(?=#?\w+;)", r"\\&", words) + '"'


def attribute(words: str) -> str:
    """Return a value within braces, in quotation marks if need be; nothing in it can be escaped."""
    if _BARE.fullmatch(words):
        return words
    return '"' + re.sub(r'["{}\s]+', " ", words.replace('"', "'")).strip() + '"'


def html(words: str) -> str:
    """Return `words` as the value of an attribute of HTML."""
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("\n", " ")


def fence(code: str, sign: str = "`", least: int = 3) -> str:
    """Return a run of `sign` longer than any in `code`."""
    longest = max((len(run) for run in re.findall(f"{re.escape(sign)}+", code)), default=0)
    return sign * max(least, longest + 1)
