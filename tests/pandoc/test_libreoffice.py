"""Files that LibreOffice wrote, of real specifications, are read and exported to every format."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from checkers import tools
from corpus import roundtrip
from msgspec.structs import replace

from specexport.core import registry
from specexport.core.context import Source
from specexport.pipeline import flow, job

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.model import document as d

SPECS = (
    "volcano-sh+volcano/docs/design/sla-plugin.md",
    "openshift+enhancements/enhancements/storage/csi-cloning.md",
    "matrix-org+matrix-spec-proposals/proposals/2010-spoilers.md",
    "ethereum+consensus-specs/specs/heze/beacon-chain.md",
    "longhorn+longhorn/enhancements/20230809-support-backup-and-restore-for-volumes-with-v2-data-engine.md",
    "nervosnetwork+rfcs/rfcs/0008-serialization/0008-serialization.md",
)
TARGETS = (
    "html",
    "pdf",
    "docx",
    "json",
    *(n for n, one in registry.targets().items() if one.engine == "pandoc"),
)


@pytest.fixture(scope="module")
def documents(shared: Path) -> list[d.Document]:
    return [roundtrip.read(shared / "corpus" / name) for name in SPECS]


@pytest.fixture(scope="module")
def rewritten(
    documents: list[d.Document], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[int, str], Source]:
    """Each document as LibreOffice saves it, in its own format and in Word's, by number and suffix."""
    office = tools.program("soffice")
    folder = tmp_path_factory.mktemp("office")
    paths = []
    for number, document in enumerate(documents):
        path = folder / f"{number}.docx"
        path.write_bytes(flow.render(document, "docx", roundtrip.context(path.name)).data)
        paths.append(str(path))
    out = folder / "out"
    command = [office, f"-env:UserInstallation={folder.as_uri()}/profile", "--headless", "--convert-to"]
    for form in ("docx:MS Word 2007 XML", "odt"):
        whole = [*command, form, "--outdir", str(out), *paths]
        subprocess.run(whole, capture_output=True, timeout=300, check=True)
    return {
        (number, suffix): Source(out.joinpath(f"{number}.{suffix}").read_bytes(), f"{number}.{suffix}")
        for number in range(len(documents))
        for suffix in ("docx", "odt")
    }


@pytest.mark.parametrize("suffix", ["docx", "odt"])
@pytest.mark.parametrize("number", range(len(SPECS)))
def test_it_is_read_as_what_it_was(
    number: int, suffix: str, documents: list[d.Document], rewritten: dict[tuple[int, str], Source]
) -> None:
    source = rewritten[number, suffix]
    again = flow.read(source, roundtrip.context(source.name))
    found = roundtrip.compared(documents[number], again)
    print(found)
    for name in ("headings", "tables"):
        assert found.before[name] == found.after[name], str(found)
    assert found.lost.total() <= found.words * 0.01, found.lost.most_common(20)


@pytest.mark.parametrize("number", range(len(SPECS)))
def test_it_is_exported_to_every_format(number: int, rewritten: dict[tuple[int, str], Source]) -> None:
    said: list[Any] = []
    context = roundtrip.context("a.docx")
    context = replace(context, report=said.append)
    made = job.convert(replace(context, source=rewritten[number, "docx"]), TARGETS)
    assert made.keys() == set(TARGETS)
    assert all(rendered.data for rendered in made.values())
    assert not [one for one in said if one.severity == "error"]
