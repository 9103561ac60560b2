"""The page around a document: its head, its front, its contents, and what stands at its end.

Every function returns lines of HTML. A line may hold several: the text of a document, a style sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.context import SitePlace
from specexport.renderers.html.markup import element, escape, tag
from specexport.style.words import right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.model.words import Words

# A cover of more facts than this sets them smaller.
_CROWDED = 10


class Shell(Struct, frozen=True):
    """What stands around the document: style sheet or its URL, script, policy, logo, kind of cover.

    Only a `whole` page has a head; else there is only what stands within a body. A page of a `site` has the
    way to it, and a script that loads that of the site.
    """

    css: str = ""
    sheet: str = ""
    script: str = ""
    policy: str = ""
    logo: str = ""
    layout: str = "cover"
    whole: bool = True
    site: SitePlace | None = None
    loader: str = ""


class Front(Struct, frozen=True):
    """What a page begins with. The heading and the facts are HTML already, all else is text."""

    anchor: str
    heading: str
    kind: str
    subtitle: str
    company: str
    facts: list[tuple[str, str]]


class Listing(Struct, frozen=True):
    """A list that can be folded, of sections, figures or tables: its id and heading, its entries as HTML."""

    name: str
    heading: str
    entries: str


def whole(head: Iterable[str], body: Iterable[str], shell: Shell, lang: str, words: Words) -> str:
    """Return a page with its head (WHATWG HTML, 4.1 to 4.3)."""
    lines = [
        "<!DOCTYPE html>",
        tag("html", _language(lang)),
        *head,
        _body(shell, words),
        element("a", escape(words.skip), {"class": "skip", "href": "#Content"}),
        *(_portal(shell.site) if shell.site else ()),
        *body,
        "</body>",
        "</html>\n",
    ]
    return "\n".join(lines)


def _portal(site: SitePlace) -> list[str]:
    """Return the way to the site of the page; its script adds navigation and search."""
    said = {"aria-label": site.label, "data-site": site.files, "data-home": site.home, "data-page": site.page}
    link = element("a", escape(site.label), {"href": site.home})
    return [element("nav", link, {"class": "portal", **said})]


def fragment(body: Iterable[str], lang: str) -> str:
    """Return what stands within the body of another page."""
    return "\n".join([tag("article", {"class": "specexport", **_language(lang)}), *body, "</article>\n"])


def head(title: str, properties: Iterable[str], shell: Shell) -> list[str]:
    """Return the head: what may run, what the page is called and says of itself, how it looks."""
    policy = {"http-equiv": "Content-Security-Policy", "content": shell.policy}
    return [
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        *([tag("meta", policy)] if shell.policy else ()),
        element("title", escape(title)),
        *properties,
        tag("link", {"rel": "stylesheet", "href": shell.sheet})
        if shell.sheet
        else f"<style>\n{shell.css}\n</style>",
        "</head>",
    ]


def front(about: Front, cover: str, logo: str, words: Words) -> list[str]:
    """Return what a page begins with: the style's own `cover`, else the built-in one."""
    content = [cover] if cover else _front(about, logo, words)
    return ['<header class="front">', *content, "</header>"]


def contents(sections: str, lists: Iterable[Listing], tightness: str, words: Words) -> list[str]:
    """Return the contents, if there are any, with the lists of figures and tables below them."""
    if not sections:
        return []
    return [
        tag("nav", {"class": f"contents {tightness}".strip(), "aria-labelledby": "Contents"}),
        *_unfolded("<details open>", Listing("Contents", words.contents, sections)),
        *(line for one in lists for line in _unfolded('<details class="list">', one)),
        "</nav>",
    ]


def text(main: str, footnotes: str, shell: Shell) -> list[str]:
    """Return the text of the document, which is the main part of a whole page."""
    if shell.whole:
        return ['<main id="Content">', main, footnotes, "</main>"]
    return ['<div class="content" id="Content">', main, footnotes, "</div>"]


def ending(classification: str, shell: Shell) -> list[str]:
    """Return what stands below the text: who may read it, and the script."""
    lines = [element("footer", escape(classification), {"class": "imprint"})] if classification else []
    if shell.script:
        lines += ['<div class="actions"></div>', element("script", shell.script)]
    if shell.loader:
        lines.append(element("script", shell.loader))
    return lines


def _language(lang: str) -> dict[str, str | None]:
    return {"lang": lang, "dir": "rtl" if right_to_left(lang) else None}


def _body(shell: Shell, words: Words) -> str:
    """Return the start tag of the body, with the words that the script shows."""
    if not shell.script:
        return tag("body", {"class": shell.layout})
    said = {
        "switch": words.theme,
        "copy": words.copy,
        "copied": words.copied,
        "search": words.search,
        "nothing": words.search_none,
    }
    data = "".join([f' data-{name}="{escape(word)}"' for name, word in said.items()])
    return f'<body class="{shell.layout}"{data}>'


def _front(about: Front, logo: str, words: Words) -> list[str]:
    return [
        *_brand(about.company, logo, words),
        '<div class="heading">',
        *([element("p", escape(about.kind), {"class": "kind"})] if about.kind else ()),
        element("h1", about.heading, {"class": "title", "id": about.anchor}),
        *([element("p", escape(about.subtitle), {"class": "subtitle"})] if about.subtitle else ()),
        "</div>",
        *_facts(about.facts),
    ]


def _brand(company: str, logo: str, words: Words) -> list[str]:
    name = escape(company)
    if logo:
        name = f'<img class="logo" src="{logo}" alt="{name or escape(words.logo)}">'
    return [element("p", name, {"class": "brand"})] if name else []


def _facts(facts: Sequence[tuple[str, str]]) -> list[str]:
    if not facts:
        return []
    kind = "facts many" if len(facts) > _CROWDED else "facts"
    rows = [f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in facts]
    return [tag("dl", {"class": kind}), *rows, "</dl>"]


def _unfolded(start: str, listing: Listing) -> list[str]:
    heading = element("h2", escape(listing.heading), {"class": "unnumbered", "id": listing.name})
    return [start, element("summary", heading), listing.entries, "</details>"]
