"""The page around a document: made from templates/page.html.j2 by precompile.py; change that."""

from __future__ import annotations

from typing import Any

from specexport.renderers.html.markup import escape


def render(
    *,
    anchor: Any,
    classification: Any,
    company: Any,
    contents: Any,
    cover: Any,
    crowded: Any,
    direction: Any,
    facts: Any,
    footnotes: Any,
    heading: Any,
    kind: Any,
    lang: Any,
    lists: Any,
    main: Any,
    meta: Any,
    shell: Any,
    subtitle: Any,
    tightness: Any,
    title: Any,
    words: Any,
) -> str:
    """Return the page; every value is HTML already."""
    out: list[str] = []
    put = out.append
    if shell.whole:
        put("<!DOCTYPE html>\n")
        put('<html lang="')
        put(lang)
        put('"')
        if direction:
            put(' dir="')
            put(direction)
            put('"')
        put(">\n")
        put("<head>\n")
        put('<meta charset="utf-8">\n')
        put('<meta name="viewport" content="width=device-width, initial-scale=1">\n')
        if shell.policy:
            put('<meta http-equiv="Content-Security-Policy" content="')
            put(shell.policy)
            put('">\n')
        put("<title>")
        put(title)
        put("</title>\n")
        for property in meta:
            put(property)
            put("\n")
        if shell.sheet:
            put('<link rel="stylesheet" href="')
            put(shell.sheet)
            put('">\n')
        else:
            put("<style>\n")
            put(shell.css)
            put("\n")
            put("</style>\n")
        put("</head>\n")
        put('<body class="')
        put(shell.layout)
        put('"')
        if shell.script:
            put(' data-switch="')
            put(escape(words.theme))
            put('" data-copy="')
            put(escape(words.copy))
            put('" data-copied="')
            put(escape(words.copied))
            put('" data-search="')
            put(escape(words.search))
            put('" data-nothing="')
            put(escape(words.search_none))
            put('"')
        put(">\n")
        put('<a class="skip" href="#Content">')
        put(escape(words.skip))
        put("</a>\n")
    else:
        put('<article class="specexport" lang="')
        put(lang)
        put('"')
        if direction:
            put(' dir="')
            put(direction)
            put('"')
        put(">\n")
    put('<header class="front">\n')
    if cover:
        put(cover)
        put("\n")
    else:
        if shell.logo:
            put('<p class="brand"><img class="logo" src="')
            put(shell.logo)
            put('" alt="')
            put(company or escape(words.logo))
            put('"></p>\n')
        elif company:
            put('<p class="brand">')
            put(company)
            put("</p>\n")
        put('<div class="heading">\n')
        if kind:
            put('<p class="kind">')
            put(kind)
            put("</p>\n")
        put('<h1 class="title" id="')
        put(anchor)
        put('">')
        put(heading)
        put("</h1>\n")
        if subtitle:
            put('<p class="subtitle">')
            put(subtitle)
            put("</p>\n")
        put("</div>\n")
        if facts:
            put('<dl class="facts')
            if crowded:
                put(" many")
            put('">\n')
            for label, value in facts:
                put("<div><dt>")
                put(label)
                put("</dt><dd>")
                put(value)
                put("</dd></div>\n")
            put("</dl>\n")
    put("</header>\n")
    put('<div class="sheet">\n')
    if contents:
        put('<nav class="contents')
        if tightness:
            put(" ")
            put(tightness)
        put('" aria-labelledby="Contents">\n')
        put("<details open>\n")
        put('<summary><h2 class="unnumbered" id="Contents">')
        put(escape(words.contents))
        put("</h2></summary>\n")
        put(contents)
        put("\n")
        put("</details>\n")
        for name, heading_of_list, entries in lists:
            put('<details class="list">\n')
            put('<summary><h2 class="unnumbered" id="')
            put(name)
            put('">')
            put(heading_of_list)
            put("</h2></summary>\n")
            put(entries)
            put("\n")
            put("</details>\n")
        put("</nav>\n")
    if shell.whole:
        put('<main id="Content">\n')
        put(main)
        put("\n")
        put(footnotes)
        put("\n")
        put("</main>\n")
    else:
        put('<div class="content" id="Content">\n')
        put(main)
        put("\n")
        put(footnotes)
        put("\n")
        put("</div>\n")
    put("</div>\n")
    if classification:
        put('<footer class="imprint">')
        put(classification)
        put("</footer>\n")
    if shell.script:
        put('<div class="actions"></div>\n')
        put("<script>")
        put(shell.script)
        put("</script>\n")
    if shell.whole:
        put("</body>\n")
        put("</html>\n")
    else:
        put("</article>\n")
    return "".join(out)
