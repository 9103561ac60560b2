"""Packages: names and relationships of parts."""

from __future__ import annotations

import pytest
from lxml import etree

from specexport.renderers.docx.opc import CT, RT, Package, Part

PNG = b"\x89PNG\r\n\x1a\n"


def _main() -> tuple[Package, Part]:
    package = Package()
    main = Part("/word/document.xml", CT.DOCUMENT, package)
    package.relate(main, RT.OFFICE_DOCUMENT)
    return package, main


def test_a_relationship_is_made_once() -> None:
    package, main = _main()
    header = main.add("/word/header1.xml", CT.HEADER, RT.HEADER)
    assert main.relate(header, RT.HEADER) == "rId1"
    assert main.relate(header, RT.FOOTER) == "rId2"
    assert [part.name for part in package.parts()] == ["/word/document.xml", "/word/header1.xml"]


def test_ids_that_a_template_has_are_not_given_again() -> None:
    _, main = _main()
    main.relate("https://example.com/?a&b", RT.HYPERLINK, "rId2")
    main.relate("https://example.com/", RT.HYPERLINK, "link")
    assert [main.add(f"/word/header{n}.xml", CT.HEADER, RT.HEADER).name for n in (1, 2)]
    assert list(main.relations) == ["rId2", "link", "rId1", "rId3"]


def test_targets_are_written_from_where_the_part_is() -> None:
    package, main = _main()
    main.add("/docProps/x.xml", CT.THEME, RT.THEME)
    main.relate("https://example.com/?a&b", RT.HYPERLINK)
    root = etree.fromstring(main.written_relations())
    assert [(one.get("Target"), one.get("TargetMode")) for one in root] == [
        ("../docProps/x.xml", None),
        ("https://example.com/?a&b", "External"),
    ]
    assert [one.get("Target") for one in etree.fromstring(package.written_relations())] == [
        "word/document.xml"
    ]
    assert (package.relations_name, main.relations_name) == ("_rels/.rels", "word/_rels/document.xml.rels")


def test_pictures_are_kept_once_under_names_of_their_own() -> None:
    package, main = _main()
    theirs = main.add("/word/media/image2.jpeg", "image/jpeg", RT.IMAGE, b"\xff\xd8")
    package.keep_picture(theirs)
    made = [package.picture(PNG + bytes([n]), "image/png").name for n in (1, 2, 1)]
    assert made == ["/word/media/image1.png", "/word/media/image3.png", "/word/media/image1.png"]
    assert package.picture(b"\xff\xd8", "image/jpeg") is theirs


def test_bytes_that_are_no_picture_are_refused() -> None:
    with pytest.raises(ValueError, match="damaged"):
        Package().picture(b"GIF89a", "image/png")


def test_new_parts_get_names_that_are_free() -> None:
    package, main = _main()
    main.add("/word/header1.xml", CT.HEADER, RT.HEADER)
    assert package.free_name("/word/header%d.xml") == "/word/header2.xml"
    assert package.free_name("/word/footer%d.xml") == "/word/footer1.xml"
