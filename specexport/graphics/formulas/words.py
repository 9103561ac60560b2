"""Commands that pandoc does not know, and what it knows instead: data of the dialect."""

from __future__ import annotations

# Words in a formula, and the command for them that pandoc knows.
TEXT = {
    **{
        f"\\{name}": f"\\{name}"
        for name in ("text", "textrm", "textbf", "textit", "textsf", "texttt", "mbox")
    },
    **{
        f"\\{name}": "\\text"
        for name in ("hbox", "textnormal", "textup", "textmd", "textsc", "textsl", "intertext")
    },
    "\\emph": "\\textit",
    "\\shortintertext": "\\text",
}

# Fonts that hold to the end of their group.
FONTS = {
    "\\rm": "\\mathrm",
    "\\bf": "\\mathbf",
    "\\it": "\\mathit",
    "\\sf": "\\mathsf",
    "\\tt": "\\mathtt",
    "\\cal": "\\mathcal",
    "\\frak": "\\mathfrak",
}

# Spaces whose length is an argument.
SPACES = frozenset({"\\hspace", "\\mspace", "\\kern", "\\mkern", "\\hskip", "\\mskip"})

# Arrows with text above and below them.
ARROWS = {
    "\\xrightarrow": "\\rightarrow",
    "\\xleftarrow": "\\leftarrow",
    "\\xleftrightarrow": "\\leftrightarrow",
    "\\xRightarrow": "\\Rightarrow",
    "\\xLeftarrow": "\\Leftarrow",
    "\\xLeftrightarrow": "\\Leftrightarrow",
    "\\xhookrightarrow": "\\hookrightarrow",
    "\\xhookleftarrow": "\\hookleftarrow",
    "\\xmapsto": "\\mapsto",
    "\\xrightharpoonup": "\\rightharpoonup",
    "\\xrightharpoondown": "\\rightharpoondown",
    "\\xleftharpoonup": "\\leftharpoonup",
    "\\xleftharpoondown": "\\leftharpoondown",
    "\\xrightleftharpoons": "\\rightleftharpoons",
    "\\xleftrightharpoons": "\\leftrightharpoons",
    "\\xrightleftarrows": "\\rightleftarrows",
    "\\xtwoheadrightarrow": "\\twoheadrightarrow",
    "\\xtwoheadleftarrow": "\\twoheadleftarrow",
    "\\xrightequilibrium": "\\rightleftharpoons",
    "\\xleftequilibrium": "\\leftrightharpoons",
    "\\xtofrom": "\\rightleftarrows",
    "\\xlongequal": "=",
}

# What stands between the numerator and the denominator of its group, and the command for it.
INFIX = {
    "\\over": r"\frac",
    "\\atop": r"\genfrac{}{}{0pt}{}",
    "\\brace": r"\genfrac{\{}{\}}{0pt}{}",
    "\\brack": r"\genfrac{[}{]}{0pt}{}",
}

# Sizes of brackets; with a period there is none.
BRACKETS = frozenset(
    f"\\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
)

# Commands that may have an option, which changes nothing that is shown.
OPTIONAL = frozenset({"\\cfrac", "\\smash", "\\framebox", "\\raisebox", "\\rule"})

# Commands with arguments (#1, #2; #0 is the one in brackets), and what is written for them.
MACROS: dict[str, tuple[int, str]] = {
    "\\cfrac": (2, r"\dfrac{#1}{#2}"),
    "\\dbinom": (2, r"\binom{#1}{#2}"),
    "\\tbinom": (2, r"\binom{#1}{#2}"),
    "\\nicefrac": (2, r"{#1}/{#2}"),
    "\\sfrac": (2, r"{#1}/{#2}"),
    "\\Bbb": (1, r"\mathbb{#1}"),
    "\\mathnormal": (1, "{#1}"),
    "\\mathinner": (1, "{#1}"),
    "\\smash": (1, "{#1}"),
    "\\mathllap": (1, "{#1}"),
    "\\mathrlap": (1, "{#1}"),
    "\\mathclap": (1, "{#1}"),
    "\\llap": (1, r"\text{#1}"),
    "\\rlap": (1, r"\text{#1}"),
    "\\clap": (1, r"\text{#1}"),
    "\\vcenter": (1, "{#1}"),
    "\\vphantom": (1, ""),
    "\\hphantom": (1, r"\phantom{#1}"),
    "\\textcolor": (2, "{#2}"),
    "\\colorbox": (2, r"\text{#2}"),
    "\\fcolorbox": (3, r"\boxed{\text{#3}}"),
    "\\fbox": (1, r"\boxed{\text{#1}}"),
    "\\framebox": (1, r"\boxed{\text{#1}}"),
    "\\cancelto": (2, r"{\cancel{#2}}^{#1}"),
    "\\overparen": (1, r"\overset{⏜}{#1}"),
    "\\underleftrightarrow": (1, r"\underset{\leftrightarrow}{#1}"),
    "\\sout": (1, r"\cancel{#1}"),
    "\\rule": (2, ""),
    "\\tag": (1, r"\qquad\text{(#1)}"),
    "\\tag*": (1, r"\qquad\text{#1}"),
    "\\label": (1, ""),
    "\\set": (1, r"\{\,#1\,\}"),
    "\\Set": (1, r"\left\{\,#1\,\right\}"),
    "\\bra": (1, r"\langle #1 |"),
    "\\ket": (1, r"| #1 \rangle"),
    "\\braket": (1, r"\langle #1 \rangle"),
    "\\abs": (1, r"\left| #1 \right|"),
    "\\norm": (1, r"\left\| #1 \right\|"),
    "\\raisebox": (2, r"\text{#2}"),
    "\\prescript": (3, r"{}^{#1}_{#2}{#3}"),
    "\\mathstrut": (0, ""),
    "\\strut": (0, ""),
}

# Commands without arguments.
SYMBOLS = {
    **{f"\\{size}": "" for size in ("tiny", "scriptsize", "footnotesize", "small", "normalsize")},
    **{f"\\{size}": "" for size in ("large", "Large", "LARGE", "huge", "Huge")},
    **{f"\\{letter}": f"\\mathbb{{{letter}}}" for letter in "RNZQC"},
    "\\degree": r"^\circ ",
    "\\allowbreak": "",
    "\\nobreak": "",
    "\\relax": "",
    "\\notag": "",
    "\\nonumber": "",
    "\\thinspace": r"\,",
    "\\medspace": r"\:",
    "\\thickspace": r"\;",
    "\\enskip": r"\;",
    "\\enspace": r"\;",
    "\\space": r"\ ",
    "\\nobreakspace": r"\ ",
    "\\negthinspace": r"\!",
    "\\negmedspace": r"\!",
    "\\negthickspace": r"\!\!",
    "\\lq": "‘",
    "\\rq": "’",
    "\\S": "§",
    "\\P": "¶",
    "\\copyright": "©",
    "\\textregistered": "®",
    "\\AA": "Å",
    "\\ohm": r"\Omega ",
    "\\micro": r"\mu ",
    "\\celsius": r"^\circ\mathrm{C}",
    "\\percent": r"\%",
    "\\mathellipsis": r"\ldots ",
    "\\dotsx": r"\ldots ",
    "\\argmax": r"\operatorname*{arg\,max}",
    "\\argmin": r"\operatorname*{arg\,min}",
    "\\plim": r"\operatorname*{plim}",
    "\\injlim": r"\operatorname*{inj\,lim}",
    "\\projlim": r"\operatorname*{proj\,lim}",
    "\\arctg": r"\operatorname{arctg}",
    "\\cosec": r"\operatorname{cosec}",
    "\\cotg": r"\operatorname{cotg}",
    "\\ctg": r"\operatorname{ctg}",
    "\\tg": r"\operatorname{tg}",
    "\\sh": r"\operatorname{sh}",
    "\\ch": r"\operatorname{ch}",
    "\\th": r"\operatorname{th}",
    "\\intop": r"\int ",
    "\\smallint": r"\int ",
    "\\colonequals": "≔",
    "\\equalscolon": "≕",
    "\\ratio": ":",
    "\\vcentcolon": ":",
    "\\ordinarycolon": ":",
    "\\dblcolon": "∷",
    "\\coloncolon": "∷",
    "\\thicksim": r"\sim ",
    "\\thickapprox": r"\approx ",
    "\\shortmid": r"\mid ",
    "\\shortparallel": r"\parallel ",
    "\\llless": "⋘",
    "\\gggtr": "⋙",
    "\\doublecap": "⋒",
    "\\doublecup": "⋓",
    "\\isin": r"\in ",
    "\\infin": r"\infty ",
    "\\plusmn": r"\pm ",
    "\\sdot": r"\cdot ",
    "\\bull": r"\bullet ",
    "\\empty": r"\emptyset ",
    "\\exist": r"\exists ",
    "\\natnums": r"\mathbb{N}",
    "\\reals": r"\mathbb{R}",
    "\\Reals": r"\mathbb{R}",
    "\\Complex": r"\mathbb{C}",
    "\\rarr": r"\rightarrow ",
    "\\larr": r"\leftarrow ",
    "\\harr": r"\leftrightarrow ",
    "\\rArr": r"\Rightarrow ",
    "\\lArr": r"\Leftarrow ",
    "\\hArr": r"\Leftrightarrow ",
    "\\uarr": r"\uparrow ",
    "\\darr": r"\downarrow ",
    "\\sub": r"\subset ",
    "\\sube": r"\subseteq ",
    "\\supe": r"\supseteq ",
}
