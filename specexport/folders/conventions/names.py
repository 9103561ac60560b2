"""No convention: names in natural order, folders as chapters, README or index first; contracts at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.folders.tree import Part, Plan, folder, is_opening, language, natural, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.folders.tree import Tree


def find(tree: Tree) -> Plan:
    """Return the plan of any folder."""
    return Plan("folder", "names", whole(tree.texts, tree))


def whole(texts: Sequence[str], tree: Tree) -> tuple[Part, ...]:
    """Return `texts` as parts in natural order, an opening before them, and contracts as appendices."""
    opening = tuple(path for path in texts if not folder(path) and is_opening(path))[:1]
    first = tuple(Part(path, role="opening") for path in opening) if len(texts) > 1 else ()
    rest = [path for path in texts if not first or path not in opening]
    return (*first, *nested(rest), *appendices(tree.contracts))


def nested(texts: Iterable[str]) -> tuple[Part, ...]:
    """Return `texts` as parts; a folder is a chapter, headed by its opening or by the page beside it."""
    texts = sorted(texts, key=natural)
    stems = {path.rpartition(".")[0] for path in texts}
    heads = {folder(path) for path in texts if is_opening(path)}
    out: list[Part] = []
    told: set[str] = set()
    for path in texts:
        above = folder(path).split("/") if folder(path) else []
        only = sum(folder(one) == folder(path) or one.startswith(folder(path) + "/") for one in texts) == 1
        depth = len(above) - (is_opening(path) and bool(above)) - (only and bool(above))
        for at in range(len(above)):
            place = "/".join(above[: at + 1])
            if place in told or place in stems or place in heads or (only and place == folder(path)):
                continue
            told.add(place)
            out.append(Part("", above[at], at + 1))
        by_folder = above and (is_opening(path) or stem(path).lower() == "spec")
        out.append(Part(path, above[-1] if by_folder else "", max(depth, 0) + 1))
    return tuple(out)


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
