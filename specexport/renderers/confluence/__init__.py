"""Confluence's storage format."""

from specexport.core.targets import Target

TARGET = Target(
    "specexport.renderers.confluence.writer:render",
    (".confluence",),
    packages=("resvg-py",),
    lacks=("the title",),
)
