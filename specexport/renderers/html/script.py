"""The page's own script, and the policy that lets nothing else run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

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


@cache
def script() -> str:
    """Return the script: theme, copy buttons, contents that follow the reader."""
    return (Path(__file__).parent / "templates" / "page.js").read_text("utf-8").strip()


@cache
def policy(inside: bool = True) -> str:
    """Return a Content Security Policy (Level 3) that allows this script by its hash, and no request.

    It says nothing of pictures, which validators cannot match with `data:`; the page names none that is not
    inside. Of sheets and fonts it speaks where they are `inside`: a browser takes files beside a page for
    another site's.
    """
    from base64 import b64encode
    from hashlib import sha256

    digest = b64encode(sha256(script().encode()).digest()).decode()
    closed = "; ".join(f"{kind} 'none'" for kind in _CLOSED)
    own = "style-src 'unsafe-inline'; font-src data:; " if inside else ""
    return f"script-src 'sha256-{digest}'; {own}{closed}"
