"""What a specification means: the blank form as a schema, the rules of `check`, typed facts.

A `View` is what everything here looks at: the document as its reader made it, seen as sections and pieces of
text, each with its place in the source.
"""
