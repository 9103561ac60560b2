"""Addresses that a reader of a page may follow."""

from __future__ import annotations

from specexport.core.patterns import regex

_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
_NOT_IN_URL = regex(r"[ \"<>\\^`{|}]|%(?![0-9a-fA-F]{2})")
_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9+.\-]*(?=:)")
# What RFC 3987 has no place for.
_FORBIDDEN = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


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
    return _NOT_IN_URL.sub(lambda char: f"%{ord(char[0]):02X}", _FORBIDDEN.sub("\ufffd", url))
