"""Word documents (Office Open XML, ISO/IEC 29500 transitional).

python-docx owns the package, its parts, pictures and properties. The text is a tree of values: paragraphs,
runs, tables. A thin layer, `wml`, writes them as XML once all is said. Every decision of the look is in named
styles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.context import Rendered
from specexport.core.targets import Target

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.document import Document


def render(document: Document, context: Context) -> Rendered:
    """Return `document` as a DOCX file, its contents with the pages of `context.anchors` where it has any.

    It goes into the style's template, where that has one. Raises EnvironmentProblem when that is unusable.
    """
    from specexport.renderers.common import figure_setting
    from specexport.renderers.common.engine_drawings import flat

    document = figure_setting.divided(flat(document, context), context)
    figure_setting.tell(document, context)
    if template := context.style.docx.template:
        from specexport.renderers.docx.template.writer import write as write_into

        return Rendered(write_into(document, context, template))
    from specexport.renderers.docx.writer import write

    return Rendered(write(document, context))


TARGET = Target(
    "specexport.renderers.docx:render",
    (".docx",),
    engine="python-docx",
    packages=("python-docx", "lxml", "resvg-py"),
    preload=("specexport.renderers.docx.writer", "lxml.etree"),
    cost=2.5,
    tracks=True,
)
