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
    from specexport.api.export import Written, convert, export, read, render
    from specexport.api.importing.service import import_document
    from specexport.api.specifications import check, data, new
    from specexport.core.context import Rendered, Source
    from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
    from specexport.core.options import Options
    from specexport.core.targets import Target
    from specexport.model.document import Document
    from specexport.specification.check.run import Result

__all__ = [
    "Diagnostic",
    "Document",
    "EnvironmentProblem",
    "Options",
    "Rendered",
    "Result",
    "Source",
    "SpecExportError",
    "Target",
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
    "Diagnostic": "specexport.core.diagnostics",
    "Document": "specexport.model.document",
    "EnvironmentProblem": "specexport.core.diagnostics",
    "Options": "specexport.core.options",
    "Rendered": "specexport.core.context",
    "Result": "specexport.specification.check.run",
    "Source": "specexport.core.context",
    "SpecExportError": "specexport.core.diagnostics",
    "Target": "specexport.core.targets",
    "Written": "specexport.api.export",
    "check": "specexport.api.specifications",
    "convert": "specexport.api.export",
    "data": "specexport.api.specifications",
    "export": "specexport.api.export",
    "import_document": "specexport.api.importing.service",
    "new": "specexport.api.specifications",
    "read": "specexport.api.export",
    "render": "specexport.api.export",
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
