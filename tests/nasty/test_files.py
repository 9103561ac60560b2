"""Every hostile input of these kinds, in three formats: within its limits, and nothing gets out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from . import test_growth, test_texts
from .cases import TARGETS, Case, cases, faults, shared_folder

if TYPE_CHECKING:
    from pathlib import Path

    from .cases import Host

KINDS = ("ssrf", "images", "templates")
CASES = [case for case in cases(shared_folder()) if case.kind in KINDS]


@pytest.mark.skipif(not CASES, reason="the shared folder of hostile inputs is not there")
def test_there_are_inputs_of_every_kind() -> None:
    assert {case.kind for case in CASES} == set(KINDS)


def test_the_suite_has_every_input_of_the_manifest() -> None:
    kinds = (*KINDS, *test_texts.KINDS, *test_growth.KINDS)
    everything = cases(shared_folder())
    counts = {kind: sum(case.kind == kind for case in everything) for kind in kinds}
    print(f"{sum(counts.values())} inputs in {len(TARGETS)} formats: {counts}")
    assert sum(counts.values()) == len(everything)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_it_does_no_harm(case: Case, target: str, host: Host, tmp_path: Path) -> None:
    source = (host.folder / case.file).read_bytes()
    assert faults(case, target, host.run(case, target, tmp_path), source) == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.kind == "templates"], ids=lambda case: case.file
)
def test_a_template_does_no_harm(case: Case, host: Host, tmp_path: Path) -> None:
    spec = tmp_path / "spec.md"
    spec.write_text("# Spec\n\ntext\n", encoding="utf-8")
    template = str(host.folder / case.file)
    result = host.run(case, "docx", tmp_path / "out", "--docx-template", template, source=str(spec))
    assert faults(case, "docx", result) == []
