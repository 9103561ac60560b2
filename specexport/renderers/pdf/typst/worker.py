"""The process in which the compiler runs: it knows nothing of this program, and can be ended at any time.

It is started as a script, with the folder of the package `typst` and one that it may write to, and answers
requests on standard input one after the other until that ends. A request and an answer are each a frame of
JSON and frames of bytes; a frame is its length, of four bytes, and itself. A request names the `files` whose
bytes follow, in this order; behind an answer there is one frame, often empty.
"""

from __future__ import annotations

import json
import shutil
import struct
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

# A font of more bytes than this is not looked at for single characters.
_MOST_BYTES = 256 << 20
_LENGTH = struct.Struct(">I")
# No id of an author's has a space.
_EXPRESSION = (
    '(pages: query(label("sx pages")).first().value,'
    ' marks: query(label("sx mark")).map(m => { let p = m.location().position();'
    " (m.value, p.page, calc.round(p.x.pt()), calc.round(p.y.pt())) }),"
    ' turned: query(label("sx turned")).map(t => t.location().page()),'
    ' first: query(label("sx content")).map(t => t.location().page()),'
    ' anchors: query(label("sx ids")).first().value.map(i =>'
    " (i, query(label(i)).map(t => t.location().page()).at(0, default: 0))))"
)


class Worker:
    """Keeps the fonts of the last style, and the document that was laid out last, to be written as a file."""

    def __init__(self, typst: Any, home: str) -> None:
        self._typst = typst
        self._home = Path(home)
        self._nowhere = str(self._home / "none")  # there are no packages
        self._fonts: dict[str, Any] = {}
        self._place = self._home
        self._used: Any = None

    def answer(self, request: dict[str, Any], files: dict[str, bytes]) -> tuple[dict[str, Any], bytes]:
        """Return the answer to one request."""
        match request["do"]:
            case "open":
                return self._opened(request), b""
            case "lay":
                return self._laid(request, files), b""
            case _:
                return self._written(request)

    def close(self) -> None:
        """Delete what lies on the disk."""
        shutil.rmtree(self._home, ignore_errors=True)

    def _opened(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the families that there are, and which of them have the characters asked for."""
        fonts = self._of(request["fonts"])
        left, found = set(request["characters"]), []
        rank = {family: at for at, family in enumerate(request["prefer"])}
        faces = [one for one in fonts.fonts() if one.path and one.style == "normal"]
        faces.sort(key=lambda one: (rank.get(one.family, len(rank)), abs(one.weight - 400), one.family))
        for one in faces if left else ():
            if has := left & _characters(one.path, one.index, left):
                found.append((one.family, "".join(sorted(has))))
                left -= has
        return {"families": fonts.families(), "covers": found}

    def _of(self, paths: list[str], last: bytes = b"") -> Any:
        """Return the fonts at `paths`, with those of the system: the compiler takes folders only."""
        key = "\0".join(paths)
        if key in self._fonts and not last:
            return self._fonts[key]
        folder = Path(tempfile.mkdtemp(dir=self._home))
        for at, path in enumerate(map(Path, paths)):
            _link(path, folder / f"{at}-{path.name}")
        if last:
            (folder / "last.ttf").write_bytes(last)
        made = self._typst.Fonts(
            include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(folder)]
        )
        if not last:
            self._fonts = {key: made}
        return made

    def _laid(self, request: dict[str, Any], files: dict[str, bytes]) -> dict[str, Any]:
        """Lay a document out, and return on which pages its parts are."""
        if self._place != self._home:
            shutil.rmtree(self._place, ignore_errors=True)
        self._place = Path(tempfile.mkdtemp(dir=self._home))
        self._used = self._of(request["fonts"], files.pop("last.ttf", b""))
        for name, data in files.items():
            (self._place / Path(name).name).write_bytes(data)
        found: dict[str, Any] = json.loads(
            self._typst.eval(
                str(self._place / "main.typ"),
                expression=_EXPRESSION,
                root=str(self._place),
                font_paths=self._used,
                package_path=self._nowhere,
                package_cache_path=self._nowhere,
            )
        )

        return found

    def _written(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Return the document that was laid out last as PDF, with what the compiler says of it."""
        data, warnings = self._typst.compile_with_warnings(
            str(self._place / "main.typ"),
            root=str(self._place),
            font_paths=self._used,
            format="pdf",
            pdf_standards=request["standards"],
            timestamp=0,
            package_path=self._nowhere,
            package_cache_path=self._nowhere,
        )
        return {"warnings": [warning.message for warning in warnings]}, data


def _link(path: Path, place: Path) -> None:
    try:
        place.symlink_to(path.resolve())
    except OSError:  # a system on which only some may link
        shutil.copyfile(path, place)


def _characters(path: str, index: int, wanted: set[str]) -> set[str]:
    """Return which of the characters `wanted` a font has (OpenType, cmap of format 4 or 12)."""
    try:
        if Path(path).stat().st_size > _MOST_BYTES:
            return set()
        with Path(path).open("rb") as file:
            table = _table(file, index, b"cmap")
        ranges = _ranges(table)
    except (OSError, struct.error, LookupError):
        return set()
    return {char for char in wanted if any(low <= ord(char) <= high for low, high in ranges)}


def _table(file: BinaryIO, index: int, name: bytes) -> bytes:
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(8)[:2])
    for _ in range(count):
        tag, _, offset, length = struct.unpack(">4sIII", file.read(16))
        if tag == name:
            file.seek(offset)
            return file.read(length)
    return b""


def _ranges(table: bytes) -> list[tuple[int, int]]:
    """Return the ranges of characters in a table `cmap`."""
    (count,) = struct.unpack_from(">H", table, 2)
    offsets = [struct.unpack_from(">I", table, 8 + 8 * at)[0] for at in range(count)]
    forms = {struct.unpack_from(">H", table, at)[0]: at for at in offsets}
    if 12 in forms:
        at = forms[12]
        (groups,) = struct.unpack_from(">I", table, at + 12)
        return [struct.unpack_from(">II", table, at + 16 + 12 * one) for one in range(groups)]
    at = forms[4]
    segments = struct.unpack_from(">H", table, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", table, at + 14)
    starts = struct.unpack_from(f">{segments}H", table, at + 16 + 2 * segments)
    return [(low, high) for low, high in zip(starts, ends, strict=True) if low != 0xFFFF]


def _hold(most: int) -> None:
    """Have no more than `most` bytes of memory, where the system can see to that."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):  # where the system allows less by itself
        resource.setrlimit(resource.RLIMIT_DATA, (most or hard, hard))


def _peak() -> int:
    """Return how many bytes this process has had at most, 0 where that is not known."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    return stream.read(_LENGTH.unpack(head)[0])


def _send(stream: BinaryIO, *frames: bytes) -> None:
    for frame in frames:
        stream.write(_LENGTH.pack(len(frame)))
        stream.write(frame)
    stream.flush()


def _answered(worker: Worker, request: dict[str, Any], files: dict[str, bytes]) -> tuple[Any, bytes]:
    try:
        return worker.answer(request, files)
    except MemoryError:
        return {"memory": True}, b""
    except Exception as error:  # whatever the compiler makes of a document
        message = getattr(error, "message", "") or str(error) or type(error).__name__
        return {"error": message, "where": getattr(error, "diagnostic", "")}, b""


def main() -> None:
    """Answer requests until there are no more."""
    sys.path.append(sys.argv[1])
    import typst

    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    worker = Worker(typst, sys.argv[2])
    try:
        while (head := _frame(requests)) is not None:
            request = json.loads(head)
            files = {name: _frame(requests) or b"" for name in request.get("files", ())}
            _hold(request["memory"])
            said, data = _answered(worker, request, files)
            _send(answers, json.dumps({**said, "peak": _peak()}).encode(), data)
    finally:
        worker.close()


if __name__ == "__main__":
    main()
