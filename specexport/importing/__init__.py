"""Documents from elsewhere as Markdown specifications: read, fitted to a template's sections, written."""

from specexport.importing.report import Report
from specexport.importing.service import import_document

__all__ = ["Report", "import_document"]
