"""Pictures from the web: from public addresses only, within limits, and only where somebody allows it."""

from __future__ import annotations

import http.server
import ipaddress
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

import specexport
from specexport import batch
from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
from specexport.core.limits import Limits
from specexport.core.options import Options
from specexport.system import settings, web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff"
    "a1f5f1c50000000049454e44ae426082"
)


class Server(http.server.BaseHTTPRequestHandler):
    """Answers as the path says, and keeps what it was asked."""

    asked: list[str]
    heads: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.heads.append(str(self.headers))
        name, _, rest = self.path.strip("/").partition("/")
        getattr(self, name.partition("?")[0])(rest)

    def picture(self, _rest: str) -> None:
        self._answer(PIXEL)

    def text(self, _rest: str) -> None:
        self._answer(b"no picture", {"Content-Type": "image/png"})

    def large(self, rest: str) -> None:
        self._answer(PIXEL + bytes(int(rest)))

    def missing(self, _rest: str) -> None:
        self.send_error(404)

    def zipped(self, _rest: str) -> None:
        self._answer(PIXEL, {"Content-Encoding": "gzip"})

    def cut(self, _rest: str) -> None:
        self._answer(PIXEL[:20], {"Content-Length": "9999"})

    def to(self, rest: str) -> None:
        self.send_response(302)
        self.send_header("Location", rest if "//" in rest or not rest else f"/{rest}")
        self.end_headers()

    def round(self, _rest: str) -> None:
        self.to("round")

    def slow(self, _rest: str) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            try:
                self.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)

    def _answer(self, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(200)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Server.asked, Server.heads = [], []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as pages:
        pages.daemon_threads = True
        thread = threading.Thread(target=pages.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{pages.server_port}"
        pages.shutdown()
        thread.join()


def loopback(address: web.Address) -> bool:
    return address.is_loopback


def fetch(url: str, **limits: float) -> object:
    fetcher = web.Fetcher(web.FetchLimits(**limits), Limits(picture_bytes=1000), loopback)  # type: ignore[arg-type]  # numbers
    return fetcher(url)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("2002:7f00:1::", "2001:0:1::1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:db8::1"),
    ],
)
def test_addresses_that_are_not_of_the_public_internet(address: str) -> None:
    assert not web.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert web.is_public(ipaddress.ip_address(address))


def test_a_picture_is_told_by_its_bytes(server: str) -> None:
    media = web.Fetcher(allowed=loopback)(f"{server}/picture")
    assert (media.type, media.width, media.height) == ("image/png", 1, 1)
    with pytest.raises(SpecExportError, match="SX736"):
        fetch(f"{server}/text/a.png")


def test_nothing_of_the_user_is_sent(server: str) -> None:
    web.Fetcher(allowed=loopback)(f"{server}/picture?a=b c#part")
    assert Server.asked == ["/picture?a=b%20c"]
    names = {line.partition(":")[0] for line in Server.heads[0].strip().splitlines()}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_private_addresses_are_not_asked(server: str) -> None:
    for url in (f"{server}/picture", server.replace("127.0.0.1", "localhost") + "/picture"):
        with pytest.raises(SpecExportError, match=r"SX739.*public internet"):
            web.Fetcher()(url)
    assert Server.asked == []


def test_the_connection_goes_to_the_address_that_was_checked(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    port = int(server.rpartition(":")[2])

    def resolve(host: str, *_rest: object, **_more: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    web.Fetcher(allowed=loopback)(f"http://pictures.example:{port}/picture")
    assert asked == ["pictures.example"]
    assert f"Host: pictures.example:{port}" in Server.heads[0]


def test_a_host_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_rest, **_more: found)
    with pytest.raises(SpecExportError, match="public internet"):
        web.Fetcher()("http://pictures.example/a.png")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("missing", "the server answers 404"),
        ("large/2000", "larger than"),
        ("zipped", "compressed"),
        ("cut", ""),
        ("round", "more than 3 times"),
        ("to/http://127.0.0.2/picture", "another host"),
        ("to/http://localhost/picture", "another host"),
        ("to/file:///etc/passwd", "no address of the web"),
        ("to/", "more than 3 times"),
    ],
)
def test_answers_that_are_not_taken(path: str, why: str, server: str) -> None:
    with pytest.raises(SpecExportError, match=f"SX739.*{why}"):
        fetch(f"{server}/{path}")


def test_redirections_within_the_host_are_followed(server: str) -> None:
    assert fetch(f"{server}/to/to/to/picture")


@pytest.mark.parametrize(
    "url",
    [
        "http://user:word@example.com/a.png",
        "http://@example.com/a.png",
        "ftp://example.com/a",
        "http:///a.png",
        "http://[::1/a.png",
        "http://example.com:99999/",
        "http://a b/",
    ],
)
def test_addresses_that_are_none_are_refused(url: str) -> None:
    with pytest.raises(SpecExportError, match="SX739"):
        fetch(url)


def test_a_connection_that_is_not_safe_is_not_taken_for_a_safe_one(server: str) -> None:
    with pytest.raises(SpecExportError, match="SX739"):
        fetch(server.replace("http:", "https:") + "/picture")
    assert Server.asked == []


def test_a_server_that_drips_is_left(server: str) -> None:
    with pytest.raises(SpecExportError, match="takes too long"):
        fetch(f"{server}/slow", seconds=0.3)


def test_a_specification_may_have_so_many_pictures(server: str) -> None:
    fetcher = web.Fetcher(web.FetchLimits(pictures=2), allowed=loopback)
    fetcher(f"{server}/picture/1")
    fetcher(f"{server}/picture/2")
    with pytest.raises(SpecExportError, match="more than 2"):
        fetcher(f"{server}/picture/3")
    assert len(Server.asked) == 2


@pytest.fixture
def spec(tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(web.Fetcher.__init__, "__defaults__", (None, None, loopback))
    monkeypatch.setenv(settings.VARIABLE, str(tmp_path / "settings.toml"))
    path = tmp_path / "spec.md"
    path.write_text(f"# A\n\n![A picture]({server}/picture)\n", encoding="utf-8")
    return path


def codes(spec: Path, **asked: bool) -> list[str]:
    (written,) = specexport.export(spec, ["html"], options=Options(**asked))  # type: ignore[arg-type]  # one option
    return [said.code for said in written.diagnostics]


def test_only_who_exports_lets_the_network_be_asked(spec: Path) -> None:
    (spec.parent / "specexport.toml").write_text("allow-remote = true\nallow_remote = true\n", "utf-8")
    assert codes(spec) == ["SX731"]
    assert Server.asked == []
    assert codes(spec, allow_remote=True) == []
    assert Server.asked == ["/picture"]
    assert b"data:image/png;base64" in spec.with_suffix(".html").read_bytes()


def test_the_users_settings_let_the_network_be_asked(spec: Path) -> None:
    settings = spec.parent / "settings.toml"
    settings.write_text("allow-remote = true\n", encoding="utf-8")
    assert codes(spec) == []
    assert codes(spec, allow_remote=False) == ["SX731"]
    settings.write_text("allow-remote = 1\n", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match=r"settings\.toml:1:1: error SX061"):
        codes(spec)


@pytest.mark.parametrize("target", ["html", "pdf", "docx"])
def test_every_format_shows_what_was_fetched(target: str, spec: Path) -> None:
    (written,) = specexport.export(spec, [target], options=Options(allow_remote=True))
    assert written.diagnostics == ()
    assert written.bytes > 1000


def test_a_batch_asks_where_it_is_told_to(spec: Path) -> None:
    for allowed, said in ((False, ["SX731"]), (True, [])):
        plan = batch.plan(
            [spec], spec.parent / f"out{allowed}", ["html"], options=Options(allow_remote=allowed)
        )
        summary = batch.run(plan, backend=batch.backend("thread", 1))
        assert [each.code for entry in summary.entries for each in entry.diagnostics] == said
