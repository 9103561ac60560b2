"""Asking the web whether links lead somewhere: several at once, politely, and remembered for a day.

Only public addresses are asked: a specification by a stranger is no way into the network that the check
runs in.
"""

from __future__ import annotations

import ipaddress
import json
import os
import socket
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urlsplit

from specexport import files
from specexport._version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_AT_ONCE = 8
_SECONDS = 10.0
_REMEMBERED = 24 * 3600
# What servers answer to programs about pages that people can read.
_REFUSALS = frozenset({401, 403, 405, 406, 429, 451, 501, 503, 999})


class Prober:
    """Says which addresses lead nowhere. `public_only` keeps it out of private networks."""

    def __init__(
        self,
        cache: Path | None = None,
        public_only: bool = True,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._cache = cache or _cache_file()
        self._public_only = public_only
        self._clock = clock
        self._opener = urllib.request.build_opener(_Redirects(self._refused))

    def __call__(self, addresses: Iterable[str]) -> Mapping[str, str]:
        """Return those of `addresses` that lead nowhere, each with the reason."""
        known = self._remembered()
        pages = {address: urldefrag(address).url for address in addresses}
        ask = sorted({page for page in pages.values() if page not in known})
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            fresh = dict(zip(ask, pool.map(self._reason, ask), strict=True))
        self._remember(known, fresh)
        reasons = {page: reason for page, (_, reason) in known.items()} | fresh
        return {address: reasons[page] for address, page in pages.items() if reasons[page]}

    def _reason(self, address: str) -> str:
        """Return why `address` leads nowhere, nothing if it leads somewhere or nobody can tell."""
        if why := self._refused(address):
            return "" if why == _PRIVATE else why
        for method in ("HEAD", "GET"):
            try:
                with self._opener.open(_request(address, method), timeout=_SECONDS):
                    return ""
            except urllib.error.HTTPError as error:
                error.close()
                if error.code in _REFUSALS and method == "GET":
                    return ""
                reason = f"the server answers {error.code}"
            except (OSError, HTTPException, ValueError) as error:
                reason = _plain(error)
        return reason

    def _refused(self, address: str) -> str:
        try:
            host = urlsplit(address).hostname or ""
            found = {info[4][0] for info in socket.getaddrinfo(host, None)}
        except (OSError, ValueError, UnicodeError):
            return "its host is not known"
        if self._public_only and not all(ipaddress.ip_address(str(ip)).is_global for ip in found):
            return _PRIVATE
        return ""

    def _remembered(self) -> dict[str, tuple[float, str]]:
        try:
            entries: dict[str, Any] = json.loads(self._cache.read_text(encoding="utf-8"))
            since = self._clock() - _REMEMBERED
            return {page: (when, why) for page, (when, why) in entries.items() if when > since}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _remember(self, known: dict[str, tuple[float, str]], fresh: dict[str, str]) -> None:
        from specexport.contracts import SpecExportError

        if not fresh:
            return
        entries = known | {page: (self._clock(), why) for page, why in fresh.items()}
        try:
            files.write(self._cache, json.dumps(entries, ensure_ascii=False).encode())
        except SpecExportError:
            return  # a cache that cannot be written is asked for again


_PRIVATE = "it is in a private network"


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirections, but not into a private network."""

    def __init__(self, refused: Callable[[str], str]) -> None:
        self._refused = refused

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]  # the base class's
        """Return the request for the new address."""
        if urlsplit(newurl).scheme not in ("http", "https") or self._refused(newurl):
            raise urllib.error.URLError("it is redirected to an address that is not asked")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _request(address: str, method: str) -> urllib.request.Request:
    headers = {"User-Agent": f"specexport/{__version__} (link check)", "Accept": "*/*"}
    return urllib.request.Request(address, method=method, headers=headers)


def _plain(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    text = str(getattr(reason, "strerror", None) or reason).strip()
    return text[:1].lower() + text[1:] if text else type(error).__name__


def _cache_file() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "specexport" / "links.json"
