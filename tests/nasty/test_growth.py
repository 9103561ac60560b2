"""Every hostile input of these kinds, in three formats: within its limits, and nothing gets out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .cases import TARGETS, Case, cases, faults, shared_folder

if TYPE_CHECKING:
    from pathlib import Path

    from .cases import Host

KINDS = ("growth",)
CASES = [case for case in cases(shared_folder()) if case.kind in KINDS]


@pytest.mark.skipif(not CASES, reason="the shared folder of hostile inputs is not there")
def test_there_are_inputs_of_every_kind() -> None:
    assert {case.kind for case in CASES} == set(KINDS)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_it_does_no_harm(case: Case, target: str, host: Host, tmp_path: Path) -> None:
    source = (host.folder / case.file).read_bytes()
    assert faults(case, target, host.run(case, target, tmp_path), source) == []
