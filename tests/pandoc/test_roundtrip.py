"""Real specifications, exported and read back, keep what they say. roundtrip.py does it with all of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from corpus import roundtrip

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.model import document as d

SPECS = (
    "ethereum+EIPs/EIPS/eip-3403.md",
    "openshift+enhancements/enhancements/storage/csi-cloning.md",
    "matrix-org+matrix-spec-proposals/proposals/2010-spoilers.md",
    "ethereum+consensus-specs/specs/heze/beacon-chain.md",
    "longhorn+longhorn/enhancements/20230809-support-backup-and-restore-for-volumes-with-v2-data-engine.md",
    "nervosnetwork+rfcs/rfcs/0008-serialization/0008-serialization.md",
)


@cache
def document(path: Path) -> d.Document:
    return roundtrip.read(path)


@pytest.mark.parametrize("target", roundtrip.FORMATS)
@pytest.mark.parametrize("name", SPECS, ids=lambda name: name.rpartition("/")[2][:20])
def test_it_comes_back(name: str, target: str, shared: Path) -> None:
    before = document(shared / "corpus" / name)
    found = roundtrip.compared(before, roundtrip.there_and_back(before, target))
    for kind in ("headings", "items", "tables", "code", "notes"):
        least = found.before[kind]
        assert found.after[kind] >= least, str(found)
        assert found.after[kind] <= least + 2, str(found)  # a cover may come back as a table
    assert not found.lost, str(found)
