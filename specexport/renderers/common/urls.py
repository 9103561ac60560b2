"""Addresses that a reader of a page may follow: hosts in the letters of any script, IPv6, a lone `%`."""

from __future__ import annotations

import re
from urllib.parse import unquote

from specexport.core.patterns import regex

_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
_NOT_IN_URL = regex(r"[ \"<>\\^`{|}]|%(?![0-9a-fA-F]{2})")
_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9+.\-]*(?=:)")
# What RFC 3987 has no place for.
_FORBIDDEN = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_AUTHORITY = regex(
    r"(?P<scheme>(?:https?|ftp)://)(?P<user>[^/?#@]*@)?(?P<host>[^/?#]*)(?P<rest>.*)", re.I | re.S
)
_IPV6 = regex(r"(?:\[|%5B)(?P<address>[0-9a-f:.]+)(?:\]|%5D)(?P<port>(?::\d+)?)", re.I)
_PORT = regex(r"(?P<name>.*?)(?P<port>(?::\d+)?)")
_LONE = regex(r"%(?![0-9a-fA-F]{2})")


def safe_url(url: str) -> str:
    """Return `url` as a valid reference if a reader may follow it, else an empty string.

    It may be followed if it is relative or of a scheme that cannot run code. What RFC 3987 does not allow as
    it stands is percent-encoded.
    """
    scheme = _SCHEME.match(url)
    if scheme and scheme[0].lower() not in _SCHEMES:
        return ""
    if any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in url):
        return ""
    url = mended(_FORBIDDEN.sub("\ufffd", url))
    return _NOT_IN_URL.sub(lambda char: f"%{ord(char[0]):02X}", url)


def mended(url: str) -> str:
    """Return `url` with its host as RFC 3986 and RFC 3490 write it, and each lone `%` encoded.

    Readers encode hosts like paths, as CommonMark has it; a host is encoded otherwise (RFC 3986, 3.2.2).
    """
    url = _LONE.sub("%25", url)
    match = _AUTHORITY.fullmatch(url)
    if match is None or (match["host"].isascii() and "%" not in match["host"]):
        return url
    host = _host(match["host"])
    return f"{match['scheme']}{match['user'] or ''}{host}{match['rest']}" if host else url


def _host(host: str) -> str:
    """Return a host in the letters of names on the net, nothing where it has none."""
    if found := _IPV6.fullmatch(host):
        return f"[{found['address']}]{found['port']}"
    match = _PORT.fullmatch(unquote(host, errors="replace"))
    try:
        return match["name"].encode("idna").decode("ascii") + match["port"] if match else ""
    except UnicodeError:
        return ""
