"""specexport: technical specifications from Markdown to Word, PDF and HTML in the company's look.

The names below are the library. They are imported when first used, so that importing the package costs
nothing.

    import specexport

    specexport.export("spec.md", to=["pdf", "docx"], style="corporate")   # writes spec.pdf and spec.docx
    document = specexport.read("spec.md")                                  # the document model
    page = specexport.render(document, "html")                             # bytes
    made = specexport.convert(b"# Title", ["html", "docx"])                # no disk at all
    found = specexport.check("spec.md").diagnostics                        # what is missing or wrong
"""

from specexport._version import __version__

TYPE_CHECKING = False  # typing's constant, as type checkers know it, without importing typing
if TYPE_CHECKING:
    from specexport.api import Written, convert, export, read, render
    from specexport.contracts import (
        Diagnostic,
        EnvironmentProblem,
        Options,
        Rendered,
        Source,
        SpecExportError,
    )
    from specexport.document import Document
    from specexport.importing.service import import_document
    from specexport.spec.check import Result
    from specexport.spec.service import check, data, new

__all__ = [
    "Diagnostic",
    "Document",
    "EnvironmentProblem",
    "Options",
    "Rendered",
    "Result",
    "Source",
    "SpecExportError",
    "Written",
    "__version__",
    "check",
    "convert",
    "data",
    "export",
    "import_document",
    "new",
    "read",
    "render",
]

_HOMES = {
    "Diagnostic": "specexport.contracts",
    "Document": "specexport.document",
    "EnvironmentProblem": "specexport.contracts",
    "Options": "specexport.contracts",
    "Rendered": "specexport.contracts",
    "Result": "specexport.spec.check",
    "Source": "specexport.contracts",
    "SpecExportError": "specexport.contracts",
    "Written": "specexport.api",
    "check": "specexport.spec.service",
    "convert": "specexport.api",
    "data": "specexport.spec.service",
    "export": "specexport.api",
    "import_document": "specexport.importing.service",
    "new": "specexport.spec.service",
    "read": "specexport.api",
    "render": "specexport.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
