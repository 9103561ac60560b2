"""Run the inputs and print what each took: `python -m tests.nasty [TARGET...] [FOLDER...]`, by default all.

Ends with the number of those that are not as they must be.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]


def main() -> int:
    """Run what is asked for."""
    from nasty.cases import MIB, TARGETS, Host, cases, faults, shared_folder

    shared = shared_folder()
    if shared is None:
        print("the shared folder is not there; SPECEXPORT_SHARED names it")
        return 2
    targets = [one for one in TARGETS if one in sys.argv[1:]] or list(TARGETS)
    asked = [one for one in sys.argv[1:] if one not in TARGETS]
    bad = count = 0
    host = Host(shared / "nasty")
    with tempfile.TemporaryDirectory() as scratch:
        for case in cases(shared):
            if asked and not any(case.file.startswith(name) for name in asked):
                continue
            for target in targets:
                result = host.run(case, target, Path(scratch))
                wrong = faults(case, target, result, (host.folder / case.file).read_bytes())
                bad, count = bad + bool(wrong), count + 1
                code = next((word for word in result.said.split() if word.startswith("SX")), "")
                took = (
                    f"{result.seconds:6.2f} s of {case.seconds:3} {result.peak // MIB:5} MiB of {case.mib:5}"
                )
                line = f"{case.file:42} {target:5} {result.status:3} {took} {code:6} {'; '.join(wrong)}"
                print(line, flush=True)
    host.close()
    print(f"{bad} of {count} are not as they must be")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
