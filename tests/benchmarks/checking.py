"""What checking costs: `python tests/benchmarks/checking.py [FOLDER]`.

Checks 1,000 specifications in one process, those of the examples and templates and, where there is one, of
the folder of real documents, over and over, parse included. Prints the CPU time of each in milliseconds:
mean, median, the largest. The aim is a mean of 60.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import time
from pathlib import Path

from specexport.api import specifications
from specexport.core.diagnostics import SpecExportError
from specexport.specification.forms import choose

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SPECEXPORT_SHARED") or REPOSITORY.parent / "shared")
COUNT = 1000


def main() -> None:
    """Check and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "corpus", help="real documents")
    parser.add_argument("--count", type=int, default=COUNT, help="how many checks")
    options = parser.parse_args()
    own = [*REPOSITORY.glob("examples/*/*.md"), *choose.names().values()]
    paths = sorted(own) + [Path(path) for path in specifications.specifications([str(options.folder)])]
    spent: list[tuple[float, Path]] = []
    for path in itertools.islice(itertools.cycle(paths), options.count):
        began = time.process_time()
        try:
            specifications.check(path)
        except SpecExportError:
            continue
        spent.append(((time.process_time() - began) * 1000, path))
    times = [one for one, _ in spent]
    most, where = max(spent)
    size = sum(path.stat().st_size for _, path in spent) / len(spent) / 1000
    print(f"{len(spent)} checks of {len(paths)} documents of {size:.0f} kB on average")
    mean, median = statistics.mean(times), statistics.median(times)
    print(f"CPU ms each: mean {mean:.1f}, median {median:.1f}, most {most:.0f} ({where.name})")


if __name__ == "__main__":
    main()
