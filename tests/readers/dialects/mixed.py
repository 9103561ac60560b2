"""Specifications that mix constructs of all dialects, and what has to be found in all that is made of them.

    python -m readers.dialects.mixed COUNT [SEED]

from `tests` makes so many and says of each word that was lost in silence, or was to be kept private, where.
"""

from __future__ import annotations

import html
import random
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

import specexport
from specexport import Options, Source
from specexport import style as styles
from specexport.core.dialects import DIALECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.style import Style

# Blocks: `@` stands for a word that readers are to see, `#!` for one that is private.
BLOCKS = Path(__file__).with_name("mixed.txt").read_text("utf-8").removesuffix("\n").split("\n-----8\n")


class Mixed(Struct, frozen=True):
    """A specification, its dialect, and the words that are to be seen or not to be."""

    text: str
    dialect: str
    seen: tuple[str, ...]
    private: tuple[str, ...]


def mixed(seed: int) -> Mixed:
    """Return the specification of a number."""
    chance = random.Random(seed)
    seen: list[str] = []
    private: list[str] = []

    def word(match: re.Match[str]) -> str:
        words = seen if match[0] == "@" else private
        words.append(f"{'word' if words is seen else 'secret'}{seed}x{len(seen) + len(private)}q")
        return words[-1]

    blocks = [chance.choice(BLOCKS) for _ in range(chance.randint(3, 9))]
    text = "\n\n".join(_placed(block, chance) for block in blocks)
    filled = re.sub(r"@(?!fig-|<)|#!", word, text)
    dialect = chance.choice(("", "", *DIALECTS))
    return Mixed(f"# Mixed {seed}\n\n{filled}\n", dialect, tuple(seen), tuple(private))


def _placed(block: str, chance: random.Random) -> str:
    """Return a block as it is, or within an item or quotation."""
    where = chance.random()
    if where < 0.1:
        return "- item\n\n" + "\n".join(f"  {line}" if line else line for line in block.split("\n"))
    if where < 0.15:
        return "\n".join(f"> {line}".rstrip() for line in block.split("\n"))
    return block


def losses(one: Mixed, targets: tuple[str, ...], style: Style | str = "base") -> Iterator[str]:
    """Yield what is wrong with what is made of a specification: words lost in silence, words given away."""
    said: list[specexport.Diagnostic] = []
    source = Source(one.text.encode(), "mixed.md")
    options = Options(dialect=one.dialect)
    made = specexport.convert(source, targets, style, options=options, report=said.append)
    told = "\n".join(map(str, said)).lower()
    for target in targets:
        text = words(made[target].data, target).lower()
        lost = [word for word in one.seen if word not in text and word not in told]
        shown = [word for word in one.private if word in text or word in told]
        if lost or shown:
            yield f"{target} of {one.dialect or 'none'}: lost {lost}, shown {shown}"


def words(data: bytes, target: str) -> str:
    """Return the text of a file."""
    if target == "docx":
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = (name for name in package.namelist() if name.endswith((".xml", ".rels")))
            parts = {name: package.read(name).decode() for name in names}
        links = "".join(part for name, part in parts.items() if name.endswith(".rels"))
        return links + html.unescape(re.sub(r"<[^>]*>", "", "".join(parts.values())))
    if target == "pdf":
        done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
        return "".join(done.stdout.decode().split()) + _links(data)
    return html.unescape(data.decode())


def _links(data: bytes) -> str:
    """Return what the links of a PDF lead to."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as file:
        found = (mark for page in file.pages for mark in page.get("/Annots", ()))
        return " ".join(str(mark.A.URI) for mark in found if "/A" in mark and "/URI" in mark.A)


def main(count: int, seed: int) -> int:
    """Make `count` specifications from `seed` on, and return how many lose something."""
    style = styles.load("base")
    wrong = 0
    for number in range(seed, seed + count):
        one = mixed(number)
        found = list(losses(one, ("html", "docx", "json", "md"), style))
        wrong += bool(found)
        for line in found:
            print(number, line)
    print(f"{wrong} of {count} lose something")
    return wrong


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0) > 0)
