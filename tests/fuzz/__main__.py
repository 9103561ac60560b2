"""Fuzz for as long as there is time: `python -m tests.fuzz --seconds 3600`.

A third of the time goes to documents of any kind (hypothesis), a third to bytes for the Markdown reader, a
third to bytes for the whole program: both by atheris where it is installed, which follows what the bytes
reach, else by hypothesis. Ends with the number of runs and of findings, and the exit status 1 if there are
any; what was found lies in the folder of `--findings`.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

PHASES = ("documents", "reader", "program")


class Findings:
    """Counts runs, and keeps the first example of every fault in a folder.

    The counts are told every now and then, for fuzzers that end their process.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.runs = 0
        self.kinds: set[str] = set()
        self._told = time.monotonic()

    def folder(self) -> Path:
        """Return the folder for what is found."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder.resolve()

    def count(self) -> None:
        """Count one run."""
        self.runs += 1
        if time.monotonic() - self._told > 2:
            self.tell()

    def tell(self) -> None:
        """Print the counts as JSON, for the process that started this one."""
        self._told = time.monotonic()
        print("COUNTS " + json.dumps({"runs": self.runs, "findings": sorted(self.kinds)}), flush=True)

    def keep(self, error: BaseException, example: bytes, suffix: str) -> None:
        """Keep `example` unless the same fault arose at the same place before."""
        frames = [one for one in traceback.extract_tb(error.__traceback__) if "specexport" in one.filename]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        kind = f"{type(error).__name__} {place} {str(error)[:60]}"
        if kind in self.kinds:
            return
        self.kinds.add(kind)
        name = self.folder() / f"{int(time.time())}-{len(self.kinds)}{suffix}"
        name.write_bytes(example)
        Path(f"{name}.txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        print(f"FOUND {kind} -> {name}", flush=True)


def documents(findings: Findings, until: float) -> None:
    """Draw documents until time is up: pages and Word files of all, PDF of some."""
    import msgspec
    import strategies
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st

    from tests.fuzz import properties

    targets = st.sampled_from((("html", "docx"),) * 7 + (("pdf",),))
    drawn = strategies.documents() | strategies.tabled()

    @settings(
        max_examples=200,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn, targets, st.sampled_from(properties.LOOKS))
    def attack(document, wanted, look):
        if time.monotonic() > until:
            return
        findings.count()
        try:
            properties.holds_for_document(document, wanted, look)
        except Exception as error:
            findings.keep(error, msgspec.json.encode(document), f"-{'-'.join(wanted)}-{look}.json")

    while time.monotonic() < until:
        seed(random.randrange(2**60))(attack)()


def texts(findings: Findings, until: float, targets: tuple[str, ...]) -> None:
    """Draw Markdown until time is up."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    from tests.fuzz.texts import markdown

    @settings(
        max_examples=500,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(markdown())
    def attack(text):
        if time.monotonic() < until:
            judge(findings, text.encode("utf-8", "replace"), targets)

    while time.monotonic() < until:
        seed(random.randrange(2**60))(attack)()


SLOW = 10.0  # seconds of processor for a text of at most a few kilobytes


def judge(findings: Findings, data: bytes, targets: tuple[str, ...]) -> None:
    """Put `data` through the program, and keep it when something does not hold or takes too long."""
    from tests.fuzz import properties

    findings.count()
    began = time.process_time()
    try:
        properties.holds_for_text(data, targets)
        if time.process_time() - began > SLOW:
            raise properties.FoundError(f"it takes {time.process_time() - began:.0f} s")
    except Exception as error:
        findings.keep(error, data, ".md")


def guided(findings: Findings, until: float, targets: tuple[str, ...], corpus: Path) -> None:
    """Let atheris mutate bytes towards code that was not reached before; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["specexport"]):
        from specexport.readers import markdown  # noqa: F401 - likewise
        from specexport.readers.markdown import html, inlines  # noqa: F401 - likewise
        from specexport.renderers import docx  # noqa: F401 - likewise
        from specexport.specification.passes import placeholders  # noqa: F401 - to be followed

    def attack(data: bytes) -> None:
        judge(findings, data, targets)

    seconds = max(1, int(until - time.monotonic()))
    arguments = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={seconds}",
        "-max_len=4096",
        "-timeout=60",
        "-rss_limit_mb=4096",
        "-verbosity=0",
        f"-artifact_prefix={findings.folder()}/",
    ]
    atheris.Setup(arguments, attack, enable_python_coverage=True)
    findings.tell()
    atheris.Fuzz()


def seeds(folder: Path) -> None:
    """Fill a folder with texts to begin with: the features, and every piece of syntax."""
    from tests.fuzz.texts import PIECES

    texts = [path.read_bytes() for path in sorted((TESTS / "features").glob("*.md"))]
    texts += ["".join(PIECES[at : at + 8]).encode() for at in range(0, len(PIECES), 4)]
    for number, text in enumerate(texts):
        (folder / f"{number:04}").write_bytes(text[:4096])


def phase(name: str, findings: Findings, until: float) -> None:
    """Do one phase in this process."""
    targets = () if name == "reader" else ("html", "docx")
    try:
        import atheris  # noqa: F401 - is it there?
    except ImportError:
        guide = False
    else:
        guide = True
    if name == "documents":
        documents(findings, until)
    elif guide:
        with tempfile.TemporaryDirectory() as corpus:
            seeds(Path(corpus))
            guided(findings, until, targets, Path(corpus))
        return
    else:
        texts(findings, until, targets)
    findings.tell()


def main() -> int:
    """Run the phases, each in a process of its own, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--phase", choices=PHASES)
    options = parser.parse_args()
    warnings.simplefilter("error")
    if options.phase:
        phase(options.phase, Findings(options.findings), time.monotonic() + options.seconds)
        return 0
    results = [_apart(name, options.seconds / len(PHASES), options.findings) for name in PHASES]
    found = [kind for _, kinds in results for kind in kinds]
    print(f"{sum(runs for runs, _ in results)} runs, {len(found)} findings")
    return 1 if found else 0


def _apart(name: str, seconds: float, folder: Path) -> tuple[int, list[str]]:
    """Run a phase in a process of its own, and return its counts: fuzzers end their process."""
    command = [sys.executable, "-m", "tests.fuzz", "--phase", name, "--seconds", str(seconds)]
    counts: dict[str, Any] = {"runs": 0, "findings": []}
    with subprocess.Popen(
        [*command, "--findings", str(folder)], cwd=TESTS.parent, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            if line.startswith("COUNTS "):
                counts = json.loads(line.removeprefix("COUNTS "))
            elif line.startswith("FOUND "):
                print(line, end="", flush=True)
    if process.returncode:
        counts["findings"].append(f"{name}: the process ended with {process.returncode}")
    print(f"{name}: {counts['runs']} runs, {len(counts['findings'])} findings", flush=True)
    return counts["runs"], counts["findings"]


if __name__ == "__main__":
    sys.exit(main())
