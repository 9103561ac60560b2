"""The sensitivity label of a document (Microsoft Purview): which it is, and what files say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model import walk
from specexport.model.information import key

if TYPE_CHECKING:
    from specexport.model.document import Meta
    from specexport.model.style import Style

PREFIX = "MSIP_Label_"
"""What the names of such properties begin with."""

_FIELDS = ("sensitivity", "sensitivity label")
_GUID = regex(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Label(Struct, frozen=True):
    """A label: its id and that of the tenant, its name, whether it was chosen, and the day (ISO 8601)."""

    ident: str
    tenant: str
    name: str = ""
    method: str = "Standard"
    day: str = ""

    @property
    def properties(self) -> dict[str, str]:
        """The properties that a file has for it, in the order of Microsoft's documentation."""
        found = {
            "Enabled": "true",
            "SetDate": f"{self.day}T00:00:00Z" if self.day else "",
            "Method": self.method,
            "Name": self.name,
            "SiteId": self.tenant,
            "ContentBits": "0",
        }
        return {f"{PREFIX}{self.ident}_{name}": value for name, value in found.items() if value}


def of(meta: Meta, style: Style) -> Label | None:
    """Return the label of a document: what it names itself, else that of its classification."""
    known = {name.lower(): (name, ident.lower()) for name, ident in style.sensitivity.labels.items()}
    named = asked(meta)
    wanted = named or meta.classification or style.classification
    if _GUID.fullmatch(wanted.lower()):
        names = {ident: name for name, ident in known.values()}
        name, ident = names.get(wanted.lower(), ""), wanted.lower()
    else:
        name, ident = known.get(wanted.lower(), ("", ""))
    tenant = style.sensitivity.tenant.lower()
    if not (ident and tenant):
        return None
    day = meta.updated or meta.created
    method = style.sensitivity.method.capitalize()
    return Label(ident, tenant, name, method, day if _is_day(day) else "")


def asked(meta: Meta) -> str:
    """Return the label that a document names itself, by name or id."""
    found = (walk.plain(field.content).strip() for field in meta.fields if key(field.name) in _FIELDS)
    return next(filter(None, found), "")


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
