"""Formulas of Word (OMML, ECMA-376 part 1, 22.1) as TeX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.readers.docx.names import M, W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

_GREEK = (
    (
        "αβγδεζηθικλμνξπρστυφχψω",
        "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi "
        "pi rho sigma tau upsilon varphi chi psi omega",
    ),
    (
        "ΓΔΘΛΞΠΣΥΦΨΩϵϑϕϱϖς",
        "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega epsilon vartheta phi "
        "varrho varpi varsigma",
    ),
    (
        "∞∂∇∀∃∄∅∈∉∋⊂⊃⊆⊇∪∩∧∨¬",
        "infty partial nabla forall exists nexists emptyset in notin ni subset supset "
        "subseteq supseteq cup cap land lor neg",
    ),
    (
        "±∓×÷·∗∘∙≤≥≠≈≡∼≅∝≪≫",
        "pm mp times div cdot ast circ bullet leq geq neq approx equiv sim cong propto ll gg",
    ),
    (
        "→←↔⇒⇐⇔↦↑↓⟶⟵⟹⟺⇀⇌",
        "rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto "
        "uparrow downarrow longrightarrow longleftarrow Longrightarrow Longleftrightarrow rightharpoonup "
        "rightleftharpoons",
    ),
    (
        "⊕⊗⊥∥∠△∴∵…⋯⋮⋱ℏℓℜℑℵ′″⌊⌋⌈⌉⟨⟩‖√",
        "oplus otimes perp parallel angle triangle therefore because ldots cdots "
        "vdots ddots hbar ell Re Im aleph prime prime\\prime lfloor rfloor lceil rceil langle rangle Vert "
        "surd",
    ),
    ("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂", "sum prod coprod int iint iiint oint bigcup bigcap bigvee bigwedge bigoplus bigotimes"),
)
_COMMANDS = {
    char: f"\\{name}" for chars, names in _GREEK for char, name in zip(chars, names.split(), strict=True)
}
_PLAIN = {"−": "-", "\u2061": "", "\u2062": "", "\u2063": "", "\u200b": "", "\u00a0": "~"}
_ESCAPED = {**{char: f"\\{char}" for char in "#$%&_{}"}, "\\": "\\backslash ", "~": "\\sim ", "^": "\\hat{}"}
_LETTERS = {"double-struck": "mathbb", "script": "mathcal", "fraktur": "mathfrak", "sans-serif": "mathsf"}
_LETTERS |= {"monospace": "mathtt"}
_STYLES = {"b": "mathbf", "bi": "boldsymbol", "p": "mathrm"}
_ACCENTS = {
    **{"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "overline", "\u0306": "breve"},
    **{"\u0307": "dot", "\u0308": "ddot", "\u030c": "check", "\u0301": "acute", "\u0300": "grave"},
    **{"\u20d7": "vec", "\u20d6": "overleftarrow", "^": "hat", "~": "tilde", "¯": "bar", "→": "vec"},
    **{"̅": "overline", "\u20db": "dddot", "‾": "overline", "^^": "hat"},
}
_GROUPS = {"⏞": "overbrace", "⏟": "underbrace", "←": "overleftarrow", "→": "overrightarrow"}
_FUNCTIONS = frozenset(
    [
        "arccos",
        "arcsin",
        "arctan",
        "arg",
        "cos",
        "cosh",
        "cot",
        "coth",
        "csc",
        "deg",
        "det",
        "dim",
        "exp",
        "gcd",
        "hom",
        "inf",
        "ker",
        "lg",
        "lim",
        "liminf",
        "limsup",
        "ln",
        "log",
        "max",
        "min",
        "Pr",
        "sec",
        "sin",
        "sinh",
        "sup",
        "tan",
        "tanh",
    ]
)
_SIDES = {"{": "\\{", "}": "\\}", "": "."}
_LETTER = regex(r"[A-Za-z]")
_ENDS_IN_COMMAND = regex(r"\\[A-Za-z]+$")


def tex(root: _Element) -> str:
    """Return a formula (`m:oMath`) as TeX."""
    return _inside(root).strip()


def _inside(parent: _Element | None) -> str:
    return _together(map(_one, parent)) if parent is not None else ""


def _together(parts: Iterable[str]) -> str:
    """Return parts as one; between a command and a letter stands a space."""
    out: list[str] = []
    for part in filter(None, parts):
        if out and _LETTER.match(part) and _ENDS_IN_COMMAND.search(out[-1]):
            out.append(" ")
        out.append(part)
    return "".join(out)


def _one(node: _Element) -> str:
    tag = str(node.tag)
    if tag.startswith(M):
        made = _MADE.get(tag[len(M) :])
        if made:
            return made(node)
        return "" if tag.endswith("Pr") else _inside(node)
    return "" if tag in (f"{W}rPr", f"{W}del", f"{W}moveFrom") else _inside(node)


def _child(node: _Element, name: str) -> str:
    return _inside(node.find(M + name))


def _val(node: _Element, path: str, default: str = "") -> str:
    found = node.find("/".join(M + step for step in path.split("/")))
    return default if found is None else str(found.get(f"{M}val", ""))


def _run(node: _Element) -> str:
    text = "".join(part.text or "" for part in node.iter(f"{M}t", f"{W}t"))
    if node.find(f"{M}rPr/{M}nor") is not None:
        return f"\\text{{{''.join(_ESCAPED.get(char, char) for char in text)}}}" if text.strip() else text
    style, script = _val(node, "rPr/sty"), _val(node, "rPr/scr")
    plain = text.strip()
    if plain in _FUNCTIONS and style == "p":
        return f"\\{plain}"
    made = _together(map(_character, text))
    command = _LETTERS.get(script) or _STYLES.get(style)
    if command and plain and (script or style != "p" or (plain.isalpha() and plain.isascii())):
        return f"\\{command}{{{made.strip()}}}"
    return made


def _character(char: str) -> str:
    if char in _COMMANDS:
        return _COMMANDS[char]
    return _PLAIN.get(char, _ESCAPED.get(char, char))


def _braced(text: str) -> str:
    return f"{{{text.strip()}}}"


def _base(node: _Element) -> str:
    """Return what a script stands at: in braces when it is more than one thing."""
    text = _child(node, "e").strip()
    single = len(text) == 1 or (text.startswith("\\") and text[1:].isalpha())
    return text if single else f"{{{text}}}"


def _fraction(node: _Element) -> str:
    over, under = _braced(_child(node, "num")), _braced(_child(node, "den"))
    kind = _val(node, "fPr/type", "bar")
    if kind == "lin":
        return f"{over}/{under}"
    return f"\\genfrac{{}}{{}}{{0pt}}{{}}{over}{under}" if kind == "noBar" else f"\\frac{over}{under}"


def _scripts(node: _Element) -> str:
    below, above = node.find(f"{M}sub"), node.find(f"{M}sup")
    out = _base(node)
    out += f"_{_braced(_inside(below))}" if below is not None else ""
    return out + (f"^{_braced(_inside(above))}" if above is not None else "")


def _before(node: _Element) -> str:
    below, above = _braced(_child(node, "sub")), _braced(_child(node, "sup"))
    return f"{{}}_{below}^{above}{_base(node)}"


def _root(node: _Element) -> str:
    degree = _child(node, "deg").strip()
    return f"\\sqrt{f'[{degree}]' if degree else ''}{_braced(_child(node, 'e'))}"


def _fence(node: _Element) -> str:
    left, right = _val(node, "dPr/begChr", "("), _val(node, "dPr/endChr", ")")
    between = _character(_val(node, "dPr/sepChr", "|"))
    inside = f" {between} ".join(_inside(one).strip() for one in node.iterchildren(f"{M}e"))
    return f"\\left{_side(left)}{inside}\\right{_side(right)}"


def _side(char: str) -> str:
    made = _SIDES.get(char) or _character(char)
    return f"{made} " if made[-1:].isalpha() else made


def _nary(node: _Element) -> str:
    sign = _character(_val(node, "naryPr/chr", "∫"))
    below, above = _child(node, "sub").strip(), _child(node, "sup").strip()
    out = sign + (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return _together((out, _child(node, "e")))


def _function(node: _Element) -> str:
    name = _child(node, "fName").strip()
    known = name in _FUNCTIONS or not name.isalpha()
    return f"{name if known and name.startswith(chr(92)) else _named(name)} {_child(node, 'e')}"


def _named(name: str) -> str:
    if name in _FUNCTIONS:
        return f"\\{name}"
    return f"\\operatorname{{{name}}}" if name.isalpha() else name


def _accent(node: _Element) -> str:
    name = _ACCENTS.get(_val(node, "accPr/chr", "\u0302"), "hat")
    return f"\\{name}{_braced(_child(node, 'e'))}"


def _bar(node: _Element) -> str:
    name = "overline" if _val(node, "barPr/pos", "bot") == "top" else "underline"
    return f"\\{name}{_braced(_child(node, 'e'))}"


def _group(node: _Element) -> str:
    name = _GROUPS.get(_val(node, "groupChrPr/chr", "⏟"), "underbrace")
    return f"\\{name}{_braced(_child(node, 'e'))}"


def _limit(sign: str) -> Callable[[_Element], str]:
    command = {"_": "underset", "^": "overset"}[sign]

    def made(node: _Element) -> str:
        base, limit = _child(node, "e").strip(), _braced(_child(node, "lim"))
        if base in _FUNCTIONS or base.startswith(("\\underbrace", "\\overbrace", "\\lim", "\\max", "\\min")):
            return f"{_named(base)}{sign}{limit}"
        return f"\\{command}{limit}{{{base}}}"

    return made


def _matrix(node: _Element) -> str:
    rows = (" & ".join(_inside(cell).strip() for cell in row) for row in node.iterchildren(f"{M}mr"))
    return "\\begin{matrix}" + " \\\\ ".join(rows) + "\\end{matrix}"


def _lines(node: _Element) -> str:
    lines = [_inside(one).strip() for one in node.iterchildren(f"{M}e")]
    if len(lines) == 1:
        return lines[0]
    return "\\begin{aligned}" + " \\\\ ".join(lines) + "\\end{aligned}"


_MADE: dict[str, Callable[[_Element], str]] = {
    "r": _run,
    "f": _fraction,
    **dict.fromkeys(("sSub", "sSup", "sSubSup"), _scripts),
    "sPre": _before,
    "rad": _root,
    "d": _fence,
    "nary": _nary,
    "func": _function,
    "acc": _accent,
    "bar": _bar,
    "groupChr": _group,
    "limLow": _limit("_"),
    "limUpp": _limit("^"),
    "m": _matrix,
    "eqArr": _lines,
    "borderBox": lambda node: f"\\boxed{_braced(_child(node, 'e'))}",
    "phant": lambda node: f"\\phantom{_braced(_child(node, 'e'))}",
}
