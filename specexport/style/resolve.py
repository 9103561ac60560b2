"""What a stack of style files says, as tokens: colours made legible, lengths in points, files found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.style import color, faces
from specexport.style.form import Key, dig
from specexport.style.paper import PAPERS
from specexport.style.tokens import (
    Admonition,
    AdmonitionKind,
    CodeTheme,
    Colors,
    Cover,
    DiagramTheme,
    Docx,
    Furniture,
    Heading,
    Html,
    InlineCode,
    Lists,
    Page,
    Style,
    TableRules,
    Type,
    Watermark,
)
from specexport.style.words import words

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.contracts import Diagnostic
    from specexport.style.stack import Stack

_OWN = ("defaults", "specexport")
_MM = 72 / 25.4
_READABLE = 4.5
_UNITS = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "mm": _MM, "cm": 10 * _MM}
_WEIGHTS = {
    "thin": 100,
    "extra-light": 200,
    "ultra-light": 200,
    "light": 300,
    "normal": 400,
    "regular": 400,
    "medium": 500,
    "semi-bold": 600,
    "demi-bold": 600,
    "bold": 700,
    "extra-bold": 800,
    "ultra-bold": 800,
    "black": 900,
}
_KINDS: tuple[AdmonitionKind, ...] = ("note", "tip", "important", "warning", "caution")


def weight(value: Any) -> int:
    """Return a font weight, 100 to 900, from its name or number."""
    return _WEIGHTS[value] if isinstance(value, str) else int(value)


class Resolver:
    """Reads tokens out of a stack. `notes` collects what was changed or missed on the way."""

    def __init__(self, stack: Stack, *, as_said: bool = False) -> None:
        """Read from `stack`; `as_said` leaves colours alone, be they faint or their paper dark."""
        self.notes: list[Diagnostic] = []
        self._stack = stack
        self._base_size = 10.5
        self._as_said = as_said

    def style(self) -> Style:
        """Return the style that the stack describes."""
        stack, own = self._stack, self._own
        colors = self._colors()
        self._background, self._tint = colors.background, colors.tint
        fonts = faces.find(stack, self.notes)
        own_words = {name.replace("-", "_"): word for name, word in (own("words") or {}).items()}
        self._words = replace(words(own("lang")), **own_words)
        base = self._base(colors, fonts)
        common = self._text(self._get("typography", "headings"), base)
        return Style(
            name=stack.layers[0].folder.name,
            folders=tuple(dict.fromkeys(layer.folder for layer in stack.layers)),
            company=self._company(),
            lang=own("lang"),
            colors=colors,
            fonts=fonts.faces,
            base=base,
            headings=tuple(self._heading(own("heading", f"h{level}"), common) for level in range(1, 7)),
            title=self._text(own("title"), common),
            code=self._code(base),
            caption=self._text(own("caption"), base),
            table=self._text(own("table"), base),
            furniture_type=self._text(own("running"), base),
            page=self._page(),
            header=self._furniture("header"),
            footer=self._furniture("footer"),
            cover=self._cover(),
            code_theme=self._code_theme(),
            admonitions=self._admonitions(),
            status_colors=self._labels("status"),
            numbering=bool(own("numbering", "show")),
            numbering_depth=own("numbering", "depth"),
            contents_depth=own("contents", "depth"),
            classification=own("classification") or "",
            logo=self._logo(),
            inline_code=self._inline_code(),
            lists=Lists(self._length(own("list", "item-spacing"), base.size), self._marker()),
            table_rules=self._table_rules(),
            diagrams=self._diagrams(),
            watermark=self._watermark(),
            classification_colors=self._labels("classification-labels"),
            banner=bool(own("banner", "show")),
            revisions=bool(own("revisions", "show")),
            approvals=bool(own("approvals", "show")),
            caption_align=own("caption", "text-align"),
            verso=self._verso(),
            docx=self._docx(),
            dark=self._dark(),
            html=Html(own("html", "theme"), self._length(own("html", "max-width"), base.size)),
            words=self._words,
            own_words=tuple(own_words.items()),
            css=tuple(
                sheet for layer in reversed(stack.layers) if (sheet := layer.folder / "style.css").is_file()
            ),
        )

    def _get(self, *key: str) -> Any:
        return dig(self._stack.raw, key)

    def _own(self, *key: str) -> Any:
        return dig(self._stack.raw, (*_OWN, *key))

    # Colours

    def color(self, value: Any, seen: tuple[str, ...] = ()) -> str:
        """Return the colour of a role, at any remove, or the colour itself."""
        text = str(value)
        if text.startswith("#"):
            return text
        found = self._get("color", text) or self._own("color", text)
        if found is None or text in seen:
            key: Key = ("color", text)
            self._stack.problems.append(
                self._stack.problem("SX053", key, f"color.{text} leads back to itself")
            )
            return "#000000"
        return self.color(found, (*seen, text))

    def _ink(self, value: Any, ground: str) -> str:
        """Return a colour for letters, made as much darker or lighter as reading on `ground` needs."""
        plain = self.color(value)
        return plain if self._as_said else color.legible(plain, ground)

    def _colors(self) -> Colors:
        background = self.color("background")
        if color.luminance(background) < 0.4 and not self._as_said:
            background = "#ffffff"
        tint = self.color("tint")
        if color.luminance(tint) < 0.4 and not self._as_said:
            tint = color.mix(tint, background, 0.06)
        accent = self._accent()

        def ink(role: str) -> str:
            return self._ink(role, tint)

        return Colors(
            text=ink("foreground"),
            secondary=ink("text-secondary"),
            rule=self.color("rule"),
            tint=tint,
            background=background,
            primary=ink("primary"),
            accent=ink(accent),
            link=ink(self._get("typography", "link", "color") or "link"),
            success=ink("success"),
            info=ink("info"),
            warning=ink("warning"),
            danger=ink("danger"),
            palette=tuple(self._stack.palette.items()),
        )

    def _accent(self) -> str:
        """Return the role of the accent: a brand with a primary colour of its own gets no other's accent."""
        for layer in self._stack.layers:
            said = dig(layer.raw, ("color",)) or {}
            if dig(layer.raw, (*_OWN, "color", "accent")):
                return "accent"
            found = next((role for role in ("tertiary", "secondary", "primary") if said.get(role)), None)
            if found:
                return found
        return "accent"

    def _dark(self) -> tuple[tuple[str, str], ...]:
        """Return the colours that the style itself says for a dark ground, by the page's names for them."""
        from specexport.style import css
        from specexport.style.stack import Stack, has_dark

        layers = self._stack.layers
        if self._as_said or not has_dark(layers):
            return ()
        light, dark = (
            css.colors(Resolver(Stack(layers, theme), as_said=True).style()) for theme in ("light", "dark")
        )
        return tuple((name, value) for name, value in dark.items() if value != light[name])

    # Text

    def _length(self, value: Any, em: float) -> float:
        """Return a length in points. A number alone is points, `em` and `%` count from `em` points."""
        text = str(value).replace(" ", "")
        for unit, points in (*_UNITS.items(), ("rem", self._base_size), ("em", em), ("%", em / 100)):
            if text.endswith(unit):
                return round(float(text.removesuffix(unit)) * points, 3)
        return float(text)

    def _size(self, value: Any, em: float) -> float:
        """Return a type size of a point or more, in the half points that Word can tell apart."""
        return max(1.0, round(self._length(value, em) * 2) / 2)

    def _base(self, colors: Colors, fonts: faces.Fonts) -> Type:
        self._families = fonts.families
        raw = self._get("typography", "base")
        self._base_size = self._size(raw["size"], self._base_size)
        plain = Type(raw["family"], self._base_size, self._base_size * 1.43, 400, colors.text)
        return self._text(raw, plain)

    def _text(self, raw: Any, below: Type) -> Type:
        """Return the type that `raw` asks for, where it says nothing that of `below`."""
        raw = raw or {}
        size = self._size(raw["size"], below.size) if raw.get("size") else below.size
        leading = below.line_height * size / below.size
        if height := raw.get("line-height"):
            times = str(height)[-1].isdigit()
            leading = float(height) * size if times else self._length(height, size)
        family, case = raw.get("family", below.family), raw.get("text-transform")
        return Type(
            family=self._families.get(family, family),
            size=size,
            line_height=round(leading, 2),
            weight=weight(raw["weight"]) if raw.get("weight") else below.weight,
            color=self._ink(raw["color"], self._tint) if raw.get("color") else below.color,
            italic=raw["style"] != "normal" if raw.get("style") else below.italic,
            small_caps=case == "smallcaps" if case else below.small_caps,
            caps=case == "uppercase" if case else below.caps,
        )

    def _heading(self, raw: Any, common: Type) -> Heading:
        type_ = self._text(raw, common)
        return Heading(
            type_,
            self._length(raw["margin-top"], type_.size),
            self._length(raw["margin-bottom"], type_.size),
            raw.get("text-align") or "left",
            raw.get("break-before") == "page",
        )

    def _code(self, base: Type) -> Type:
        plain = self._text(self._get("typography", "monospace"), base)
        return self._text(self._get("typography", "monospace-block"), plain)

    def _code_theme(self) -> CodeTheme:
        mono, block = self._get("typography", "monospace"), self._get("typography", "monospace-block") or {}
        ground = self.color(block.get("background-color") or mono.get("background-color") or "tint")
        theme = {name: self._ink(value, ground) for name, value in self._own("code", "theme").items()}
        return CodeTheme(**theme, background=ground, bar=self.color(self._own("code", "border-color")))

    def _inline_code(self) -> InlineCode:
        raw, base = self._get("typography", "monospace-inline"), self._base_size
        plain = self._get("typography", "monospace")
        family = raw.get("family") or plain["family"]
        ground = self.color(raw.get("background-color") or plain["background-color"])
        return InlineCode(
            family=self._families.get(family, family),
            scale=round(self._length(raw["size"], base) / base, 3),
            weight=weight(raw.get("weight") or plain["weight"]),
            background=ground,
            color=self._ink(raw["color"], ground) if raw.get("color") else "",
        )

    # The page

    def _page(self) -> Page:
        raw = self._own("page")
        size, width, height = self._paper(raw["size"])
        if raw.get("orientation") == "landscape":
            width, height = height, width
        margins = {
            f"margin_{side}": self._length(value, self._base_size) for side, value in raw["margin"].items()
        }
        page = Page(
            size=size,
            width=round(width, 2),
            height=round(height, 2),
            duplex=bool(raw.get("duplex")),
            **margins,
        )
        if page.text_width < 72 or page.text_height < 72:
            key = (*_OWN, "page", "margin")
            self._stack.problems.append(
                self._stack.problem("SX052", key, "the margins leave no room for text")
            )
        return page

    def _paper(self, size: Any) -> tuple[str, float, float]:
        if isinstance(size, list):
            width, height = (self._length(side, self._base_size) for side in size)
            return "custom", width, height
        return PAPERS[size.lower()]

    def _furniture(self, name: str) -> Furniture:
        return self._sides(self._own(name))

    def _sides(self, raw: Any) -> Furniture:
        page_of = words(self._own("lang")).page_of
        sides = ("left", "center", "right")
        return Furniture(*((raw.get(side) or "").replace("{page-of-pages}", page_of) for side in sides))

    def _verso(self) -> tuple[Furniture, Furniture] | None:
        """Return header and footer of left-hand pages: as they are said, else mirrored on duplex paper."""
        said = [self._own(name, "verso") for name in ("header", "footer")]
        if not self._own("page", "duplex") and not any(said):
            return None
        header, footer = (
            self._sides(own) if own else replace(plain, left=plain.right, right=plain.left)
            for own, plain in zip(said, (self._furniture("header"), self._furniture("footer")), strict=True)
        )
        return header, footer

    def _cover(self) -> Cover:
        raw = self._own("cover")
        pages = (layer.folder / "cover.html" for layer in self._stack.layers)
        own = next((page for page in pages if page.is_file()), None)
        return Cover(raw["show"], raw["min-pages"], tuple(raw["fields"]), own)

    # What surrounds the text

    def _marker(self) -> str:
        return self._ink(self._own("list", "marker-color"), self._background)

    def _table_rules(self) -> TableRules:
        raw = self._own("table")
        stripe, ground = raw.get("stripe-background-color"), self.color(raw["head-background-color"])
        letters = self.color(raw.get("head-color") or raw.get("color") or "foreground")
        return TableRules(
            rule=self.color(raw["border-color"]),
            head_rule=self.color(raw["head-border-color"]),
            head_background=ground,
            head_color=letters if color.contrast(letters, ground) >= _READABLE else color.opposite(ground),
            stripe=self.color(stripe) if stripe else "",
        )

    def _diagrams(self) -> DiagramTheme:
        raw, primary = self._own("diagrams"), self.color("primary")
        given = raw.get("background-color")
        ground = self.color(given) if given else color.mix(primary, self._background, 0.09)
        return DiagramTheme(
            text=self._ink(raw["color"], ground),
            background=ground,
            border=self.color(raw["border-color"]),
            line=self.color(raw["line-color"]),
        )

    def _watermark(self) -> Watermark:
        raw = self._own("watermark")
        statuses = tuple(status.lower() for status in raw.get("status") or ())
        return Watermark(statuses, self.color(raw["color"]))

    def _labels(self, key: str) -> dict[str, str]:
        """Return the colour of each value of a status or classification, by its name in lower case."""
        raw = self._own(key) or {}
        return {name.lower(): self._ink(said["color"], self._tint) for name, said in raw.items()}

    def _docx(self) -> Docx:
        raw = self._own("docx") or {}
        accents = [(raw.get("theme") or {}).get(f"accent-{number}") for number in range(1, 7)]
        template = raw.get("template")
        if template is not None and not template.is_file():
            key, message = (*_OWN, "docx", "template"), f"Word template {template.name} is not there"
            self._stack.problems.append(self._stack.problem("SX054", key, message))
        return Docx(
            template=template,
            styles=tuple((raw.get("styles") or {}).items()),
            accents=tuple(self.color(accent) if accent else "" for accent in accents) if any(accents) else (),
        )

    # Meaning

    def _admonitions(self) -> dict[AdmonitionKind, Admonition]:
        found: dict[AdmonitionKind, Admonition] = {}
        for kind in _KINDS:
            raw = self._own("admonition", kind)
            plain = self.color(raw["color"])
            given = raw.get("background-color")
            ground = self.color(given) if given else color.mix(plain, self._background, 0.08)
            label = raw.get("label") or getattr(self._words, kind)
            found[kind] = Admonition(label, color.legible(plain, ground), ground)
        return found

    def _company(self) -> str:
        name = self._get("meta", "name") or {}
        return name.get("full") or name.get("short") or ""

    def _logo(self) -> Path | None:
        files = self._get("logo", "files") or {}
        path = next((files[size] for size in ("large", "medium", "small") if size in files), None)
        if isinstance(path, str):
            message = f"logo {path} is remote and not fetched"
            self.notes.append(
                self._stack.warning("SX055", ("logo",), message, "keep it in the style's folder")
            )
            return None
        if path is not None and not path.is_file():
            self._stack.problems.append(
                self._stack.problem("SX054", ("logo",), f"logo {path.name} is not there")
            )
        return path
