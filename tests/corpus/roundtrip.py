"""Round trips of real specifications through other formats: what comes back, and what does not.

    python tests/corpus/roundtrip.py [--to docx,odt,rst,html,latex,epub] [--rows] [FILE...]

Every specification, of the shared corpus and the examples unless files are named, is exported, the file is
read back, and both documents are counted: headings, items of lists, tables, blocks of code, words. It prints
a table of what was lost and added in each format, and with `--rows` a line for each document that differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.options import Options

if __name__ == "__main__":  # the test runner has this folder's parent on its path
    sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.conftest import corpus, examples
from specexport import style
from specexport.core import registry
from specexport.core.context import Context, Source
from specexport.model import document as d
from specexport.model import walk
from specexport.pipeline import flow
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMATS = ("docx", "odt", "rst", "html", "latex", "epub")
COUNTED = {"headings": d.Header, "items": d.ListItem, "tables": d.Table, "code": d.CodeBlock, "notes": d.Note}
_WORD = re.compile(r"\w{2,}")


@dataclass
class Difference:
    """How many of each kind there were before and are afterwards, and the words that one of the two lacks."""

    before: Counter[str]
    after: Counter[str]
    words: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """Return what differs in one line, empty if nothing does."""
        parts = [
            f"{name} {self.before[name]} → {self.after[name]}"
            for name in COUNTED
            if self.before[name] != self.after[name]
        ]
        for sign, found in (("−", self.lost), ("+", self.added)):
            if found:
                some = " ".join(word for word, _ in found.most_common(5))
                parts.append(f"{sign}{found.total()} words ({some})")
        return ", ".join(parts)


def context(name: str, folder: Path | None = None) -> Context:
    """Return a context for a source of this name, with the pictures of a folder, or with none."""
    resources = files.Folder(folder) if folder else files.NoFolder()
    return Context(style=style.load("base"), resources=resources, source=Source(b"", name))


def read(path: Path) -> d.Document:
    """Return the document in a file, with its pictures."""
    return flow.read(Source(path.read_bytes(), path.name), context(path.name, path.parent))


def there_and_back(document: d.Document, target: str, name: str = "spec") -> d.Document:
    """Return the document that is read in what is made of one."""
    made = flow.render(document, target, context(f"{name}.md")).data
    back = f"{name}{registry.suffix(target)}"
    return flow.read(Source(made, back), replace(context(back), options=Options(reader=target)))


def words(document: d.Document) -> Counter[str]:
    """Return the words of the text and of code, without formulas and alternative texts."""
    return Counter(_WORD.findall(" ".join(_texts(document.blocks)).lower()))


def _texts(roots: Iterable[d.Node]) -> Iterator[str]:
    for node in roots:
        if isinstance(node, (d.Str, d.Code, d.CodeBlock)):
            yield node.text
        elif type(node) is not d.Image:
            yield from _texts(walk.children(node))


def counts(document: d.Document) -> Counter[str]:
    """Return how many there are of each kind that is counted."""
    names = {kind: name for name, kind in COUNTED.items()}
    return Counter(names[type(node)] for node in walk.nodes(document.blocks) if type(node) in names)


def compared(before: d.Document, after: d.Document) -> Difference:
    """Return how two documents differ."""
    old, new = words(before), words(after)
    return Difference(counts(before), counts(after), old.total(), old - new, new - old)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--to", default=",".join(FORMATS))
    parser.add_argument("--rows", action="store_true")
    asked = parser.parse_args()
    paths = asked.files or [spec.path for spec in (*examples(), *corpus())]
    documents = [(path, read(path)) for path in paths]
    kinds = [*COUNTED, "words"]
    print("| Format | the same | " + " | ".join(kinds) + " |")
    for target in asked.to.split(","):
        found = [_one(path, document, target, asked.rows) for path, document in documents]
        same = sum(not str(one) for one in found)
        cells = [f"{_sum(found, name, 0)} → {_sum(found, name, 1)}" for name in COUNTED]
        lost, added = (sum(getattr(one, name).total() for one in found) for name in ("lost", "added"))
        whole = sum(one.words for one in found)
        row = (target, f"{same} of {len(found)}", *cells, f"{whole}, −{lost}, +{added}")
        print(f"| {' | '.join(row)} |", flush=True)
    return 0


def _one(path: Path, document: d.Document, target: str, rows: bool) -> Difference:
    difference = compared(document, there_and_back(document, target, path.stem))
    if rows and str(difference):
        print(f"  {target} {path.parent.name}/{path.name}: {difference}", file=sys.stderr, flush=True)
    return difference


def _sum(found: list[Difference], name: str, side: int) -> int:
    return sum((one.before, one.after)[side][name] for one in found)


if __name__ == "__main__":
    sys.exit(main())
