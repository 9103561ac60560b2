"""Renderer of the web page: one file that needs no other, unless its parts are asked for as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.context import Rendered
from specexport.renderers.html import changes, css, formulas, page
from specexport.renderers.html.assets import Assets, Beside, Inside, logo
from specexport.renderers.html.head import loader, policy, script, site_sheet
from specexport.renderers.html.medium import Medium
from specexport.renderers.html.shell import Shell
from specexport.style import marks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.context import Context, SitePlace
    from specexport.model.document import Document, Meta


def render(document: Document, context: Context) -> Rendered:
    """Return `document` as an HTML page in UTF-8 that makes no requests but for its own `files`.

    A fragment is what stands within the body of a page, without style sheet and script.
    """
    options, style = context.options, context.style
    written = formulas.elements(document, context)
    assets: Assets = Beside(options.assets) if options.assets else Inside()
    shell = Shell(logo=logo(style.logo, assets) if style.logo else "", whole=not options.fragment)
    if not options.fragment:
        rules = _sheet(document.meta, context, assets, written) + changes.sheet(document)
        shell = _dressed(shell, rules, assets, context.site)
    medium = Medium(assets.picture, drawings_inside=True, permalinks=shell.whole, formulas=lambda *_: written)
    return Rendered(page.compose(document, context, medium, shell).encode(), files=dict(assets.files))


def _sheet(meta: Meta, context: Context, assets: Assets, written: Mapping[tuple[str, bool], str]) -> str:
    style = context.style
    stamped = marks.screen(style, meta.status, meta.classification or style.classification)
    portal = site_sheet() if context.site else ""
    return css.screen(style, assets.font) + formulas.sheet(written, context) + stamped + portal


def _dressed(shell: Shell, sheet: str, assets: Assets, site: SitePlace | None) -> Shell:
    """Return `shell` with its sheet, script and policy. Scripts are inside always: the policy knows them."""
    from msgspec.structs import replace

    if isinstance(assets, Beside):
        shell = replace(shell, sheet=assets.sheet(sheet))
    else:
        shell = replace(shell, css=sheet)
    if site:
        shell = replace(shell, site=site, loader=loader())
    return replace(shell, script=script(), policy=policy(not shell.sheet, site is not None))
