"""What WeasyPrint leaves undone for PDF/UA-1 (ISO 14289-1) in a file that is PDF/A-2a (ISO 19005-2) already.

The structure tree gets the shape that ISO 32000-1, 14.8.4.3.3 asks of lists, links keep one annotation, and
the metadata say that the file conforms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pydyf  # type: ignore[import-untyped] # it has no types

from specexport.renderers.pdf.weasyprint.engine import copying
from specexport.renderers.pdf.weasyprint.engine.serialise import once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weasyprint import Document as Layout

# An entry of `K`: a reference to an element or an object, or the number of marked content (ISO 32000-1,
# 14.7.4).
Kid: TypeAlias = "bytes | int"

Step: TypeAlias = "tuple[str, Callable[[Any], None]]"
"""What is done to a file, after what is to be said where it cannot be done."""

_IDENTIFICATION = b"""<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
_END = b"</rdf:RDF>"
# A glyph without text in a CMap, and one that stands for U+034F COMBINING GRAPHEME JOINER.
_BARE, _JOINED = b"> <>", b"> <034f>"
_GLYPHS = b" beginbfchar"
# What is raised where a file is made otherwise than was expected.
_OTHERWISE = (AttributeError, AssertionError, LookupError, TypeError, ValueError)


def keep_outer_links(lose: Callable[[str], None], layout: Layout) -> None:
    """Leave each link the annotation of its `a` element; what stands inside it has got one of its own."""
    try:
        kept = [[link for link in page.links if link[3].element_tag == "a"] for page in layout.pages]
    except _OTHERWISE:
        lose("what stands within a link may be a link of its own")
        return
    for page, links in zip(layout.pages, kept, strict=True):
        page.links = links


def finish(lose: Callable[[str], None], more: Sequence[Step], _: Layout, pdf: Any) -> None:
    """Put the structure tree of `pdf` into the shape of the standard, and declare that it conforms.

    What cannot be done is told to `lose`, and then the file does not declare that it conforms. `more` is done
    to it at last.
    """
    lost = [what for what, step in _STEPS if not _done(step, pdf)]
    if lost or not _done(_identify, pdf):
        lost.append("the PDF does not say that it is PDF/UA")
    lost += [what for what, step in more if not _done(step, pdf)]
    for what in lost:
        lose(what)
    once(pdf)


def _done(step: Callable[[Any], None], pdf: Any) -> bool:
    try:
        step(pdf)
    except _OTHERWISE:
        return False
    return True


def _shape(pdf: Any) -> None:
    """Give lists, header cells and links the structure that the standard asks for."""
    tree = _Tree(pdf)
    for element in list(tree.elements.values()):
        if element["S"] == "/L":
            tree.settle_list(element)
        elif element["S"] == "/Table":
            tree.settle_table(element)
    for element in list(tree.elements.values()):
        if element["S"] == "/LI":
            tree.settle_item(element)
        elif element["S"] == "/TH":
            tree.direct(element)
        elif element["S"] == "/Link" and not tree.has_annotation(element):
            element["S"] = "/Span"


class _Tree:
    """The structure elements of a file, by reference."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.elements: dict[bytes, Any] = {
            entry.reference: entry for entry in pdf.objects if _is_element(entry)
        }
        # Before anything is changed: a tree that is half of one shape would be worse than either.
        for element in self.elements.values():
            if not isinstance(element["S"], str) or not isinstance(element["K"], list) or "P" not in element:
                raise ValueError("not the structure elements that are known")
        if not self.elements:
            raise LookupError("no structure elements")

    def kind(self, kid: Kid) -> str:
        """Return the structure type of a kid, empty for content and annotations."""
        element = self.elements.get(kid) if isinstance(kid, bytes) else None
        return str(element["S"]) if element is not None else ""

    def has_annotation(self, element: Any) -> bool:
        """Return whether an element has an annotation among its kids."""
        return any(isinstance(kid, bytes) and kid not in self.elements for kid in element["K"])

    def settle_list(self, element: Any) -> None:
        """Leave only items and captions in a list: groups go, a list belongs to the item before it."""
        kids: list[Kid] = []
        for kid in self._ungrouped(element["K"]):
            if self.kind(kid) == "/L" and kids and self.kind(kids[-1]) == "/LI":
                self._adopt(self.elements[_reference(kids[-1])], kid)
            elif self.kind(kid) in {"/LI", "/L", "/Caption"}:
                kids.append(kid)
                self._set_parent(kid, element)
            else:
                kids.append(self._new("/LI", element, [kid]))
        element["K"][:] = kids

    def settle_table(self, element: Any) -> None:
        """Have cells span no more rows than a page has of their table, and every row take all its columns.

        A row that goes over the end of a page is there in part on both.
        """
        rows = [self.elements[_reference(row)] for row in self._rows(element)]
        if not any(_span(self.elements[kid], "RowSpan") > 1 for row in rows for kid in self._cells(row)):
            return
        taken: list[int] = []  # by columns: the first row that no cell from above goes on in
        widths = []
        for at, row in enumerate(rows):
            column = 0
            for cell in (self.elements[kid] for kid in self._cells(row)):
                while column < len(taken) and taken[column] > at:
                    column += 1
                end = min(at + _span(cell, "RowSpan"), len(rows))
                if _span(cell, "RowSpan") > end - at:
                    cell["A"]["RowSpan"] = end - at
                after = column + _span(cell, "ColSpan")
                taken += [0] * (after - len(taken))
                taken[column:after] = [end] * (after - column)
                column = after
            widths.append(sum(end > at for end in taken))
        for row, width in zip(rows, widths, strict=True):
            row["K"] += [self._new("/TD", row, []) for _ in range(max(widths) - width)]

    def _rows(self, element: Any) -> list[Kid]:
        """Return the rows of a table, those of its parts too."""
        found: list[Kid] = []
        for kid in element["K"]:
            if self.kind(kid) in {"/THead", "/TBody", "/TFoot"}:
                found += self._rows(self.elements[_reference(kid)])
            elif self.kind(kid) == "/TR":
                found.append(kid)
        return found

    def _cells(self, row: Any) -> list[bytes]:
        return [kid for kid in row["K"] if isinstance(kid, bytes) and self.kind(kid) in {"/TD", "/TH"}]

    def settle_item(self, element: Any) -> None:
        """Leave only a label and a body in an item; an item outside a list is a division."""
        if self.kind(element["P"]) != "/L":
            element["S"] = "/Div"
            return
        kids = list(element["K"])
        labels = [kid for kid in kids if self.kind(kid) == "/Lbl"]
        rest = [kid for kid in kids if self.kind(kid) != "/Lbl"]
        if len(rest) == 1 and self.kind(rest[0]) == "/LBody":
            return
        inner = [part for kid in rest for part in self._opened(kid)]
        element["K"][:] = [*labels, self._new("/LBody", element, inner)]

    def direct(self, element: Any) -> None:
        """Say what a header cell heads, so that data cells find their headers over any spans (14.8.5.7)."""
        row = self.elements[element["P"]]
        column = self.kind(row["P"]) == "/THead"
        element.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = "/Column" if column else "/Row"

    def _opened(self, kid: Kid) -> list[Kid]:
        return list(self.elements[_reference(kid)]["K"]) if self.kind(kid) == "/LBody" else [kid]

    def _ungrouped(self, kids: list[Kid]) -> list[Kid]:
        """Return `kids` with divisions that hold items replaced by what they hold."""
        found: list[Kid] = []
        for kid in kids:
            inner = self.elements[_reference(kid)]["K"] if self.kind(kid) in {"/Div", "/NonStruct"} else []
            if any(self.kind(part) in {"/LI", "/L"} for part in inner):
                found += self._ungrouped(inner)
            else:
                found.append(kid)
        return found

    def _adopt(self, item: Any, kid: Kid) -> None:
        body = next((part for part in item["K"] if self.kind(part) == "/LBody"), None)
        home = item if body is None else self.elements[_reference(body)]
        home["K"].append(kid)
        self._set_parent(kid, home)

    def _new(self, kind: str, parent: Any, kids: list[Kid]) -> bytes:
        element = pydyf.Dictionary(
            {"Type": "/StructElem", "S": kind, "Pg": parent["Pg"], "P": parent.reference}
        )
        element["K"] = pydyf.Array(kids)
        self.pdf.add_object(element)
        self.elements[element.reference] = element
        for kid in kids:
            self._set_parent(kid, element)
        return _reference(element.reference)

    def _set_parent(self, kid: Kid, parent: Any) -> None:
        if isinstance(kid, bytes) and kid in self.elements:
            self.elements[kid]["P"] = parent.reference


def _span(cell: Any, name: str) -> int:
    return int(cell["A"].get(name, 1)) if "A" in cell else 1


def _is_element(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("Type") == "/StructElem"


def _reference(kid: Kid) -> bytes:
    assert isinstance(kid, bytes)
    return kid


def _smooth_nothing(pdf: Any) -> None:
    """Have no picture smoothed by the viewer (ISO 19005-2, 6.2.8)."""
    for entry in pdf.objects:
        extra = getattr(entry, "extra", {})
        if "Interpolate" in extra:
            extra["Interpolate"] = "false"


def _spell_out(pdf: Any) -> None:
    """Give each glyph of a cluster but the first, which has its letters, a letter that is not seen.

    PDF/A has every glyph stand for text (ISO 19005-2, 6.2.11.7.2), in Arabic and Indic letters too.
    """
    for entry in pdf.objects:
        if isinstance(entry, dict) and entry.get("Type") == "/Font" and "ToUnicode" in entry:
            lines: list[Any] = _object(pdf, entry["ToUnicode"]).stream
            if not any(line.endswith(_GLYPHS) for line in lines):
                raise ValueError("not the CMap that is known")
            lines[:] = [line.replace(_BARE, _JOINED) for line in lines]


def _identify(pdf: Any) -> None:
    """Declare PDF/UA-1 in the metadata (ISO 14289-1, 5)."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    head, end, tail = metadata.stream[0].rpartition(_END)
    if not end:
        raise ValueError("not the metadata that are known")
    metadata.stream[0] = head + _IDENTIFICATION + end + tail
    metadata.compress = False  # readers of the archive look for it as plain text


def _object(pdf: Any, reference: bytes) -> Any:
    """Return what `reference` (ISO 32000-1, 7.3.10) refers to."""
    return pdf.objects[int(reference.split()[0])]


_STEPS = (
    ("lists, header cells and links of the PDF are not as accessible as they should be", _shape),
    ("pictures of the PDF may be smoothed, which PDF/A forbids", _smooth_nothing),
    ("the PDF may lack the text of signs that are joined of several letters", _spell_out),
    ("code copied from the PDF may lack spaces", copying.finish),
)
