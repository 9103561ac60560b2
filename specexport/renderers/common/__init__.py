"""How text takes room, before anything is laid out: what renderers have to agree on, and none of them owns.

`letters` estimates widths, `grid` says which cell of a table stands where, `columns` how wide its columns are
and how large its type, `rows` how wide pictures side by side are, `meaning` what a cell of one word stands
for.
"""
