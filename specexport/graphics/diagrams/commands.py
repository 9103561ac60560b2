"""Languages that programs of their own draw: PlantUML, D2, svgbob; found on the PATH, or configured."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.graphics.diagrams import DiagramError, EngineMissingError, grammar, labels, program
from specexport.graphics.diagrams.grammar import Grammar, rule
from specexport.graphics.diagrams.ways import Plan, Shown, Way

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.graphics.diagrams.measure import Ruler

_LINE = regex(r"\bline:? (\d+)", re.IGNORECASE)


class Command(Struct, frozen=True):
    """An engine that hands the text to a program and takes the drawing from its output.

    `programs` are tried in turn, unless the configuration has a command for `language`. `options` follow the
    program; `{font}` in them is the style's family. `grammar` says where labels stand, as far as they are
    shown for sure.
    """

    language: str
    programs: tuple[tuple[str, ...], ...]
    options: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    grammar: Grammar | None = None

    def plan(self, text: str, context: Context) -> Plan:
        """Return what the drawing shows as far as that is known, and the one way to it."""
        drawn = text.lstrip().startswith("<")  # a drawing that is only passed on
        found = grammar.labels(text, self.grammar) if self.grammar and not drawn else ()
        shown = tuple(
            Shown(
                _TAG.sub(" ", text[one.start : one.end]).replace("\\n", "\n"),
                text.count("\n", 0, one.start) + 1,
            )
            for one in labels.shown(found, text)
        )
        return Plan(shown, (Way(partial(self.draw, text, context), self.scale),))

    def draw(self, text: str, context: Context) -> str:
        """Return the diagram as SVG."""
        command = self._command(context)
        if not command:
            name = self.programs[0][0]
            raise EngineMissingError(
                f"install {name}, or configure a command under [diagrams.{self.language}]"
            )
        try:
            return program.run(command, text, dict(self.environment))
        except program.FailedError as error:
            line = _LINE.search(error.said)
            raise DiagramError(error.message, int(line[1]) if line else 0) from None

    def stamp(self, context: Context) -> str:
        """Return which program is there."""
        command = self._command(context)
        return program.stamp(command) if command else ""

    def scale(self, _ruler: Ruler) -> float:
        """Return 1: these programs leave room."""
        return 1.0

    def _command(self, context: Context) -> tuple[str, ...]:
        if own := context.commands.get(self.language):
            return own
        found = next((argv for argv in self.programs if program.stamp(argv)), ())
        options = (option.format(font=context.style.base.family) for option in self.options)
        return (*found, *options) if found else ()


# Tags and links in labels of PlantUML.
_TAG = regex(r"<[^<>\n]*>|\[\[[^\]\n]*\]\]")
# In all languages what stands in quotation marks is shown, but in lines that set how things look.
_PLANTUML: Grammar = {
    "": (
        rule(
            r"(?:!|@|'|skinparam|hide|show|scale|sprite|url|link|style|(?:Add|Update)\w+\(|\w*LAYOUT|.*\$|.*\[\[).*"
        ),
        rule(r"(?:title|caption)\s+(?P<label>[^<\[$%]+)"),
    )
}
_D2: Grammar = {
    "": (
        rule(
            r"(?:#.*|(?:.*\.)?(?:style|icon|link|tooltip|shape|near|class(?:es)?|vars|direction|fill[\w-]*|stroke[\w-]*"
            r"|font[\w-]*|opacity|shadow|3d|multiple|double-border|border-radius|animated|filled|bold|italic"
            r"|underline|text-transform|(?:source|target)-arrowhead|constraint|width|height|grid-[\w-]+"
            r"|[\w-]+-id|layout-engine)\s*:.*)"
        ),
    )
}
# Single letters, and some others, may be ends of arrows.
_SVGBOB: Grammar = {
    "": (rule(r"#.*"), rule(r".*", each=r"(?<![^\W_])(?![ovx]+(?![^\W_]))(?P<word>[^\W_]{2,})"))
}

# PlantUML reads no files and opens no connections under this profile.
plantuml = Command(
    "plantuml",
    (("plantuml",),),
    (
        "-tsvg",
        "-pipe",
        "-charset",
        "UTF-8",
        "-SdefaultFontName={font}",
        "-SdefaultFontSize=16",
        "-Sshadowing=false",
    ),
    (("PLANTUML_SECURITY_PROFILE", "SANDBOX"), ("JAVA_TOOL_OPTIONS", "-Djava.awt.headless=true")),
    _PLANTUML,
)
d2 = Command("d2", (("d2",),), ("--pad=8", "-", "-"), grammar=_D2)
svgbob = Command("svgbob", (("svgbob_cli",), ("svgbob",)), ("--font-family={font}",), grammar=_SVGBOB)
