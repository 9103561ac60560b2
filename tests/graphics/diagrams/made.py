"""Diagrams made by chance: all kinds, ordinary and hostile labels, and the words that each must show."""

from __future__ import annotations

import re
from random import Random
from typing import NamedTuple

ORDINARY = ("%s", "%s", "%s %s", "%s, %s", "%s. %s", "%s-%s", "%s/%s", "%s 5 %s", "%s’s %s", "%s – %s", "%s?")
"""Labels as people write them, with a place for each word of their own."""

_BROKEN = "%s\\n%s"
HOSTILE = (
    *("%s<br>%s", "%s<br/>%s", "%s<BR />%s", "<b>%s</b> %s", "<b>%s", "%s</i> %s", "<i>%s</b> %s</i>"),
    *(
        "<font color=gray>%s</font>",
        "%s<br><font color=gray>POST /%s</font>",
        "<span style='color:red'>%s</span>",
    ),
    *(
        "<ul><li>%s</li><li>%s</li></ul>",
        "<ul><li>%s<li>%s</ul>",
        "%s<hr>%s",
        "<p>%s</p><p>%s</p>",
        "<p>%s<p>%s",
    ),
    *(
        "<div>%s</div>%s",
        "<h2>%s</h2>%s",
        "<table><tr><td>%s<td>%s</table>",
        "<img src=x.png> %s",
        "<center>%s",
    ),
    *(
        "List<%s>",
        "Map<%s, %s>",
        "%s < %s",
        "%s > %s < 5",
        "%s <= %s",
        "<%s>",
        "</%s>",
        "<!-- - --> %s",
        "%s <",
    ),
    *(
        "$$\\lambda$$ %s",
        "%s $$x_i^2$$ %s",
        "US$$ %s and US$$ %s",
        "$$5 %s $$6 %s",
        "$%s$ %s",
        "%s $ %s",
        "€ %s",
    ),
    *(
        "%s & %s",
        "%s &amp; %s",
        "%s&nbsp;%s",
        "%s &lt;%s&gt;",
        "#quot;%s#quot; %s",
        "%s #35; %s",
        "%s #5 %s",
        "#%s",
    ),
    *(
        "%s; %s",
        "%s: %s",
        "%s:: %s",
        "%s, %s; %s",
        "%s | %s",
        "%s || %s",
        "%s -> %s",
        "%s --> %s",
        "%s -- %s",
    ),
    *("(%s)", "%s (%s)", "[%s]", "%s [%s]", "{%s}", "%s {%s}", "%s }", "{{%s}}", "((%s))", "%s )", "%s ]"),
    *(
        "*%s*",
        "**%s** %s",
        "_%s_ %s",
        "`%s`",
        "~%s~",
        "'%s'",
        "%s' %s",
        "“%s”",
        _BROKEN,
        "%s\\%s",
        "^%s",
        "@%s",
    ),
    *(
        "%s %% %s",
        "a %%%% %s",
        "end %s",
        "%s end",
        "class %s",
        "subgraph %s",
        "click %s",
        "style %s",
        "title %s",
    ),
    *(
        "订单 %s",
        "%s 客户管理系统",
        "заказ %s",
        "طلب %s",
        "%s नमस्ते",
        "%s 🚀 %s",
        "ﬁ %s ½",
        "a\u0308 %s",
        "%s \u00ad%s",
    ),
    *(
        "%s ≤ %s",
        "%s ± %s",
        "√%s",
        "%s → %s",
        "x<sup>2</sup> %s",
        "H<sub>2</sub>O %s",
        "- %s",
        "1. %s",
        "+%s()",
    ),
    *(
        "%s = %s",
        "%s == %s",
        "a=%s b=%s",
        "%s:::%s",
        "--%s--",
        "..%s..",
        "%s...",
        "\\%s",
        "/%s/",
        "%s!",
        "~~~%s",
    ),
    *("https://example.org/%s?a=%s&b=1", "c:\\%s\\%s", "%s@example.org", "${%s}", "{{ %s }}", "<%%= %s %%>"),
)
"""Labels that engines take amiss."""

WORDS = ("Order", "Ledger", "Größe", "stock", "API", "Schätzung", "id", "Queue", "Café", "Total")

_KINDS = """
[flowchart]
flowchart LR
  A["¤"] -->|"¤"| B("¤")
  subgraph g ["¤"]
    C{"¤"}
  end
  B -- ¤ --> D[¤]
[sequence]
sequenceDiagram
  participant A as ¤
  actor B as ¤
  A->>B: ¤
  Note over A,B: ¤
  loop ¤
    B-->>A: ¤
  end
[class]
classDiagram
  class A["¤"] {
    ¤
    +int &
  }
  class B { & : int }
  A "1" --> "*" B : ¤
  note for B "¤"
  C : ¤
[state]
stateDiagram-v2
  state "¤" as s1
  s2 : ¤
  s2 : ¤
  [*] --> s1 : ¤
  s1 --> s2 : ¤
  note right of s1 : ¤
  note left of s2
    ¤
  end note
[er]
erDiagram
  A["¤"] {
    string & PK "¤"
    int & "¤"
  }
  B {
    int &
  }
  A ||--o{ B : "¤"
[gantt]
gantt
  title ¤
  dateFormat YYYY-MM-DD
  section ¤
    ¤ :a1, 2026-01-05, 6d
    ¤ :after a1, 9d
[pie]
pie title ¤
  "¤" : 40
  "¤" : 60
[git]
gitGraph
  commit id: "¤"
  branch dev
  commit id: "&" tag: "¤"
  checkout main
  merge dev tag: "¤"
[mindmap]
mindmap
  root((¤))
    a["¤"]
      (¤)
    ¤
    {{¤}}
[c4]
C4Context
  title ¤
  Person(a, "¤", "¤")
  System_Boundary(s, "¤") {
    System(b, "¤", "¤")
  }
  Rel(a, b, "¤", "&")
[timeline]
timeline
  title ¤
  section ¤
    2025 : ¤ : ¤
    2026 : ¤
[journey]
journey
  title ¤
  section ¤
    ¤: 5: &
    ¤: 3: &
[architecture]
architecture-beta
  group g(cloud)["¤"]
  service a(disk)["¤"] in g
  service b(disk)[¤] in g
[quadrant]
quadrantChart
  title ¤
  x-axis "¤" --> "¤"
  y-axis "¤"
  quadrant-1 ¤
  "¤": [0.3, 0.6]
[xy]
xychart-beta
  title "¤"
  x-axis "¤" ["¤", &, "¤"]
  y-axis "¤" 0 --> 9
  bar [2, 5, 7]
[sankey]
sankey-beta
"¤","¤",10
"¤",&,20
[requirement]
requirementDiagram
  requirement & {
    id: 1
    text: "¤"
    risk: high
  }
  element e {
    type: "¤"
  }
[block]
block-beta
  columns 2
  A["¤"] B("¤")
  C{"¤"} D
  A-- "¤" -->B
[kanban]
kanban
  todo[¤]
    a["¤"]
    b[¤]@{ assigned: "&" }
  done[¤]
    c[¤]
[packet]
packet-beta
  title ¤
  0-15: "¤"
  16-31: "¤"
[radar]
radar-beta
  title ¤
  axis a["¤"], b["¤"], c["¤"]
  curve x["¤"]{1, 2, 3}
[treemap]
treemap-beta
  "¤"
    "¤": 10
    "¤": 20
[dot]
digraph {
  a [label="¤"]
  b [label=<¤>];
  a -> b [label="¤"]
  c [shape=record label="{&|&}"];
  b -> &
}
"""
KINDS = {
    name: text.strip("\n")
    for name, text in re.findall(r"^\[(\w+)\]\n(.*?)(?=^\[|\Z)", _KINDS, re.MULTILINE | re.DOTALL)
}
"""Diagrams with a place `¤` for each label, and `&` for each single word."""


class Made(NamedTuple):
    """A diagram, and the words that its drawing must show."""

    language: str
    text: str
    words: list[str]


def diagram(kind: str, seed: int) -> Made:
    """Return the diagram of `kind` that `seed` stands for."""
    chance = Random(seed)
    found: list[str] = []

    def word() -> str:
        found.append(f"{chance.choice(WORDS)}{len(found) + 1}")
        return found[-1]

    def label() -> str:
        form = chance.choice(ORDINARY if chance.random() < 0.5 else HOSTILE)
        if kind == "dot" and form != _BROKEN:  # there `\\L` is not a letter, but the label itself
            form = form.replace("\\", "\\\\")
        return "".join(word() + part if index else part for index, part in enumerate(form.split("%s")))

    template = KINDS[kind]
    parts = [label() if char == "¤" else word() if char == "&" else char for char in template]
    return Made("dot" if kind == "dot" else "mermaid", "".join(parts), found)
