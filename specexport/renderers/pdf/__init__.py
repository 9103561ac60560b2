"""PDF: the web page laid out on paper."""

from specexport.core.targets import Target

TARGET = Target(
    "specexport.renderers.pdf.writer:render",
    (".pdf",),
    engine="weasyprint",
    packages=("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "jinja2", "ziamath"),
    preload=("specexport.renderers.pdf.engine.preload",),
    pages=True,
    cost=50.0,
)
