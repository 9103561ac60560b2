"""Fuzzing: documents and texts that nobody would write, through everything, for as long as there is time.

`pytest` draws the same examples every time: what it says of a change is about the change. Beside it,
`.ci/run` searches with other examples, as these commands do:

    pytest -m hypothesis --hypothesis-profile search
    python -m tests.fuzz --seconds 3600

What a search finds becomes an example that is always tried: an `@example` above the test, or a test of its
own beside those of the module at fault, and then it is mended. The smallest document that still fails is the
one to keep; a finding of `tests.fuzz` lies in its folder as Markdown, or as the JSON of a `Document`.
"""
