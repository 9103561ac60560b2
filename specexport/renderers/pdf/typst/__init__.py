"""Typst lays out pages: the document as calls of one template, which the tokens of the style feed.

The compiler is one wheel without a system library. What an author wrote is only ever a string within a call,
never markup, and the compiler runs in a process of its own that can be ended.
"""
