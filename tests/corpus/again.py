"""Export many documents by the command, one after the other in one process: what one leaves, the next finds.

It reads a line of JSON for each document, the specification, the folder of its output, the targets and more
options, and answers each with one: the exit status, and what was said.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys

from specexport.cli import application


def export(path: str, folder: str, targets: str, *options: str) -> tuple[int, str]:
    """Run the command, and return its exit status and what it said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = application.run(["export", path, "-t", targets, "-o", folder, *options])
    return status, said.getvalue()


if __name__ == "__main__":
    answers = sys.stdout
    for line in sys.stdin:
        print(json.dumps(export(*json.loads(line))), file=answers, flush=True)
