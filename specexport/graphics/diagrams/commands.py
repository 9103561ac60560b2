"""Languages that programs of their own draw: PlantUML, D2, svgbob; found on the PATH, or configured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.graphics.diagrams import DiagramError, EngineMissingError, program

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.graphics.diagrams.measure import Ruler

_LINE = re.compile(r"\bline:? (\d+)", re.IGNORECASE)


class Command(Struct, frozen=True):
    """An engine that hands the text to a program and takes the drawing from its output.

    `programs` are tried in turn, unless the configuration has a command for `language`. `options` follow the
    program; `{font}` in them is the style's family.
    """

    language: str
    programs: tuple[tuple[str, ...], ...]
    options: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()

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
)
d2 = Command("d2", (("d2",),), ("--pad=8", "-", "-"))
svgbob = Command("svgbob", (("svgbob_cli",), ("svgbob",)), ("--font-family={font}",))
