"""Where labels stand in each kind of Mermaid's diagrams, as its documentation has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.graphics.diagrams.grammar import Grammar, labels, rule
from specexport.graphics.diagrams.labels import Label
from specexport.graphics.diagrams.mermaid import flowchart

if TYPE_CHECKING:
    from collections.abc import Iterator

_FRONT_MATTER = regex(r"\A\s*---[ \t]*\n.*?\n[ \t]*---[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = regex(r"^title[ \t]*:[ \t]*(\"|')?(?P<title>[^\n]*?)(?:\1)?[ \t]*$", re.MULTILINE)
# An author's wish that names or titles be left out.
_HIDING = regex(r"\bshow\w+[ \t]*:[ \t]*false\b")
# What is never shown: directives, comments, what is said to those who do not see the drawing.
_UNSEEN = regex(
    r"[ \t]*%%\{(?:[^%]|%(?!%\{))*?\}%%|^[ \t]*%%[^\n]*|^[ \t]*accDescr\s*\{[^}]{0,5000}\}"
    r"|^[ \t]*acc(?:Title|Descr)\s*:[^\n]*",
    re.DOTALL | re.MULTILINE,
)

_TITLE = rule(r'title\b\s*:?\s*"?(?P<line>[^"]*)"?')
_STYLES = r"(?:style|classDef|class|linkStyle|direction)\b(?!.*[\[{]).*"
_ARROW = r"(?:<<-->>|<<->>|-->>|->>|-->|->|--x|-x|--\)|-\))(?:\(\))?"

_SEQUENCE: Grammar = {
    "": (
        rule(
            r"(?:sequenceDiagram|autonumber|activate|deactivate|destroy|links?|properties|details|rect|end)\b.*"
        ),
        rule(r"(?:create\s+)?(?:participant|actor)\s+(?P<id>\S.*?)\s*(?:@\{.*?\})?\s+as\s+(?P<label>\S.*)"),
        rule(
            r"(?:create\s+)?(?:participant|actor)\s+(?P<id>[^@]*[^@\s])\s*@\{.*\balias\W+\"(?P<label>[^\"]*)\".*\}"
        ),
        rule(r"(?:create\s+)?(?:participant|actor)\s+(?P<name>[^@]*[^@\s])\s*(?:@\{.*)?"),
        rule(r"note\s+(?:left of|right of|over)\s+[^:]+:\s*(?:(?:no)?wrap:)?\s*(?P<label>.*)"),
        rule(r"(?:loop|alt|else|opt|par_over|par|and|critical|option|break)\b\s*(?P<label>.*)"),
        rule(r"box\b\s*(?:transparent\b|rgba?\([^)]*\)|#\w+|[a-z]+(?=\s))?\s*(?P<label>.*)"),
        _TITLE,
        rule(
            rf"(?P<name1>[^:\s](?:[^:]*?[^:\s])??)\s*{_ARROW}\s*[+-]?\s*(?P<name2>[^:]*[^:\s])\s*:"
            r"\s*(?:(?:no)?wrap:)?\s*(?P<label>.*)"
        ),
    )
}

_CLASS: Grammar = {
    "": (
        rule(r"classDiagram.*"),
        rule(r"(?:direction|style|cssClass|classDef|click|link|callback)\b.*|\}"),
        rule(r"namespace\s+[^\s{]+\s*\{?", each=r"(?<=[\s.])(?P<name>[^.\s{]+)(?=\.|\s*\{|\s*$)"),
        rule(
            r"class\s+(?P<id>`[^`]+`|[^\s{\[<:\"]+)\s*\[(?:\"(?P<label1>[^\"]*)\"|(?P<label2>[^\]]*))\]\s*(?::::?\s*\w+)?\s*(?P<open>\{)?",
            then="body",
        ),
        rule(
            r"class\s+(?P<name>`[^`]+`|[^\s{\[<:\"]+)\s*(?::::?\s*\w+)?\s*(?:<<(?P<label>[^>]*)>>)?\s*(?P<open>\{)?",
            then="body",
        ),
        rule(r"<<\s*(?P<label>[^>]*?)\s*>>\s*(?P<name>\S+)"),
        rule(r"note\s+for\s+\S+\s+\"(?P<label>[^\"]*)\""),
        rule(r"note\s+\"(?P<label>[^\"]*)\""),
        rule(
            r"(?P<name1>`[^`]+`|[^\s:\"<|*]+?)\s*(?:\"(?P<label1>[^\"]*)\")?\s*(?:<\|?|\*|o|\(\))?(?:--|\.\.)(?:\|?>|\*|o(?=\s)|\(\))?"
            r"\s*(?:\"(?P<label2>[^\"]*)\")?\s*(?P<name2>`[^`]+`|[^\s:]+)\s*(?::\s*(?P<label3>.*))?"
        ),
        rule(r"(?P<name>`[^`]+`|[^\s:]+)\s*:(?!:)\s*(?P<line>.+?)[*$]?"),
    ),
    "body": (
        rule(r"\}", then=""),
        rule(r"(?:<<|&lt;&lt;)\s*(?P<word>[^<>&]+?)\s*(?:>>|&gt;&gt;)"),
        rule(r"(?P<line>.+?)[*$]?"),
    ),
}

_STATE: Grammar = {
    "": (
        rule(r"stateDiagram.*|(?:direction|classDef|class|style|hide|scale)\b.*|--|\}"),
        rule(
            r"state\s+\"(?P<label1>[^\"]*)\"\s+as\s+(?P<id>[^\s{:]+)(?::::\w+)?\s*(?:\{|:\s*(?P<label2>.*))?"
        ),
        rule(r"state\s+(?P<hidden>\S+)\s+(?:<<\w+>>|\[\[\w+\]\])"),
        rule(r"state\s+(?P<name>[^\s{:]+)(?::::\w+)?\s*\{?"),
        rule(r"note\s+(?:left|right)\s+of\s+[^\s:]+\s*:\s*(?P<label>.*)"),
        rule(r"note\s+(?:left|right)\s+of\s+\S+", then="note"),
        rule(r"note\s+\"(?P<label>[^\"]*)\"\s+as\s+\S+"),
        rule(
            r"(?P<name1>[^\s:]+?)(?::::\w+)?\s*-->\s*(?P<name2>[^\s:]+)(?::::\w+)?\s*(?::\s*(?P<label>.*))?"
        ),
        rule(r"(?P<id>[^\s:]+)\s*:(?!:)\s*(?P<label>.+)"),
        rule(r"(?P<name>[^\s:]+)(?::::\w+)?"),
    ),
    "note": (rule(r"end\s+note", then=""), rule(r"(?P<label>.+)")),
}

_ENTITY = r"(?:\"[^\"]*\"|[^\s\[\"{:]+)"
_MANY = r"(?:one or (?:more|zero|many)|zero or (?:one|more|many)|only one|many(?:\(\d\))?|one|\d\+?)"
_ROLE = rf"(?:[|}}o][|o}}]|u)(?:--|\.\.)[|{{o][|o{{]|{_MANY}\s+(?:optionally\s+)?to\s+{_MANY}(?=\s)"
_ER: Grammar = {
    "": (
        rule(r"erDiagram|(?:direction|style|classDef|class)\b.*|\}"),
        _TITLE,
        rule(
            rf"(?P<name1>{_ENTITY})\s*(?:{_ROLE})\s*(?P<name2>{_ENTITY})\s*(?::\s*\"?(?P<label>[^\"]*?)\"?)?\s*"
        ),
        rule(
            rf"(?P<id>{_ENTITY})\s*\[\s*(?:\"(?P<label1>[^\"]*)\"|(?P<label2>[^\]]*?))\s*\]\s*(?::::\w+)?\s*(?P<open>\{{)?",
            then="body",
        ),
        rule(rf"(?P<name>{_ENTITY})\s*(?::::\w+)?\s*(?P<open>\{{)?", then="body"),
    ),
    "body": (
        rule(r"\}", then=""),
        rule(
            r"(?P<word1>\S+)\s+(?P<word2>\S+?)(?:\s+(?P<word3>[PFU]K(?:\s*,\s*[PFU]K)*))?(?:\s+\"(?P<label>[^\"]*)\")?"
        ),
    ),
}

_GANTT: Grammar = {
    "": (
        rule(
            r"(?:gantt|dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend|click|topAxis"
            r"|inclusiveEndDates|displayMode)\b.*"
        ),
        _TITLE,
        rule(r"section\s+(?P<label>.+)"),
        # A colon may be part of the name: what follows the last one is times.
        rule(r"(?P<line>.*[^:\s])\s*(?<!\d):(?:[^:]|(?<=\d):(?=\d))*"),
        rule(r"(?P<line>[^:]*[^:\s])\s*:.*"),
    )
}

_PIE: Grammar = {
    "": (
        rule(r"pie(?:\s+showData)?(?:\s+title\s+(?P<line>.+))?"),
        _TITLE,
        rule(r"\"(?P<line>[^\"]*)\"\s*:.*"),
    )
}

_GIT: Grammar = {
    "": (
        rule(r"gitGraph.*|(?:checkout|switch)\b.*"),
        rule(r"branch\s+(?:\"(?P<line1>[^\"]+)\"|(?P<name>[^\s\"]+)).*"),
        rule(
            r"(?:commit|merge)\b.*",
            each=r"\b(?:id\s*:\s*\"(?P<once>[^\"]*)\"|tag\s*:\s*\"(?P<line>[^\"]*)\")",
        ),
        rule(r"cherry-pick\b.*", each=r"\btag\s*:\s*\"(?P<line>[^\"]*)\""),
    )
}

_NODE = (
    r"[^\s(\[{)\"]*(?:\(\(|\)\)|\{\{|\(|\)|\[)\s*(?:\"(?P<label1>[^\"]+)\"|(?P<label2>.+?))\s*"
    r"(?:\)\)|\(\(|\}\}|\)|\(|\])"
)
# A node whose label goes on in further lines.
_BEGUN = r"[^\s(\[{)\"]*(?:\(\(|\)\)|\{\{|\(|\)|\[)\s*\"?`?(?P<label>[^)\]}\"]*)(?P<open>)"
_MINDMAP: Grammar = {
    "": (
        rule(r"mindmap|:::?.*"),
        rule(rf"{_NODE}(?:\s*:::.*)?"),
        rule(_BEGUN, then="more"),
        rule(r"(?P<label>.+)"),
    ),
    "more": (
        rule(r"(?P<label>[^)\]}\"`]*)`?\"?(?:\)\)|\(\(|\}\}|\)|\(|\])", then=""),
        rule(r"(?P<label>.+)"),
    ),
}
_KANBAN: Grammar = {
    "": (
        rule(r"kanban|:::?.*"),
        rule(
            rf"{_NODE}(?:\s*@\{{.*)?",
            each=r"\b(?:assigned|ticket)['\"]?\s*:\s*['\"]?(?P<line>[^,'\"}]+)(?=[,'\"}]|$)",
        ),
        rule(r"(?P<label>[^@]+?)\s*(?:@\{.*)?"),
    )
}

_C4: Grammar = {
    "": (
        rule(r"C4\w+|(?:Update\w+|Lay_?\w+)\(.*|\}"),
        _TITLE,
        rule(r"RelIndex\((?P<args>.*)\)", args=(3, 4)),
        rule(r"(?:Bi)?Rel(?:_\w+)?\((?P<args>.*)\)", args=(2, 3)),
        rule(r"\w*Boundary\((?P<args>.*)\)\s*\{?", args=(1,)),
        rule(r"(?:Deployment_)?Node(?:_[LR])?\((?P<args>.*)\)\s*\{?", args=(1, 2, 3)),
        rule(r"(?:Container|Component)\w*\((?P<args>.*)\)\s*\{?", args=(1, 2, 3)),
        rule(r"(?:Person|System)\w*\((?P<args>.*)\)\s*\{?", args=(1, 2)),
    )
}

_TIMELINE: Grammar = {
    "": (
        rule(r"timeline(?:\s+(?:LR|TD))?"),
        _TITLE,
        rule(r"section\s+(?P<label>.+)"),
        rule(r":?\s*(?P<colons>.+)"),
    )
}

_JOURNEY: Grammar = {
    "": (
        rule(r"journey"),
        _TITLE,
        rule(r"section\s+(?P<label>.+)"),
        rule(
            r"(?P<label>.*[^:\s])\s*:\s*[\d.]+\s*(?::\s*(?P<once1>[^,]*[^,\s])(?:\s*,\s*(?P<once2>[^,]*[^,\s]))?"
            r"(?:\s*,\s*(?P<once3>[^,]*[^,\s]))?(?:\s*,.*)?)?"
        ),
    )
}

_ARCHITECTURE: Grammar = {
    "": (
        rule(r"architecture\S*|(?:junction|align|title)\b.*"),  # the title is the caption
        rule(
            r"(?:group|service)\s+[\w-]+(?:\((?:\"(?P<label1>[^\"]*)\"|[^)]*)\))?"
            r"(?:\[\s*(?:\"(?P<label2>[^\"]*)\"|(?P<label3>[^\]]*))\s*\])?.*"
        ),
        rule(r".*-\[\s*\"?(?P<label>[^\]\"]*)\"?\s*\]-.*"),
    )
}

_QUADRANT: Grammar = {
    "": (
        rule(r"quadrantChart|classDef\b.*"),
        _TITLE,
        rule(r"[xy]-axis\s+\"?(?P<line1>.*?)\"?(?:\s*-->\s*\"?(?P<line2>.*?)\"?)?"),
        rule(r"quadrant-[1-4]\s+\"?(?P<line>.*?)\"?"),
        rule(r"\"?(?P<line>.+?)\"?(?:\s*:::\s*\w+)?\s*:\s*\[.*"),
    )
}

_XY: Grammar = {
    "": (
        rule(r"xychart\S*.*|(?:line|bar)\b.*"),
        _TITLE,
        rule(
            r"[xy]-axis\s*(?:\"(?P<line1>[^\"]*)\"|(?P<line2>[^\W\d]\w*))?\s*"
            r"(?:\[(?P<commas>.*)\]|[-\d.]+\s*-->\s*[-\d.]+)?"
        ),
    )
}

_SANKEY_FIELD = r"(?:\"(?P<once{0}>(?:[^\"]|\"\")*)\"|(?P<once{1}>[^,\"]*[^,\"\s]))"
_SANKEY: Grammar = {
    "": (
        rule(r"sankey\S*"),
        rule(rf"{_SANKEY_FIELD.format(1, 2)}\s*,\s*{_SANKEY_FIELD.format(3, 4)}\s*,\s*\"?[\d.]+\"?"),
    )
}

_REQUIREMENT: Grammar = {
    "": (
        rule(r"requirementDiagram|(?:direction|style|classDef|class)\b.*|\}"),
        rule(
            r"(?:(?:functional|interface|performance|physical)?requirement|designConstraint|element)\s+\"?"
            r"(?P<name>[^\"{]*?[^\"{\s])\"?\s*(?::::\w+)?\s*(?P<open>\{)?",
            then="body",
        ),
        rule(
            r"\"?(?P<name1>.+?)\"?\s*(?:-\s*(?P<line1>\w+)\s*->|<-\s*(?P<line2>\w+)\s*-)\s*\"?(?P<name2>.+?)\"?"
        ),
    ),
    "body": (
        rule(r"\}", then=""),
        rule(r"(?:id|text|risk|verifymethod|type|docref)\s*:\s*\"?(?P<label>.*?)\"?"),
    ),
}

_PACKET: Grammar = {"": (rule(r"packet\S*"), _TITLE, rule(r"\+?[\d-]+\s*:\s*\"(?P<line>[^\"]*)\""))}

_RADAR: Grammar = {
    "": (
        rule(r"radar\S*|(?:max|min|ticks|graticule|showLegend)\b.*"),
        _TITLE,
        rule(
            r"axis\b.*",
            each=r"(?<=[\s,])(?:[\w-]+\s*\[\s*\"(?P<line>[^\"]*)\"\s*\]|(?P<name>[\w-]+)(?=\s*(?:,|$)))",
        ),
        rule(
            r"curve\b.*",
            each=r"(?<=[\s,])(?:[\w-]+\s*\[\s*\"(?P<line>[^\"]*)\"\s*\]|(?P<name>[\w-]+)(?=\s*\{))",
        ),
    )
}

_TREEMAP: Grammar = {
    "": (
        rule(r"treemap\S*|classDef\b.*"),
        _TITLE,
        rule(r"\"(?P<line>[^\"]*)\".*"),
    )
}

_OTHER: Grammar = {"": ()}

_KINDS: tuple[tuple[str, Grammar], ...] = (
    ("sequenceDiagram", _SEQUENCE),
    ("classDiagram", _CLASS),
    ("stateDiagram", _STATE),
    ("erDiagram", _ER),
    ("gantt", _GANTT),
    ("pie", _PIE),
    ("gitGraph", _GIT),
    ("mindmap", _MINDMAP),
    ("kanban", _KANBAN),
    ("C4", _C4),
    ("timeline", _TIMELINE),
    ("journey", _JOURNEY),
    ("architecture", _ARCHITECTURE),
    ("quadrantChart", _QUADRANT),
    ("xychart", _XY),
    ("sankey", _SANKEY),
    ("requirement", _REQUIREMENT),
    ("packet", _PACKET),
    ("radar", _RADAR),
    ("treemap", _TREEMAP),
)
_OF_NODES = ("flowchart", "graph", "block")


def found(kind: str, text: str) -> Iterator[Label]:
    """Yield the labels in a diagram that begins with the word `kind`."""
    front = _FRONT_MATTER.match(text)
    if front:
        for title in _FRONT_TITLE.finditer(front[0]):
            yield Label(title.start("title"), title.end("title"), name=True)
    hidden = _hidden(text)
    if kind.startswith(_OF_NODES):
        yield from flowchart.labels(hidden)
    else:
        if front and _HIDING.search(front[0]):
            return
        grammar = next((grammar for name, grammar in _KINDS if kind.startswith(name)), _OTHER)
        yield from labels(hidden, grammar)


def _hidden(text: str) -> str:
    """Return `text` with spaces for what is never shown."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    return _UNSEEN.sub(blank, _FRONT_MATTER.sub(blank, text))
