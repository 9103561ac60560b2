"""The inputs, how they are run, and what must hold for each."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fuzz import judging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What is made of every input, by what tests call it: the target, and more options.
TARGETS: dict[str, tuple[str, ...]] = {
    "html": ("html",),
    "docx": ("docx",),
    "pdf": ("pdf",),
    "typst": ("pdf", "--pdf-engine", "typst"),
}
MIB = 1024**2
HOST_MIB = 200  # what the host itself weighs, with everything imported
LINE = re.compile(r"^(.+?(:\d+:\d+)?: )?(info|warning|error) SX\d{3} .+$")
SECRETS = (b"CANARY-7f3a", b"root:x:0:0")
# A made thing that must not come about when a document is read.
PLANTED = Path("/tmp/PWNED_SPECEXPORT")


@dataclass(frozen=True)
class Case:
    """One input: where it is, what is expected of it, and what it may take."""

    file: str
    expect: str
    seconds: float
    mib: int

    @property
    def kind(self) -> str:
        return self.file.partition("/")[0]


@dataclass(frozen=True)
class Result:
    """What became of a command: how it ended, what it took, said and did, and the files it wrote."""

    status: int
    seconds: float
    peak: int
    said: str
    did: list[str]
    files: list[Path] = field(default_factory=list)


def cases(shared: Path | None) -> list[Case]:
    """Return all inputs of the shared folder, none if it is not there."""
    manifest = shared / "nasty" / "manifest.json" if shared else None
    if manifest is None or not manifest.is_file():
        return []
    rows = json.loads(manifest.read_text("utf-8"))
    return [Case(row["file"], row["expect"], row["seconds"], row["mib"]) for row in rows]


def shared_folder() -> Path | None:
    """Return the folder of hostile inputs' parent, where it is expected."""
    place = Path(os.environ.get("SPECEXPORT_SHARED") or Path(__file__).parents[3] / "shared")
    return place if place.is_dir() else None


class Host:
    """The process that runs commands: without a network, where this user may do without one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [*_without_network(), sys.executable, str(Path(__file__).with_name("host.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"SPECEXPORT_CACHE": "off", "NO_COLOR": "1"},
        )

    def run(self, case: Case, target: str, out: Path, *options: str, source: str = "") -> Result:
        """Export the input, or `source` with `options`, as `target` says, into the folder `out`."""
        target, *more = TARGETS[target]
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        spec = source or str(self.folder / case.file)
        asked: dict[str, Any] = {
            "arguments": ["export", spec, "-t", target, "-o", str(out), *more, *options],
            "seconds": case.seconds,
            "memory": (case.mib + 2 * HOST_MIB) * MIB,
            "folder": str(self.folder),
            "closed": [str(self.folder / "canary"), "/etc", "/dev", "/proc/1", str(Path.home() / ".ssh")],
        }
        answer = self._ask(**asked)
        if answer["seconds"] > case.seconds:  # once more: how busy the machine was is known but roughly
            shutil.rmtree(out)
            out.mkdir()
            answer = min(answer, self._ask(**asked), key=lambda one: one["seconds"])
        return Result(**answer, files=sorted(path for path in out.rglob("*") if path.is_file()))

    def _ask(self, **request: Any) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


def _without_network() -> list[str]:
    unshare = shutil.which("unshare")
    if unshare and subprocess.run([unshare, "-n", "true"], capture_output=True).returncode == 0:
        return [unshare, "-n"]
    return []


def faults(case: Case, target: str, result: Result, source: bytes = b"") -> list[str]:
    """Return everything that is not as it must be; what `source` says itself is no secret."""
    return [
        *_of_ending(case.expect, result),
        *_of_limits(case, result),
        *_of_what_was_said(result),
        *(f"it did: {what}" for what in result.did if not _is_harmless(what)),
        *_of_files(target, result, [secret for secret in SECRETS if secret not in source]),
        *(["something was planted"] if PLANTED.exists() else []),
    ]


def _is_harmless(what: str) -> bool:
    """Return whether an opened file is what every program reads of a system."""
    return bool(
        re.match(r"open /etc/(fonts|ssl|mime\.types|localtime|os-release|ld\.)|open /dev/(null|tty)", what)
    )


def _of_ending(expect: str, result: Result) -> Iterator[str]:
    if result.status < 0:
        yield f"signal {-result.status}"
    elif result.status not in (0, 1, 2):
        yield f"status {result.status}"
    if expect == "ok" and result.status:
        yield f"refused: {result.said[-120:]!r}"
    if expect == "clean-error" and not result.status:
        yield "accepted"


def _of_limits(case: Case, result: Result) -> Iterator[str]:
    if result.seconds > case.seconds:
        yield f"{result.seconds:.1f} s of {case.seconds}"
    if result.peak > (case.mib + HOST_MIB) * MIB:
        yield f"{result.peak // MIB} MiB of {case.mib}"


def _of_what_was_said(result: Result) -> Iterator[str]:
    lines = result.said.splitlines()
    errors = [line for line in lines if re.search(r"(^|: )error SX", line)]
    if "Traceback" in result.said or "SX099" in result.said:
        yield f"a fault of the program: {result.said[-300:]!r}"
    if result.status > 0 and len(errors) != 1:
        yield f"{len(errors)} errors told: {result.said[-200:]!r}"
    yield from (
        f"not a diagnostic: {line[:120]!r}" for line in lines if not LINE.match(line) and not _is_report(line)
    )


def _is_report(line: str) -> bool:
    return bool(re.search(r"  [\d.]+ (B|kB|MB)  ", line))


def _of_files(target: str, result: Result, secrets: list[bytes]) -> Iterator[str]:
    if result.status and result.files:
        yield f"failed, and left {[path.name for path in result.files]}"
    target, *_ = TARGETS[target]
    if not result.status and [path.suffix for path in result.files] != [f".{target}"]:
        yield f"wrote {[path.name for path in result.files]}"
    for path in result.files:
        yield from _of_output(target, path.read_bytes(), secrets)


def _of_output(target: str, data: bytes, secrets: list[bytes]) -> Iterator[str]:
    match target:
        case "html":
            page = judging.Page(data.decode())
            yield from page.faults
            if len(page.scripts) != 1:
                yield f"{len(page.scripts)} scripts"
        case "docx":
            yield from judging.package(data)[0]
        case "pdf":
            yield from judging.paper(data)
    yield from (
        f"holds {secret!r}" for secret in secrets if any(secret in part for part in parts(target, data))
    )


def parts(target: str, data: bytes) -> Iterable[bytes]:
    """Yield an output and everything that is packed in it, unpacked."""
    yield data
    match target:
        case "html":
            for text in re.findall(rb"base64,([A-Za-z0-9+/=]+)", data):
                yield base64.b64decode(text)
        case "docx":
            import io

            with zipfile.ZipFile(io.BytesIO(data)) as package:
                yield from map(package.read, package.namelist())
        case "pdf":
            yield from judging.streams(data)
