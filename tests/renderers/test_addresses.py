"""Addresses that programs follow, in whatever way their hosts were written."""

from __future__ import annotations

import pytest

from specexport.renderers.common.urls import mended
from specexport.renderers.docx.state import valid_uri


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://例え.jp/a", "https://xn--r8jz45g.jp/a"),
        ("https://%E4%BE%8B%E3%81%88.jp/%E3%83%91", "https://xn--r8jz45g.jp/%E3%83%91"),
        ("http://me@bücher.example:8080?q#f", "http://me@xn--bcher-kva.example:8080?q#f"),
        ("http://%5B::1%5D:8080/x", "http://[::1]:8080/x"),
        ("https://[2001:db8::7]", "https://[2001:db8::7]"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("https://example.com/50%-off?a=1%20b", "https://example.com/50%25-off?a=1%20b"),
        ("https://example.com/a_(b)", "https://example.com/a_(b)"),
        ("ftp://пример.рф/", "ftp://xn--e1afmkfd.xn--p1ai/"),
        ("chapters/übersicht.md#a", "chapters/übersicht.md#a"),
        ("mailto:a@example.com", "mailto:a@example.com"),
    ],
)
def test_hosts_are_written_as_the_net_has_them(url: str, wanted: str) -> None:
    assert mended(url) == wanted
    assert valid_uri(wanted) is wanted.isascii()


@pytest.mark.parametrize("url", ["https://..例/", "http://%FF%FE/", "https://" + "例" * 80 + ".jp/"])
def test_a_host_that_is_none_stays(url: str) -> None:
    assert mended(url) == url
