"""Tokens to CSS: custom properties, `@font-face` and `@page` rules, and the style's own sheets after them.

`screen` is for a page that stands alone, with its fonts inside and a dark theme; `paged` is for a layout
engine that fetches the fonts. Both end with the sheets of the style's folders: `style.css` for every medium,
and for paged media `print.css` as well, where properties of CSS Paged Media and Generated Content stand that
browsers do not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.style import assets
from specexport.style.marks import drawing, icon
from specexport.style.memo import remembered
from specexport.style.palette import colors, dark, slug, types
from specexport.style.stand_ins import printed
from specexport.style.webfonts import web_fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from specexport.model.document import Media
    from specexport.model.style import FontFace, Style, Type

_ALIGN = {"left": "start", "center": "center", "right": "end"}
_SCHEMES = {"auto": "light dark", "light": "light", "dark": "dark"}
_GENERIC_SANS = "system-ui, sans-serif"
_GENERIC_MONO = "ui-monospace, monospace"
# What stands behind the style's families in print: named, since a layout engine asks the system for each in
# turn.
_PRINT_SANS = '"DejaVu Sans", "Noto Sans", sans-serif'
_PRINT_MONO = '"DejaVu Sans Mono", "Noto Sans Mono", monospace'


def screen(style: Style, font_url: Callable[[str, Media], str] | None = None) -> str:
    """Return the style sheet of a page; `font_url` names the place of a font, else the sheet itself."""
    place = font_url or _embedded
    faces = "\n".join(_face(font, place(name, media)) for font, name, media in web_fonts(style))
    return f"{faces}\n{_on_screen(style)}"


@remembered
def _on_screen(style: Style) -> str:
    light = colors(style)
    variables = {**_sizes(style), **_fonts(style), **light, **_icons(style, light)}
    return "\n".join(
        [
            f":root {{ color-scheme: {_SCHEMES[style.html.theme]}; {_block(variables)} }}",
            *_themes(style, light),
            f"@media print {{ {_page(style)} "
            f":root {{ color-scheme: light; font-size: {style.base.size}pt; }} }}",
            sheets(style, "style.css"),
            _states(style),
            _extras(style),
            sheets(style, "screen.css"),
        ]
    )


def _themes(style: Style, light: Mapping[str, str]) -> list[str]:
    """Return the dark theme: what the reader chooses, else what the style or the reader's system says."""
    shaded = dark(light, dict(style.dark))
    shade = _block({**shaded, **_icons(style, shaded)})
    rules = [
        f"@media screen {{ :root[data-theme=dark] {{ color-scheme: dark; {shade} }} }}",
        ":root[data-theme=light] { color-scheme: light; }",
    ]
    ground = light["background"]
    rules += [f"@media screen {{ {_pictures(':root[data-theme=dark]', ground)} }}", _UNPRINTED]
    rules.append(":root[data-theme=light] img.dark-page { display: none; }")
    undecided = ":root:not([data-theme=light])"
    unless = f"{{ {undecided} {{ {shade} }} {_pictures(undecided, ground)} }}"
    hidden = "{ :root:not([data-theme=dark]) img.dark-page { display: none; } }"
    if style.html.theme == "auto":
        rules.append(f"@media screen and (prefers-color-scheme: dark) {unless}")
        rules.append(f"@media not (prefers-color-scheme: dark) {hidden}")
    if style.html.theme == "dark":
        rules.append(f"@media screen {unless}")
    if style.html.theme == "light":
        rules.append(f"@media screen {hidden}")
    return rules


# Paper is light: there the version for a dark page is not shown.
_UNPRINTED = "@media print { img.dark-page { display: none; } }"


def _pictures(root: str, ground: str) -> str:
    """Return rules for the pictures of a page that is dark where `root` selects its root.

    A picture that is not made for that stands on the `ground` of a light page: what is dark and transparent
    could not be seen else. Its version for a light page is not shown where it has one for a dark page.
    """
    return (
        f"{root} main img:not(.dark-page, .themed) {{ background: {ground}; color-scheme: light; }} "
        f"{root} img.light-page {{ display: none; }}"
    )


def paged(style: Style, font_url: Callable[[FontFace], str]) -> str:
    """Return the style sheet for a paged layout; `font_url` names the place of a font file."""
    return f"{_faces(printed(style), font_url)}\n{_on_paper(style)}"


@remembered
def _on_paper(style: Style) -> str:
    light = colors(style)
    fonts = _fonts(
        style,
        _print_stack(style, style.base.family, _PRINT_SANS),
        _print_stack(style, style.code.family, _PRINT_MONO),
    )
    variables = {**_sizes(style), **fonts, **light, **_icons(style, light)}
    return "\n".join(
        [
            f":root {{ font-size: {style.base.size}pt; {_block(variables)} }}",
            _page(style),
            _margin_type(style),
            *(f"{selector} {{ break-before: page; }}" for selector in _on_new_pages(style)),
            sheets(style, "style.css"),
            _states(style),
            _extras(style),
            sheets(style, "print.css"),
        ]
    )


def _print_stack(style: Style, family: str, behind: str) -> str:
    """Return the families that stand `behind` one in print, first the one of the program's own.

    A machine may lack the family that a style leaves to it.
    """
    other = style.stand_ins.get(family)
    return f'"{other.family}", {behind}' if other else behind


def lettering(style: Style, font_url: Callable[[FontFace], str]) -> str:
    """Return as much of `paged` as decides which font a letter of the text is set in."""
    family = _print_stack(style, style.base.family, _PRINT_SANS)
    return f'{_faces(printed(style), font_url)}\nhtml {{ font-family: "{style.base.family}", {family}; }}'


def sheets(style: Style, name: str) -> str:
    """Return the sheets called `name` of the style and of those it extends, the farthest first."""
    files = [path for path in style.css if path.name == name]
    if not files:
        files = [folder / name for folder in reversed(style.folders)]
    return "\n".join(assets.read(path).decode() for path in files if path.is_file())


def _states(style: Style) -> str:
    return " ".join(
        f".status-{name} {{ color: var(--status-{name}); background: var(--status-{name}-tint); }}"
        for name in map(slug, style.status_colors)
    )


def _extras(style: Style) -> str:
    """Return the rules for what a style need not have."""
    rules = []
    if style.table_rules.stripe_background_color:
        rules.append("tbody tr:nth-child(even) > * { background: var(--table-stripe); }")
    if style.inline_code.color:
        rules.append(":not(pre, a) > code { color: var(--inline-code-color); }")
    return " ".join(rules)


def _sizes(style: Style) -> dict[str, str]:
    sizes = {"text-height": f"{style.page.text_height:.2f}pt"}
    sizes["logo-height"] = _rem(style.logo_height, style)
    sizes["text-width"] = _rem(style.html.width, style)
    sizes["item-space"] = _rem(style.lists.item_space, style)
    sizes["caption-align"] = _ALIGN[style.caption_align]
    sizes["inline-code-size"] = f"{style.inline_code.scale:.3f}em"
    sizes["inline-code-weight"] = str(style.inline_code.weight)
    for level, heading in enumerate(style.headings, 1):
        sizes[f"h{level}-before"] = f"{heading.space_before / style.base.size:.3f}rem"
        sizes[f"h{level}-after"] = f"{heading.space_after / style.base.size:.3f}rem"
        sizes[f"h{level}-align"] = _ALIGN[heading.align]
    for name, kind in types(style).items():
        sizes[f"{name}-size"] = _rem(kind.size, style)
        sizes[f"{name}-case"] = "uppercase" if kind.caps else "none"
    return sizes


def _fonts(style: Style, sans: str = _GENERIC_SANS, mono: str = _GENERIC_MONO) -> dict[str, str]:
    """Return a `font` shorthand (CSS Fonts Level 4, 4.10) for each kind of text, and two font stacks."""
    behind = {style.code.family: mono}
    shorthands = {
        name: f"{_slope(kind)}{kind.weight} {_rem(kind.size, style)}/{kind.line_height / kind.size:.3f} "
        f'"{kind.family}", {behind.get(kind.family, sans)}'
        for name, kind in types(style).items()
    }
    inline = f'"{style.inline_code.family}", {mono}'
    return {
        **shorthands,
        "inline-code": inline,
        "sans": f'"{style.base.family}", {sans}',
        "mono": f'"{style.code.family}", {mono}',
    }


def _on_new_pages(style: Style) -> list[str]:
    selectors = [*(f"main h{level}" for level in range(2, 7)), ".level-6"]
    return [name for name, heading in zip(selectors, style.headings, strict=True) if heading.new_page]


def _slope(kind: Type) -> str:
    return ("italic " if kind.italic else "") + ("small-caps " if kind.small_caps else "")


def _rem(points: float, style: Style) -> str:
    return f"{points / style.base.size:.3f}rem"


def _block(properties: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in properties.items())


def _page(style: Style) -> str:
    page = style.page
    margins = (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left)
    left = f"margin-left: {page.margin_right:.2f}pt; margin-right: {page.margin_left:.2f}pt;"
    verso = f"@page :left {{ {left} }} " if page.duplex else ""
    return (
        f"@page {{ size: {page.width:.2f}pt {page.height:.2f}pt; "
        f"margin: {' '.join(f'{margin:.2f}pt' for margin in margins)}; }} {verso}"
        f"@page wide {{ size: {page.height:.2f}pt {page.width:.2f}pt; }}"
    )


def _margin_type(style: Style) -> str:
    """Return how running headers and footers are set; page contexts know no custom properties."""
    kind = style.running
    gap = min(18.0, style.page.margin_top / 3)
    boxes = [
        f"@top-{place} {{ vertical-align: bottom; padding-bottom: 4pt; }} "
        f"@bottom-{place} {{ vertical-align: top; padding-top: {gap:.2f}pt; }}"
        for place in ("left", "center", "right")
    ]
    return (
        f"@page {{ font: {_slope(kind)}{kind.weight} {kind.size}pt/{kind.line_height}pt "
        f'"{kind.family}", {_print_stack(style, kind.family, _PRINT_SANS)}; color: {kind.color}; '
        f"{'text-transform: uppercase; ' if kind.caps else ''}"
        f"margin-top: {style.page.margin_top - gap:.2f}pt; padding-top: {gap - 0.5:.2f}pt; "
        f"border-top: .5pt solid {style.colors.rule}; {' '.join(boxes)} "
        f"@footnote {{ border-top: .5pt solid {style.colors.rule}; padding-top: 5pt; margin-top: 10pt; }} }} "
        f"@page cover {{ border-color: transparent; }}"
    )


def _icons(style: Style, palette: Mapping[str, str]) -> dict[str, str]:
    ground = palette["background"]
    signs = {f"{kind}-icon": _address(icon(kind, palette[kind], ground)) for kind in style.admonitions}
    leader = drawing(f"<circle cx='8' cy='8' r='1.7' fill='{palette['secondary']}'/>")
    return {**signs, "leader": _address(leader)}


def _address(picture: str) -> str:
    encoded = picture.translate({ord("#"): "%23", ord("<"): "%3C", ord(">"): "%3E", ord(" "): "%20"})
    return f'url("data:image/svg+xml,{encoded}")'


def _faces(fonts: Iterable[FontFace], url: Callable[[FontFace], str]) -> str:
    return "\n".join(_face(font, place) for font in fonts if (place := url(font)))


def _face(font: FontFace, url: str) -> str:
    slope = "italic" if font.italic else "normal"
    return (
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; '
        f"font-style: {slope}; src: url({url}); font-display: swap; }}"
    )


def _embedded(_: str, font: Media) -> str:
    from base64 import b64encode

    return f'"data:{font.type};base64,{b64encode(font.data).decode()}"'
