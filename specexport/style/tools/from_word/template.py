"""What a Word file says of a company's look, as the data of a `_brand.yml`."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from specexport.core.diagnostics import Diagnostic
from specexport.style.colors import contrast
from specexport.style.tools.from_word import running
from specexport.style.tools.from_word.look import R, Sheet, W, WordLook, find_logo
from specexport.style.units import PAPERS
from specexport.style.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.style.brand import Raw
    from specexport.system.office import Package

_LEVELS = 6
_WIDTH, _HEIGHT = 11906, 16838
# How far a sheet may be from a paper's size and still be one, in points.
_NEAR = 1.5
_ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
_NAMES = {slot: f"accent-{slot[-1]}" for slot in _ACCENTS} | {"hlink": "hyperlink"}
_NAMES |= {"dk1": "dark-1", "lt1": "light-1", "dk2": "dark-2", "lt2": "light-2"}
# What has less contrast to paper than this is a ground, not a colour of letters and lines.
_FAINTEST = 1.05
_RUNNING = {"header": "headerReference", "footer": "footerReference"}
# Settings of a look that a brand file has under another name, with how they are said.
_CASES = {(True, False): "uppercase", (False, True): "smallcaps", (True, True): "uppercase"}


class Template:
    """A Word file as the beginning of a style. `notes` tells what could not be taken over."""

    def __init__(self, package: Package) -> None:
        self.notes: list[Diagnostic] = []
        self._package = package
        self._sheet = Sheet(package)
        root = package.xml(package.main)
        self._body = root.find(f"{W}body") if root is not None else None
        self._sections = list(root.iter(f"{W}sectPr")) if root is not None else []
        self._settings = next(
            (package.xml(part) for _, part in package.related(package.main, "settings")), None
        )
        headers = [part for _, part in package.related(package.main, "header")]
        self.logo, unusable = find_logo(package, headers)
        if unusable and self.logo is None:
            self._note("the template's logo is of a kind that pages cannot show", "add it as SVG or PNG")

    @cached_property
    def company(self) -> str:
        """The company that the file's properties name."""
        found = next(
            (self._package.xml(part) for _, part in self._package.related("", "extended-properties")), None
        )
        for child in found if found is not None else ():
            if str(child.tag).endswith("}Company") and child.text:
                return _plain(child.text)
        return ""

    def brand(self, company: str) -> Raw:
        """Return the data of a `_brand.yml`."""
        headings = [self._sheet.look(self._heading(level)) for level in range(1, _LEVELS + 1)]
        found: Raw = {"meta": {"name": _plain(company)}}
        if self.logo:
            found["logo"] = {"medium": self.logo.name}
        found["color"] = self._colors()
        found["typography"] = self._typography(headings)
        found["defaults"] = {"specexport": self._own(headings)}
        return found

    def _note(self, message: str, hint: str = "") -> None:
        self.notes.append(Diagnostic("SX076", message, "info", self._package.name, hint=hint))

    # Colours

    def _colors(self) -> Raw:
        theme = self._sheet.theme.colors
        palette = {_NAMES[slot]: color for slot, color in theme.items() if slot in _NAMES}
        found: Raw = {"palette": palette} if palette else {}
        if text := self._base.color or theme.get("dk1"):
            found["foreground"] = self._named(text)
        primary = theme.get("accent1") or self._sheet.look(self._heading(1)).color
        second = theme.get("accent2", "")
        for role, color in (("primary", primary), ("tertiary", second), ("link", self._link)):
            if color and contrast(color, "#ffffff") > _FAINTEST:
                found[role] = self._named(color)
        return found

    @property
    def _link(self) -> str:
        return self._sheet.look(self._sheet.named("hyperlink")).color or self._sheet.theme.colors.get(
            "hlink", ""
        )

    def _named(self, color: str) -> str:
        """Return the palette's name for a colour, so that changing the palette changes all of it."""
        slots = (
            slot for slot, known in self._sheet.theme.colors.items() if known == color and slot in _NAMES
        )
        return next((_NAMES[slot] for slot in slots), color)

    def _ink(self, color: str) -> str:
        """Return how a style file calls the colour of letters: that of the text by its role."""
        return self._named(color) if color and color != self._base.color else "foreground"

    # Text

    @cached_property
    def _base(self) -> WordLook:
        """The look of most paragraphs: Body Text where the file uses it more than the default."""
        used = (
            [p.find(f"{W}pPr/{W}pStyle") for p in self._body.iter(f"{W}p")] if self._body is not None else []
        )
        names = [style.get(f"{W}val") if style is not None else self._sheet.normal for style in used]
        body = self._sheet.named("body text")
        chosen = body if body and names.count(body) > names.count(self._sheet.normal) else self._sheet.normal
        return self._sheet.look(chosen)

    def _heading(self, level: int) -> str:
        return self._sheet.named(f"heading {level}")

    def _typography(self, headings: list[WordLook]) -> Raw:
        base, first = self._base, headings[0]
        families = [family for family in (base.font, first.font, *self._others(headings)) if family]
        found: Raw = {
            "fonts": [{"family": family, "source": "system"} for family in dict.fromkeys(families)],
            "base": _text(base, WordLook(color=base.color), self._ink),
        }
        found["headings"] = {
            key: value
            for key, value in (
                ("family", first.font or base.font),
                ("weight", "bold" if first.bold else "normal"),
                ("style", "italic" if first.italic else "normal"),
            )
            if value
        }
        return found

    def _others(self, headings: list[WordLook]) -> list[str]:
        names = ("title", "caption", "header")
        return [
            look.font for look in (*headings, *(self._sheet.look(self._sheet.named(name)) for name in names))
        ]

    # What a printed document needs beyond a brand file

    def _own(self, headings: list[WordLook]) -> Raw:
        found: Raw = {"extends": "base"}
        if lang := self._lang():
            found["lang"] = lang
        found["page"] = self._page()
        for key, name in (("title", "title"), ("caption", "caption"), ("running", "header")):
            if ident := self._sheet.named(name) or (self._sheet.normal if key == "running" else ""):
                look = self._sheet.look(ident)
                found[key] = _text(look, WordLook(font=self._base.font), self._ink)
        found["heading"] = {
            f"h{level}": _heading(look, headings[0], self._ink)
            for level, look in enumerate(headings, 1)
            if self._heading(level)
        }
        found |= {kind: self._running(kind) for kind in _RUNNING}
        depth = next((index for index, look in enumerate(headings) if not look.numbered), _LEVELS)
        found["numbering"] = {"show": True, "depth": depth} if depth else {"show": False}
        said = self._sheet.theme.colors
        if accents := {_NAMES[slot]: _NAMES[slot] for slot in _ACCENTS if slot in said}:
            found["docx"] = {"theme": accents}
        return found

    def _lang(self) -> str:
        said = self._settings.find(f"{W}themeFontLang") if self._settings is not None else None
        lang = said.get(f"{W}val", "") if said is not None else ""
        return lang if re.fullmatch(r"[A-Za-z]{2,3}(-\w{2,8})*", lang) else ""

    def _page(self) -> Raw:
        section = self._section
        size = section.find(f"{W}pgSz") if section is not None else None
        margin = section.find(f"{W}pgMar") if section is not None else None
        found = _sheet(_twips(size, "w", _WIDTH), _twips(size, "h", _HEIGHT))
        gutter = _twips(margin, "gutter", 0)
        sides = {side: abs(_twips(margin, side, 1440)) for side in ("top", "right", "bottom", "left")}
        sides["left"] += gutter
        found["margin"] = {side: _points(twips / 20) for side, twips in sides.items()}
        if self._settings is not None and self._settings.find(f"{W}mirrorMargins") is not None:
            found["duplex"] = True
        return found

    @property
    def _section(self) -> Any:
        """The last upright section: that of the text, as a rule."""
        upright = [section for section in self._sections if not _is_turned(section)]
        return (upright or self._sections or [None])[-1]

    def _running(self, kind: str) -> Raw:
        line = self._line(kind, "default")
        found: Raw = {side: self._worded(getattr(line, side)) for side in running.SIDES}
        even = self._settings is not None and self._settings.find(f"{W}evenAndOddHeaders") is not None
        if even:
            verso = self._line(kind, "even")
            found["verso"] = {side: self._worded(getattr(verso, side)) for side in running.SIDES}
        return found

    def _line(self, kind: str, which: str) -> running.Line:
        """Return the line of the last section that has one of its own; others take over the one before."""
        parts = dict(self._package.related(self._package.main, kind))
        path = f"{W}{_RUNNING[kind]}"
        found = [
            reference.get(f"{R}id")
            for section in self._sections
            for reference in section.iterfind(path)
            if reference.get(f"{W}type", "default") == which
        ]
        roots = (self._package.xml(parts.get(ident, "")) for ident in reversed(found))
        root = next((root for root in roots if root is not None), None)
        if root is None:
            return running.Line()
        if fields := running.left_out(root):
            message = f"the {kind} shows {', '.join(dict.fromkeys(fields))}, which a style has no word for"
            self._note(message, "write what it should say into the style")
        return running.line(root, self._sheet, kind)

    def _worded(self, template: str) -> str:
        """Return a template with `Page 3 of 9` in the words of the document's language."""
        return template.replace(words(self._lang() or "en").page_of, "{page-of-pages}")


def _plain(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:200]


def _is_turned(section: Any) -> bool:
    size = section.find(f"{W}pgSz")
    return _twips(size, "w", _WIDTH) > _twips(size, "h", _HEIGHT)


def _twips(element: Any, name: str, otherwise: int) -> int:
    said = element.get(f"{W}{name}", "") if element is not None else ""
    return int(said) if re.fullmatch(r"-?\d{1,6}", said) else otherwise


def _points(value: float) -> str:
    return f"{round(value, 2):g}pt"


def _sheet(width: int, height: int) -> Raw:
    sides = sorted((width / 20, height / 20))
    turned: Raw = {"orientation": "landscape"} if width > height else {}
    for name, short, long in PAPERS.values():
        if abs(short - sides[0]) < _NEAR and abs(long - sides[1]) < _NEAR:
            return {"size": name, **turned}
    return {"size": [_points(side) for side in sides], **turned}


def _text(look: WordLook, below: WordLook, named: Callable[[str], str]) -> Raw:
    """Return what a style file says of a look, without what `below` says as well."""
    found: Raw = {"size": _points(look.size)}
    if look.line:
        found["line-height"] = _points(look.line)
    if look.font and look.font != below.font:
        found = {"family": look.font, **found}
    found["weight"] = "bold" if look.bold else "normal"
    found["style"] = "italic" if look.italic else "normal"
    if look.color != below.color or not look.color:
        found["color"] = named(look.color)
    if case := _CASES.get((look.caps, look.small_caps)):
        found["text-transform"] = case
    return found


def _heading(look: WordLook, first: WordLook, named: Callable[[str], str]) -> Raw:
    found = _text(look, WordLook(font=first.font), named)
    found |= {"margin-top": _points(look.before), "margin-bottom": _points(look.after)}
    if look.align in ("center", "right"):
        found["text-align"] = look.align
    if look.new_page:
        found["break-before"] = "page"
    return found
