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
    from specexport.api.export import convert, export, read, render
    from specexport.api.importing.service import import_document
    from specexport.api.specifications import check, data, new
    from specexport.core.context import Context, Pass, Reader, Rendered, Renderer, Resources, Source
    from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
    from specexport.core.limits import Limits
    from specexport.core.options import Options
    from specexport.core.targets import Target
    from specexport.graphics.diagrams import DiagramError, EngineMissingError
    from specexport.model import document, walk
    from specexport.model.document import Document
    from specexport.pipeline.job import Written
    from specexport.specification.check.run import Result
    from specexport.system.files import NoFolder

__all__ = [
    "Context",
    "Diagnostic",
    "DiagramError",
    "Document",
    "EngineMissingError",
    "EnvironmentProblem",
    "Limits",
    "NoFolder",
    "Options",
    "Pass",
    "Reader",
    "Rendered",
    "Renderer",
    "Resources",
    "Result",
    "Source",
    "SpecExportError",
    "Target",
    "Written",
    "__version__",
    "check",
    "convert",
    "data",
    "document",
    "export",
    "import_document",
    "new",
    "read",
    "render",
    "walk",
]

_HOMES = {
    "Context": "specexport.core.context",
    "DiagramError": "specexport.graphics.diagrams",
    "Diagnostic": "specexport.core.diagnostics",
    "Document": "specexport.model.document",
    "EngineMissingError": "specexport.graphics.diagrams",
    "EnvironmentProblem": "specexport.core.diagnostics",
    "Limits": "specexport.core.limits",
    "NoFolder": "specexport.system.files",
    "Options": "specexport.core.options",
    "Pass": "specexport.core.context",
    "Reader": "specexport.core.context",
    "Rendered": "specexport.core.context",
    "Renderer": "specexport.core.context",
    "Resources": "specexport.core.context",
    "Result": "specexport.specification.check.run",
    "Source": "specexport.core.context",
    "SpecExportError": "specexport.core.diagnostics",
    "Target": "specexport.core.targets",
    "Written": "specexport.pipeline.job",
    "check": "specexport.api.specifications",
    "convert": "specexport.api.export",
    "data": "specexport.api.specifications",
    "export": "specexport.api.export",
    "import_document": "specexport.api.importing.service",
    "new": "specexport.api.specifications",
    "read": "specexport.api.export",
    "render": "specexport.api.export",
}
_MODULES = {"document": "specexport.model.document", "walk": "specexport.model.walk"}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name) or _MODULES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = import_module(home)
    value = module if name in _MODULES else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
