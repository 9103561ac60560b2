"""Bare URLs and addresses that become links (GFM 0.29, section 6.9)."""

from __future__ import annotations

import string

from specexport.core.patterns import regex
from specexport.readers.markdown.engine import escape_url

_HOST = regex(r"[^\s!-,/:-@\[-^`{-~]+")
_REST = regex(r"[^\s<]*")
_ENTITY = regex(r"&[A-Za-z0-9]+;$")
_TRAILING = "?!.,:*_~'\""
_LOCAL = frozenset(string.ascii_letters + string.digits + ".+-_")
_DOMAIN = regex(r"@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")


def url(src: str, at: int, in_brackets: bool) -> tuple[str, int] | None:
    """Return the target of the bare URL that begins at `at`, and the offset behind it, if there is one.

    Within brackets it ends at the closing one.
    """
    before = src[at - 1] if at else "\n"
    is_host = src.startswith("www.", at)
    if before.isalnum() or (is_host and not before.isspace() and before not in "*_~([\"'"):
        return None
    start = at if is_host else src.index("//", at) + 2
    host = _HOST.match(src, start)
    if host is None or not _valid(host[0], is_host):
        return None
    end = _REST.match(src, host.end()).end()  # type: ignore[union-attr]  # it matches everywhere
    if in_brackets and (close := src.find("]", at, end)) >= 0:
        end = close
    end = _trimmed(src, at, end)
    if end <= start:
        return None
    return escape_url(("http://" if is_host else "") + src[at:end]), end


def mail(src: str, first: int, at: int) -> tuple[int, int] | None:
    """Return where the address around the `@` at `at` begins, not before `first`, and where it ends."""
    start = at
    while start > first and src[start - 1] in _LOCAL:
        start -= 1
    domain = _DOMAIN.match(src, at)
    if start == at or domain is None or src[domain.end() - 1] in "-_":
        return None
    return start, domain.end()


def _valid(host: str, needs_period: bool) -> bool:
    parts = host.rstrip(".").split(".")
    return (
        "" not in parts
        and not any("_" in part for part in parts[-2:])
        and (not needs_period or len(parts) > 1)
    )


def _trimmed(src: str, start: int, end: int) -> int:
    """Return the end of the link without trailing punctuation, entities, and parentheses not opened."""
    surplus = src.count(")", start, end) - src.count("(", start, end)
    while end > start:
        last = src[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last == ";":
            entity = _ENTITY.search(src, max(start, end - 34), end)
            end = (entity.start() if entity else end - 1) + 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end
