"""The web: one request to a public address, made so that no name and no server can lead anywhere else.

A name is resolved once, every address it has is checked, and the connection goes to one that was checked:
another answer to a second question (DNS rebinding) finds nobody asking. Proxies of the environment are not
used, for they would resolve names themselves.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from msgspec import Struct

from specexport._version import __version__
from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.limits import STANDARD
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specexport.core.limits import Limits
    from specexport.model.document import Media

Address: TypeAlias = "ipaddress.IPv4Address | ipaddress.IPv6Address"
# A family of addresses, and an address and port in it, as sockets have them.
Place: TypeAlias = tuple[socket.AddressFamily, tuple[str, int]]

_PORTS = {"http": 80, "https": 443}
_CHUNK = 65536
REDIRECTS = (301, 302, 303, 307, 308)
# Addresses that carry one of the old kind, which a gateway may reach (RFC 6052, 2.1).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEADERS = {
    "User-Agent": f"specexport/{__version__}",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_BESIDE = "save it beside the specification"


# What may stand in the path of a URL, and in its query, as it is (RFC 3986, 3.3 and 3.4).
_PATH = "/%:@!$&'()*+,;=~-._"
_QUERY = f"{_PATH}?"


class FetchLimits(Struct, frozen=True):
    """What one specification may have.

    `pictures` is their number, `seconds` the time for each and `in_all` for all of them, `redirects` the
    redirections on the way to one.
    """

    pictures: int = 100
    seconds: float = 20.0
    in_all: float = 120.0
    redirects: int = 3


class RefusedError(Exception):
    """A URL is not asked, or its answer not taken; the message says why."""


class PrivateError(RefusedError):
    """A URL leads into a network that is not public."""


def is_public(address: Address) -> bool:
    """Return whether an address is one of the public internet, and of one machine there (RFC 6890)."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.ipv4_mapped or address.sixtofour or address.teredo or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_unspecified or address.is_reserved)


class Fetcher:
    """Fetches the pictures of one specification. `allowed` says which addresses may be asked."""

    def __init__(
        self,
        limits: FetchLimits | None = None,
        accepted: Limits | None = None,
        allowed: Callable[[Address], bool] = is_public,
    ) -> None:
        self._limits = limits or FetchLimits()
        self._accepted = accepted or STANDARD
        self._allowed = allowed
        self._asked = 0
        self._spent = 0.0

    def __call__(self, url: str) -> Media:
        """Return the picture at `url`, its type told by its bytes.

        Raises SpecExportError: SX739 it cannot be had, SX735 to SX738 as `files.picture`.
        """
        try:
            data = self._bytes(url)
        except (RefusedError, OSError, HTTPException, ValueError) as error:
            message = f"picture {url} cannot be fetched: {reason(error)}"
            raise SpecExportError(Diagnostic("SX739", message, "warning", hint=_BESIDE)) from None
        return files.picture(url, data, self._accepted)

    def _bytes(self, url: str) -> bytes:
        limits = self._limits
        self._asked += 1
        if self._asked > limits.pictures:
            raise RefusedError(f"the specification has more than {limits.pictures} of them")
        if self._spent > limits.in_all:
            raise RefusedError("those before it took too long")
        began = monotonic()
        try:
            return _in_time(lambda call: self._get(url, call), limits.seconds)
        finally:
            self._spent += monotonic() - began

    def _get(self, url: str, call: Call) -> bytes:
        """Follow redirections within the same host, and never from https to http (RFC 9110, 15.4)."""
        first = at = parts(url)
        for _ in range(self._limits.redirects + 1):
            with call.send("GET", at, self._allowed) as response:
                if response.status not in REDIRECTS:
                    return _body(response, self._accepted.picture_bytes)
                at = parts(urljoin(at.geturl(), response.headers.get("Location", "")))
            if at.hostname != first.hostname:
                raise RefusedError("it is redirected to another host")
            if first.scheme == "https" and at.scheme != "https":
                raise RefusedError("it is redirected to a connection that is not safe")
        raise RefusedError(f"it is redirected more than {self._limits.redirects} times")


class Call:
    """A request and its connection, which another thread may end."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds
        self._socket: socket.socket | None = None
        self._over = False

    @contextmanager
    def send(
        self, method: str, url: SplitResult, allowed: Callable[[Address], bool] = is_public
    ) -> Iterator[HTTPResponse]:
        """Give the answer to one request; no redirection is followed.

        Raises RefusedError, OSError, HTTPException.
        """
        host, port = url.hostname or "", url.port or _PORTS[url.scheme]
        connected = self._connected(addresses(host, port, allowed))
        connection = (HTTPSConnection if url.scheme == "https" else HTTPConnection)(host, port)
        try:
            connection.sock = _secured(connected, host) if url.scheme == "https" else connected
            self._socket = connection.sock
            connection.request(method, _target(url), headers=_HEADERS)
            with connection.getresponse() as response:
                yield response
        finally:
            connection.close()
            connected.close()

    def end(self) -> None:
        """End the connection: whoever waits for it gets an error."""
        self._over = True
        if self._socket:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _connected(self, found: list[Place]) -> socket.socket:
        failure: OSError = TimeoutError()
        for family, place in found:
            left = self._end - monotonic()
            if self._over or left <= 0:
                break
            self._socket = socket.socket(family, socket.SOCK_STREAM)
            try:
                self._socket.settimeout(left)
                self._socket.connect(place)
            except OSError as error:
                self._socket.close()
                failure = error
            else:
                return self._socket
        raise failure


def parts(url: str) -> SplitResult:
    """Return the parts of a URL of the web; one without a scheme is one of https. Raises RefusedError."""
    try:
        found = urlsplit(f"https:{url}" if url.startswith("//") else url)
        sane = bool(found.scheme in _PORTS and found.hostname and found.port != 0)
    except ValueError:
        sane = False
    if not sane or any(char <= " " or char == "\x7f" for char in found.hostname or " "):
        raise RefusedError("it is no address of the web")
    if found.username is not None or found.password is not None:
        raise RefusedError("its address has a name and password in it")
    return found


def addresses(host: str, port: int, allowed: Callable[[Address], bool] = is_public) -> list[Place]:
    """Return every address of a host, for a socket. Raises PrivateError if one of them is not `allowed`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise RefusedError("its host is not known") from None
    made: list[Place] = [(family, (str(place[0]), int(place[1]))) for family, *_, place in found]
    if not made or not all(allowed(ipaddress.ip_address(place[0])) for _, place in made):
        raise PrivateError("its address is not one of the public internet")
    return made


def reason(error: Exception) -> str:
    """Return why a request failed, to stand within a sentence."""
    if isinstance(error, TimeoutError):
        return "it takes too long"
    text = str(getattr(error, "strerror", None) or error).strip()
    return text[:1].lower() + text[1:] if text else type(error).__name__


def _target(url: SplitResult) -> str:
    query = f"?{quote(url.query, safe=_QUERY)}" if url.query else ""
    return (quote(url.path, safe=_PATH) or "/") + query


def _secured(connected: socket.socket, host: str) -> socket.socket:
    import ssl

    return ssl.create_default_context().wrap_socket(connected, server_hostname=host)


def _body(response: HTTPResponse, most: int) -> bytes:
    if response.status != 200:
        raise RefusedError(f"the server answers {response.status}")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise RefusedError("the server sends it compressed")
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        data += chunk
        if len(data) > most:
            raise RefusedError(f"it is larger than {most // 1024 // 1024} MiB")
    if response.length:
        raise RefusedError("the server ends before its end")
    return bytes(data)


def _in_time(work: Callable[[Call], bytes], seconds: float) -> bytes:
    """Return what `work` returns, done by a thread that is left behind after so many seconds."""
    call = Call(seconds)
    done: list[bytes] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work(call))
        except BaseException as error:  # it is raised again where it is waited for
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if done:
        return done[0]
    if failed:
        raise failed[0]
    call.end()
    raise TimeoutError
