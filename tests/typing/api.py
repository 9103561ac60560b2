"""What type checkers see of the library, though it is imported lazily. Checked by mypy, not run."""

from pathlib import Path
from typing import assert_type

import specexport

assert_type(specexport.__version__, str)
assert_type(
    specexport.export("spec.md", to=["pdf"], style=Path("styles/acme"), output="out"),
    list[specexport.Written],
)
assert_type(specexport.read("spec.md"), specexport.Document)
assert_type(specexport.read(b"# Title"), specexport.Document)
assert_type(specexport.render(specexport.Document(), "html"), bytes)
assert_type(specexport.convert(b"# Title", ["html"]), dict[str, specexport.Rendered])
OPTIONS = specexport.Options(unfilled="hide", limits=specexport.Limits(pixels=10**7))
assert_type(specexport.convert(b"# Title", ["html"], options=OPTIONS), dict[str, specexport.Rendered])
assert_type(specexport.read(b"# Title", options=OPTIONS), specexport.Document)
assert_type(specexport.render(specexport.Document(), "html", options=OPTIONS), bytes)
assert_type(specexport.check("spec.md"), specexport.Result)
assert_type(specexport.check(b"# Title").diagnostics, tuple[specexport.Diagnostic, ...])
assert_type(specexport.data("spec.md", "openapi"), str)
assert_type(specexport.import_document("design.docx", template="technical-spec").missing, tuple[str, ...])
assert_type(specexport.new("Payment Ledger", values={"author": "A"}), Path)


def collect(said: list[specexport.Diagnostic]) -> None:
    specexport.read(specexport.Source(b"", "spec.md"), report=said.append)


def words(document: specexport.Document, context: specexport.Context) -> specexport.Rendered:
    found = specexport.walk.find(document.blocks, specexport.document.Str)
    return specexport.Rendered(f"{context.options.unfilled} {len(list(found))}".encode())


RENDERER: specexport.Renderer = words


def first_code(error: specexport.SpecExportError) -> str:
    return error.diagnostic.code
