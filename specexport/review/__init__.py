"""What came back from Word: which lines its paragraphs are from, what was changed and said, and the patch.

It works on values, and touches no disk. `source_map` is what a Word file of ours carries with it.
"""
