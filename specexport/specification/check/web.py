"""Asking the web whether links lead somewhere: several at once, politely, and remembered for a day.

Only public addresses are asked: a specification by a stranger is no way into the network that the check
runs in.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin

from specexport.system import files, places, web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_AT_ONCE = 8
_SECONDS = 10.0
_REDIRECTS = 8
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
        folder = None if cache else places.cache_folder()
        self._cache = folder / "links.json" if folder else cache
        self._allowed = web.is_public if public_only else lambda _: True
        self._clock = clock

    def __call__(self, addresses: Iterable[str]) -> Mapping[str, str]:
        """Those of `addresses` that lead nowhere, each with the reason."""
        known = self._remembered()
        pages = {address: urldefrag(address).url for address in addresses}
        ask = sorted({page for page in pages.values() if page not in known})
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            fresh = dict(zip(ask, pool.map(self._reason, ask), strict=True))
        self._remember(known, fresh)
        reasons = {page: reason for page, (_, reason) in known.items()} | fresh
        return {address: reasons[page] for address, page in pages.items() if reasons[page]}

    def _reason(self, address: str) -> str:
        """Why `address` leads nowhere, nothing if it leads somewhere or nobody can tell."""
        for method in ("HEAD", "GET"):
            try:
                status = self._status(method, address)
            except web.PrivateError:
                return ""
            except (web.RefusedError, OSError, HTTPException, ValueError) as error:
                reason = web.reason(error)
                continue
            if status < 400 or (status in _REFUSALS and method == "GET"):
                return ""
            reason = f"the server answers {status}"
        return reason

    def _status(self, method: str, address: str) -> int:
        """The status at the end of all redirections, each of which is checked as the first address."""
        url = web.parts(address)
        for _ in range(_REDIRECTS):
            with web.Call(_SECONDS).send(method, url, self._allowed) as response:
                onward = response.headers.get("Location")
                if response.status not in web.REDIRECTS or not onward:
                    return response.status
            try:
                url = web.parts(urljoin(url.geturl(), onward))
            except web.RefusedError:
                raise web.RefusedError("it is redirected to an address that is not asked") from None
        raise web.RefusedError("it is redirected too often")

    def _remembered(self) -> dict[str, tuple[float, str]]:
        if self._cache is None:
            return {}
        try:
            entries: dict[str, Any] = json.loads(self._cache.read_text(encoding="utf-8"))
            since = self._clock() - _REMEMBERED
            return {page: (when, why) for page, (when, why) in entries.items() if when > since}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _remember(self, known: dict[str, tuple[float, str]], fresh: dict[str, str]) -> None:
        from specexport.core.diagnostics import SpecExportError

        if not fresh or self._cache is None:
            return
        entries = known | {page: (self._clock(), why) for page, why in fresh.items()}
        try:
            files.write(self._cache, json.dumps(entries, ensure_ascii=False).encode())
        except SpecExportError:
            return  # a cache that cannot be written is asked for again
