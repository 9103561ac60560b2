"""Documents from elsewhere as Markdown specifications: read, fitted to a template's sections, written."""

from specexport.api.importing.report import Report
from specexport.api.importing.service import import_document

__all__ = ["Report", "import_document"]
