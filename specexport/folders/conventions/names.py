"""No convention: names in natural order, folders as chapters, README or index first; contracts at the end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specexport.core.parts import language
from specexport.folders.tree import Part, Plan, folder, is_opening, natural, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.folders.tree import Tree


# What a repository says of itself, and no part of a document.
_ASIDE = frozenset(
    {"license", "licence", "changelog", "contributing", "code_of_conduct", "security", "support", "authors"}
)


def find(tree: Tree) -> Plan:
    """Return the plan of any folder, without what only tells of its repository, unless that is all."""
    left = tuple(path for path in tree.texts if stem(path).lower() in _ASIDE)
    texts = [path for path in tree.texts if path not in left] or [*tree.texts]
    return Plan("folder", "names", whole(texts, tree), left=tuple(path for path in left if path not in texts))


def whole(texts: Sequence[str], tree: Tree) -> tuple[Part, ...]:
    """Return `texts` as parts in natural order, an opening before them, and contracts as appendices."""
    opening = tuple(path for path in texts if not folder(path) and is_opening(path))[:1]
    first = tuple(Part(path, role="opening") for path in opening) if len(texts) > 1 else ()
    rest = [path for path in texts if not first or path not in opening]
    return (*first, *nested(rest), *appendices(tree.contracts))


def nested(texts: Iterable[str]) -> tuple[Part, ...]:
    """Return `texts` as parts; a folder is a chapter, headed by its opening or by the page beside it.

    Folders that all texts lie in are none, and neither is one with a single text.
    """
    texts = sorted(texts, key=natural)
    counts = Counter(place for path in texts for place in _around(path))
    headed = {path.rpartition(".")[0] for path in texts} | {
        folder(path) for path in texts if is_opening(path)
    }
    passed = {place for place, count in counts.items() if count in (1, len(texts))}
    out: list[Part] = []
    told: set[str] = set()
    for path in texts:
        around = [place for place in _around(path) if place not in passed]
        for level, place in enumerate(around, 1):
            if place not in told and place not in headed:
                out.append(Part("", place.rpartition("/")[2], level))
            told.add(place)
        own = folder(path)
        by_folder = own and (is_opening(path) or stem(path).lower() == "spec")
        level = len(around) + (0 if is_opening(path) and own in around else 1)
        out.append(Part(path, own.rpartition("/")[2] if by_folder else "", level))
    return tuple(out)


def _around(path: str) -> list[str]:
    """Return the folders that a file lies in, the outermost first."""
    *above, _ = path.split("/")
    return ["/".join(above[: at + 1]) for at in range(len(above))]


def appendices(paths: Iterable[str]) -> tuple[Part, ...]:
    """Return files as appendices, each by its name."""
    return tuple(Part(path, path if language(path) else "", role="appendix") for path in paths)


def part(path: str, *, first: bool = False, alone: bool = False) -> Part:
    """Return a file that is asked for by name as a part."""
    if language(path):
        return Part(path, path, role="appendix")
    return Part(path, role="opening" if first and is_opening(path) and not alone else "chapter")


def known(tree: Tree, chapters: Iterable[Part], last: Iterable[Part] = ()) -> tuple[Part, ...]:
    """Return the parts that a convention names, then what else lies in the folder, as appendices."""
    named = (*chapters, *last)
    paths = {one.path for one in named}
    rest = sorted((path for path in tree.texts if path not in paths), key=natural)
    return (*named, *appendices(rest), *appendices(one for one in tree.contracts if one not in paths))


def below(tree: Tree, place: str) -> tuple[str, ...]:
    """Return the texts in and below a folder of the tree."""
    return tuple(path for path in tree.texts if path.startswith(f"{place}/"))


def titled(path: str, title: str) -> Part:
    """Return a chapter that is called `title` if it does not say itself what it is called."""
    return Part(path, title or stem(path))
