"""What is remembered of outputs, when a run is interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.batch.manifest import Manifest, Noted

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic


def test_ctrl_c_while_the_tables_are_made_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Diagnostic] = []
    prepare = Manifest._prepare

    def interrupted(*_: object) -> None:
        monkeypatch.setattr(Manifest, "_prepare", prepare)
        raise KeyboardInterrupt

    manifest = Manifest(tmp_path, said.append)
    manifest.note("a", Noted("source", "world", b"facts"))
    monkeypatch.setattr(Manifest, "_prepare", interrupted)
    with pytest.raises(KeyboardInterrupt):
        manifest.save()
    manifest.close()  # as a run does on its way out
    assert said == []
    assert Manifest(tmp_path, said.append).noted("a") == Noted("source", "world", b"facts")
