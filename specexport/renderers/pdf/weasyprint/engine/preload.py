"""WeasyPrint, imported with this module where it can be: what stops it is told when a PDF is asked for."""

from __future__ import annotations

from contextlib import suppress

from specexport.core.diagnostics import EnvironmentProblem
from specexport.renderers.pdf.weasyprint import engine

with suppress(EnvironmentProblem):
    engine.load()
