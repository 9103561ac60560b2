"""The space between the parts of a formula: classes of signs, TeX's table (The TeXbook, 17 and 18)."""

from __future__ import annotations

import unicodedata

_OPEN = frozenset("([{⟨⌈⌊⟦⟪⟮⎰❲")
_CLOSE = frozenset(")]}⟩⌉⌋⟧⟫⟯⎱❳!")
_PUNCTUATION = frozenset(",;")
_BINARY = frozenset("+-−±∓×÷*∗⋅·∙•∘⋆†‡∩∪⊎⊓⊔∨∧∖⊕⊖⊗⊘⊙⊚⊛⊝⊞⊟⊠⊡∔∸≀⋄⋇⋉⋊⋋⋌⋎⋏⋒⋓⊺⊻⊼⊽△▽◁▷◯⨿")
_LARGE = frozenset("∑∏∐⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆⨉⅀")
INTEGRALS = frozenset("∫∬∭∮∯∰∱∲∳⨌⨍⨎⨏⨐⨑⨒⨓⨔⨕⨖⨗⨘⨙⨚⨛⨜")
LARGE = _LARGE | INTEGRALS
_ORDINARY = frozenset("∀∁∂∃∄∅∆∇∞∎∟∠∡∢∴∵′″‴⁗°/\\|‖%&#$?@_…⋯⋮⋰⋱¬√'`\"⊤⊥⟂□◻■△♯♭♮ℓℏ")
_RELATIONS = frozenset("=<>:≔∷")
# Bars are the same at both sides, and pandoc takes those that do not stretch to be opening.
_BARS = frozenset("|‖∣∥")
# Between which neighbours there is a thin (1), a medium (2) or a thick (3) space, outside scripts only
# where it is negative: the table of The TeXbook, page 170.
_KINDS = ("ord", "op", "bin", "rel", "open", "close", "punct", "inner")
_TABLE = (
    (0, 1, -2, -3, 0, 0, 0, -1),
    (1, 1, 0, -3, 0, 0, 0, -1),
    (-2, -2, 0, 0, -2, 0, 0, -2),
    (-3, -3, 0, 0, -3, 0, 0, -3),
    (0, 0, 0, 0, 0, 0, 0, 0),
    (0, 1, -2, -3, 0, 0, 0, -1),
    (-1, -1, 0, -1, -1, -1, -1, -1),
    (-1, 1, -2, -3, -1, 0, -1, -1),
)
_SIZES = (0.0, 3 / 18, 4 / 18, 5 / 18)


def kind(sign: str, form: str) -> str:
    """Return the class of an operator; `form` is what MathML says of it, if it does."""
    if sign in _BARS:
        return "ord" if form else "rel" if sign in "∣∥" else "ord"
    if form in ("prefix", "postfix"):
        return "open" if form == "prefix" else "close"
    if form == "infix":
        return "ord"
    char = sign[:1]
    for name, signs in _CLASSES:
        if char in signs:
            return name
    # What is left of mathematical signs and arrows relates two things.
    return "rel" if char and unicodedata.category(char) in ("Sm", "So") else "ord"


_CLASSES = (
    ("op", LARGE),
    ("open", _OPEN),
    ("close", _CLOSE),
    ("punct", _PUNCTUATION),
    ("rel", _RELATIONS),
    ("bin", _BINARY),
    ("ord", _ORDINARY),
)


def settled(kinds: list[str]) -> list[str]:
    """Return classes in which a sign between two things is one only where it stands between two things."""
    settled: list[str] = []
    for at, found in enumerate(kinds):
        before = next((one for one in reversed(settled) if one != "space"), "")
        if found == "bin" and before in ("", "bin", "op", "rel", "open", "punct"):
            found = "ord"
        if found in ("rel", "close", "punct") and before == "bin":
            last = max(n for n in range(at) if settled[n] == "bin")
            settled[last] = "ord"
        settled.append(found)
    if settled and settled[-1] == "bin":
        settled[-1] = "ord"
    return settled


def between(left: str, right: str, is_script: bool) -> float:
    """Return the space between two classes in em."""
    if left not in _KINDS or right not in _KINDS:
        return 0.0
    found = _TABLE[_KINDS.index(left)][_KINDS.index(right)]
    return 0.0 if found < 0 and is_script else _SIZES[abs(found)]
