"""Every feature, every style, templates and hostile inputs: what other programs say of the files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import kitchen_sink
import pytest
import templates
from checkers import tools, word
from msgspec.structs import replace

from specexport import style
from specexport.core.context import Context, Source
from specexport.core.diagnostics import SpecExportError
from specexport.pipeline import flow, job
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from specexport.core.diagnostics import Diagnostic
    from specexport.style import Style

    Check = Callable[[Sequence[Path]], tools.Findings]

FEATURES = Path(__file__).parents[2] / "features"
CHECKS = (word.open_xml_sdk, word.openxml_audit, word.lint, word.libreoffice)
# Hostile inputs that are large, or `growth`, are for tests of limits; what becomes of them differs in length.
LARGEST = 60_000


def _silent(_: Diagnostic) -> None:
    pass


def _context(look: Style, resources: object = None, name: str = "spec.md") -> Context:
    return Context(
        style=look, resources=resources or files.NoFolder(), source=Source(b"", name), report=_silent
    )  # type: ignore[arg-type]  # either is a resolver


def _exported(path: Path) -> bytes:
    context = _context(style.load("base"), files.Folder(path.parent), path.name)
    return job.convert(replace(context, source=Source(path.read_bytes(), path.name)), ["docx"])["docx"].data


def _everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    document = kitchen_sink.document()
    for name in style.available():
        yield f"style {name}", flow.render(document, "docx", _context(style.load(name))).data
    for made in (templates.localised, templates.covered, templates.sampled):
        look = style.load("formal")
        template = folder / f"{made.__name__}.dotx"
        template.write_bytes(made())
        look = replace(look, docx=replace(look.docx, template=template))
        yield f"template {made.__name__}", flow.render(document, "docx", _context(look)).data
    for path in sorted(FEATURES.glob("*.md")):
        yield f"feature {path.stem}", _exported(path)


def _hostile() -> Iterator[tuple[str, bytes]]:
    folder = tools.shared() / "nasty"
    for case in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        path = folder / case["file"]
        if path.suffix == ".md" and path.parent.name != "growth" and path.stat().st_size <= LARGEST:
            try:
                yield f"hostile {path.stem}", _exported(path)
            except SpecExportError:
                continue


def _written(folder: Path, made: Iterator[tuple[str, bytes]]) -> list[Path]:
    paths = []
    for name, data in made:
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(data)
    return paths


@pytest.fixture(scope="module")
def features(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write every feature, every style and every kind of template."""
    folder = tmp_path_factory.mktemp("features")
    return _written(folder, _everything(folder))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write what becomes of hostile inputs that are not refused."""
    return _written(tmp_path_factory.mktemp("hostile"), _hostile())


def _findings(check: Check, paths: Sequence[Path]) -> dict[str, list[str]]:
    return {path.stem: found for path, found in check(paths).items() if found}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_others_open_every_feature_style_and_template(check: Check, features: list[Path]) -> None:
    assert len(features) > 30
    assert _findings(check, features) == {}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_others_open_what_becomes_of_hostile_inputs(check: Check, hostile: list[Path]) -> None:
    assert len(hostile) > 20
    assert _findings(check, hostile) == {}
