"""Web pages."""

from specexport.core.targets import Target

TARGET = Target(
    "specexport.renderers.html.writer:render",
    (".html", ".htm"),
    engine="jinja2",
    packages=("jinja2",),
    cost=1.5,
)
