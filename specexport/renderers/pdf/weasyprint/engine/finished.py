"""What WeasyPrint cannot say, in the file that it has made: the sensitivity label, and fields to sign."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pydyf  # type: ignore[import-untyped] # it has no types

from specexport.renderers.pdf.labelled import described

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.renderers.common.signature_fields import SignatureField
    from specexport.renderers.pdf.weasyprint.engine.accessible import Step
    from specexport.style.sensitivity import Label


def steps(label: Label | None, fields: Mapping[str, SignatureField]) -> list[Step]:
    """Return what is done to a file that has a label, or links that become fields to sign."""
    found: list[Step] = []
    if label:
        found.append(("the PDF has no sensitivity label", partial(_label, label.properties)))
    if fields:
        found.append(("the PDF has no fields to sign", partial(_sign, fields)))
    return found


def _label(properties: dict[str, str], pdf: Any) -> None:
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream[0] = described(metadata.stream[0], properties)
    for name, value in properties.items():
        pdf.info[name] = pydyf.String(value)


def _sign(fields: Mapping[str, SignatureField], pdf: Any) -> None:
    """Make fields of the links that stand for them (ISO 32000-1, 12.7.4.5)."""
    made = []
    for entry in [entry for entry in pdf.objects if isinstance(entry, pydyf.Dictionary)]:
        field = fields.get(_address(entry))
        if field is not None:
            _become(entry, field, pdf)
            made.append(entry.reference)
    if len(made) < len(fields):
        raise LookupError("a field is on no page")
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Dictionary) and entry.get("S") == "/Link" and _holds(entry, made, pdf):
            entry["S"] = "/Form"
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array(made), "SigFlags": 1})


def _become(entry: Any, field: SignatureField, pdf: Any) -> None:
    left, one, right, other = entry["Rect"]
    bottom, top = sorted((one, other))
    entry["Rect"] = pydyf.Array([left, bottom, right, top])
    box = pydyf.Array([0, 0, round(right - left, 3), round(top - bottom, 3)])
    empty = pydyf.Stream(
        [], {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": pydyf.Dictionary()}
    )
    pdf.add_object(empty)
    for name in ("A", "Border", "BS", "H", "Dest"):
        entry.pop(name, None)
    title = pydyf.String(field.title)
    entry.update(
        {"Subtype": "/Widget", "FT": "/Sig", "T": pydyf.String(field.name), "TU": title, "Contents": title}
    )
    entry.update({"F": 4, "AP": pydyf.Dictionary({"N": empty.reference})})


def _address(entry: Any) -> str:
    action = entry.get("A") if entry.get("Subtype") == "/Link" else None
    uri = action.get("URI") if isinstance(action, dict) else None
    return str(uri.string) if isinstance(uri, pydyf.String) else ""


def _holds(element: Any, annotations: list[bytes], pdf: Any) -> bool:
    """Say whether one of the annotations is in a structure element."""
    kids = [kid for kid in element["K"] if isinstance(kid, bytes)]
    return any(_object(pdf, kid).get("Obj") in annotations for kid in kids)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
