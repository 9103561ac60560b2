"""What stands in the head of a page: what it says of itself, its script, and a policy for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.renderers.common.description import description
from specexport.renderers.html.markup import tag
from specexport.style import sensitivity

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model import document as d

# The requests that a page makes none of.
_CLOSED = (
    "connect-src",
    "media-src",
    "object-src",
    "frame-src",
    "worker-src",
    "manifest-src",
    "base-uri",
    "form-action",
)


def properties(document: d.Document, title: str, context: Context, lang: str) -> list[str]:
    """Return `meta` elements: those of WHATWG HTML, 4.2.5.1, then those of the Open Graph protocol."""
    meta = document.meta
    about = description(document)
    named = {"author": ", ".join(meta.authors), "description": about, "keywords": ", ".join(meta.keywords)}
    label = sensitivity.of(meta, context.style)
    named |= label.properties if label else {}
    shared = {
        "og:type": "article",
        "og:title": title,
        "og:description": about,
        "og:site_name": context.style.company,
        "og:locale": lang.replace("-", "_"),
        "article:published_time": meta.created,
        "article:modified_time": meta.updated,
    }
    return [
        *(tag("meta", {"name": name, "content": value}) for name, value in named.items() if value),
        *(tag("meta", {"property": name, "content": value}) for name, value in shared.items() if value),
    ]


@cache
def script() -> str:
    """Return the script: theme, copy buttons, contents that follow the reader."""
    return (Path(__file__).parent / "templates" / "page.js").read_text("utf-8").strip()


@cache
def site_sheet() -> str:
    """Return the rules for the way to the site, and for what its script adds."""
    return "\n" + (Path(__file__).parent / "templates" / "site.css").read_text("utf-8").strip()


@cache
def loader() -> str:
    """Return the script that loads that of the site which a page belongs to."""
    return (Path(__file__).parent / "templates" / "site.js").read_text("utf-8").strip()


@cache
def policy(inside: bool = True, site: bool = False) -> str:
    """Return a Content Security Policy (Level 3) that allows this script by its hash, and no request.

    It says nothing of pictures, which validators cannot match with `data:`; the page names none that is not
    inside. For a page of a `site` its loader is allowed as well, and what that loads ('strict-dynamic'). Of
    sheets and fonts it speaks where they are `inside`: a browser takes files beside a page for
    another site's.
    """
    scripts = f"{hashed(script())} {hashed(loader())} 'strict-dynamic'" if site else hashed(script())
    closed = "; ".join(f"{kind} 'none'" for kind in _CLOSED)
    own = "style-src 'unsafe-inline'; font-src data:; " if inside else ""
    return f"script-src {scripts}; {own}{closed}"


def hashed(text: str) -> str:
    """Return the source of a Content Security Policy that allows a script with this text."""
    from base64 import b64encode
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
