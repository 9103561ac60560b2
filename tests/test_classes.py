"""Class names are data: what stands in `classes` is a constant of `model.classes`, which has its meaning."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_imports import room

import specexport
from specexport.model import classes

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(specexport.__file__).parent
SETS = frozenset({"isdisjoint", "intersection", "issubset", "issuperset", "difference", "get", "index"})
MAKERS = frozenset({"Attr", "replace"})


def literals(source: str) -> set[str]:
    """Return the words that `source` puts into classes, or compares with them, without naming a constant."""
    return {word for node in _Reader(ast.parse(source)).found for word in node}


class _Reader(ast.NodeVisitor):
    """Finds expressions that meet the classes of a node, and the words in them."""

    def __init__(self, tree: ast.Module) -> None:
        self.found: list[set[str]] = []
        self._constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        self._members: set[str] = set()
        self.visit(tree)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outer, self._members = self._members, set(self._members)
        self._members |= {
            part.target.id
            for part in ast.walk(node)
            if isinstance(part, ast.comprehension | ast.For)
            and self._is_classes(part.iter)
            and isinstance(part.target, ast.Name)
        }
        self._members |= {
            part.targets[0].id
            for part in ast.walk(node)
            if isinstance(part, ast.Assign)
            and isinstance(part.targets[0], ast.Name)
            and any(self._is_member(inner) for inner in _outermost(part.value))
        }
        self.generic_visit(node)
        self._members = outer

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        if any(map(self._meets, sides)):
            self._note(*(side for side in sides if not self._meets(side)))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in MAKERS:
            self._note(*(word.value for word in node.keywords if word.arg == "classes"))
        if name == "Attr":
            self._note(*node.args[1:2])
        if name in SETS and isinstance(node.func, ast.Attribute):
            sides = [node.func.value, *node.args[:1]]
            if any(map(self._meets, sides)):
                self._note(*(side for side in sides if not self._meets(side)))
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if self._is_member(node.slice):
            self._note(node.value)
        self.generic_visit(node)

    def visit_MatchClass(self, node: ast.MatchClass) -> None:
        if "classes" in node.kwd_attrs:
            words = ast.walk(node.kwd_patterns[node.kwd_attrs.index("classes")])
            self._note(*(part.value for part in words if isinstance(part, ast.MatchValue)))
        self.generic_visit(node)

    def _meets(self, node: ast.AST) -> bool:
        return self._is_classes(node) or self._is_member(node)

    def _is_classes(self, node: ast.AST) -> bool:
        """Say whether an expression is classes: `node.attr.classes`, a slice or a set of them."""
        match node:
            case ast.Attribute(attr="classes") | ast.Name(id="classes"):
                return True
            case ast.Subscript(value=value, slice=ast.Slice()) | ast.Starred(value=value):
                return self._is_classes(value)
            case ast.Call(func=ast.Name(id="set" | "frozenset" | "tuple" | "list" | "iter"), args=[value]):
                return self._is_classes(value)
            case _:
                return False

    def _is_member(self, node: ast.AST) -> bool:
        """Say whether an expression is one of the classes."""
        match node:
            case ast.Name(id=name):
                return name in self._members
            case ast.Subscript(value=value, slice=index) if not isinstance(index, ast.Slice):
                return self._is_classes(value)
            case ast.Call(func=ast.Name(id="next"), args=[ast.GeneratorExp(elt=elt) as made, *_]):
                return self._is_classes(made.generators[0].iter) and isinstance(elt, ast.Name)
            case _:
                return False

    def _note(self, *nodes: ast.AST) -> None:
        self.found.extend(set(self._words(node)) for node in nodes)

    def _words(self, node: ast.AST) -> Iterator[str]:
        match node:
            case ast.Constant(value=str(word)) if word:
                yield word
            case ast.Name(id=name) if name in self._constants:
                yield from self._words(self._constants[name])
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    yield from self._words(key if key else value)
            case ast.Call(func=ast.Attribute(attr="fromkeys"), args=[first, *_]):
                yield from self._words(first)
            case ast.Call(args=arguments):
                for argument in arguments:
                    yield from self._words(argument)
            case ast.Attribute() | ast.Subscript() | ast.Compare() | ast.comprehension():
                return
            case _:
                for child in ast.iter_child_nodes(node):
                    yield from self._words(child)


def _outermost(node: ast.AST) -> list[ast.AST]:
    """Return an expression, and what it is when it is one of two."""
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


# Their tables say what others call what is meant.
TRANSLATORS = "readers"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "classes.py"]
NAMES = {known.name for known in classes.CLASSES}
CONSTANTS = {
    name: word
    for name, word in vars(classes).items()
    if isinstance(word, str) and name.isupper() and word in NAMES
}


@pytest.mark.parametrize(
    "path",
    MODULES,
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_class_is_named_but_by_its_constant(path: Path) -> None:
    found = literals(path.read_text(encoding="utf-8"))
    if path.relative_to(PACKAGE).parts[0] == TRANSLATORS:
        found &= NAMES
    assert found == set()


def test_every_class_has_a_constant_and_a_meaning() -> None:
    assert set(CONSTANTS.values()) == NAMES
    assert all(known.meaning and known.node and known.makers for known in classes.CLASSES)


@pytest.mark.parametrize("known", classes.CLASSES, ids=lambda known: known.name)
def test_who_makes_and_who_uses_a_class_are_the_rooms_that_name_it(known: classes.ClassName) -> None:
    said, naming = {*known.makers, *known.users}, rooms_that_name(known.name)
    assert naming - said == set()
    # What the web page shows by its style sheet, it need not name.
    assert said - naming <= {"renderers.html"}


def rooms_that_name(word: str) -> set[str]:
    """Return the rooms whose modules use the constant of a class."""
    constants = {name for name, meant in CONSTANTS.items() if meant == word}
    constants |= {"KINDS"} if word in classes.KINDS else set()
    found = set()
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        if "model.classes" not in source and "model import classes" not in source:
            continue
        names = {
            part.attr if isinstance(part, ast.Attribute) else part.name
            for part in ast.walk(ast.parse(source))
            if isinstance(part, ast.Attribute | ast.alias)
        }
        if names & constants:
            found.add(room(".".join(path.relative_to(PACKAGE).with_suffix("").parts)))
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('d.Attr(classes=("x",))', {"x"}),
        ('d.Attr(name, ("x", *more))', {"x"}),
        ('def f(node):\n    return "x" in node.attr.classes', {"x"}),
        ('def f(node):\n    classes = node.attr.classes\n    return "x" not in classes', {"x"}),
        ('def f(node):\n    return node.attr.classes[:1] == ("x",)', {"x"}),
        ('def f(node):\n    return node.attr.classes[0] in ("x", "y")', {"x", "y"}),
        ('_T = {"x": 1}\ndef f(node):\n    return [_T[name] for name in node.attr.classes]', {"x"}),
        ('_T = frozenset({"x"})\ndef f(node):\n    return _T.isdisjoint(node.attr.classes)', {"x"}),
        ('_N = "x"\ndef f(node):\n    return _N in node.attr.classes', {"x"}),
        ('def f(node):\n    kind = node.attr.classes[0]\n    return kind == "x"', {"x"}),
        ('def f(node):\n    return replace(node.attr, classes=(*node.attr.classes, "x"))', {"x"}),
        ('match node:\n    case d.Div(attr=d.Attr(classes=("x",))):\n        pass', {"x"}),
        ("def f(node):\n    return X in node.attr.classes", set()),
        ('def f(node):\n    return {"class": "x"}', set()),
    ],
)
def test_a_name_that_is_written_out_is_seen(source: str, found: set[str]) -> None:
    assert literals(source) == found


def test_the_page_of_plugins_lists_them() -> None:
    make = runpy.run_path(str(PACKAGE.parent / "docs" / "make_classes.py"))
    text = (PACKAGE.parent / "docs" / "plugins.md").read_text(encoding="utf-8")
    assert text == make["page"](text), "run docs/make_classes.py"
