"""PDF: documents laid out as pages by an engine."""

from specexport.core.targets import Target

TARGET = Target(
    "specexport.renderers.pdf.writer:render",
    (".pdf",),
    engine="weasyprint or typst",
    packages=("weasyprint", "typst", "pydyf", "fonttools", "tinycss2", "cssselect2", "jinja2", "ziamath"),
    preload=(
        "specexport.renderers.pdf.weasyprint.engine.preload",
        "specexport.renderers.pdf.weasyprint.writer",
    ),
    pages=True,
    cost=50.0,
)
