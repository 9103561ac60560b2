"""Checkers of web pages."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .tools import SCRIPTS, Findings, json_lines, node_modules, per_file, program, run, shared

if TYPE_CHECKING:
    from collections.abc import Sequence


_DRAWN = re.compile(r'<img [^>]*src="data:image/svg\+xml')
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')


def html_validate(paths: Sequence[Path]) -> Findings:
    """Validate with html-validate: its recommended, document and accessibility rules.

    Ids may begin with a digit, as HTML allows: anchors are those that GitHub makes of headings.
    """
    binary = node_modules("html-validate") / "html-validate" / "bin" / "html-validate.mjs"
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"  # what it writes to a pipe is cut off at 64 kB
        done = run(["node", binary, "-c", SCRIPTS / "html-validate.json", "-f", f"json={report}", *paths])
        assert done.returncode in (0, 1), done.stderr[-2000:]
        results = json.loads(report.read_text(encoding="utf-8"))
    found: Findings = {path: [] for path in paths}
    by_path = {path.resolve(): path for path in paths}
    for result in results:
        found[by_path[Path(result["filePath"]).resolve()]] += [
            f"{message['line']}:{message['column']} {message['ruleId']}: {message['message']}"
            for message in result["messages"]
        ]
    return found


def nu(paths: Sequence[Path]) -> Findings:
    """Validate with the Nu Html Checker, its check of CSS included.

    It does not know `::highlight()` (CSS Custom Highlight API 1, 3.2) and says so without naming it.
    """
    jar = node_modules("vnu-jar") / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = run([program("java"), "-Xss16m", "-jar", jar, "--format", "json", "--Werror", *paths])
    messages = json.loads(done.stderr or done.stdout)["messages"]
    found: Findings = {path: [] for path in paths}
    by_url = {path.resolve().as_uri(): path for path in paths}
    for message in messages:
        url = message["url"].replace("file:/", "file:///") if "///" not in message["url"] else message["url"]
        if _is_newer(message, by_url[url]):
            continue
        found[by_url[url]].append(f"{message.get('lastLine', 0)}: {message['message']}")
    return found


def _is_newer(message: dict[str, Any], path: Path) -> bool:
    if message["message"] != "CSS: Parse Error.":
        return False
    lines = path.read_text(encoding="utf-8").splitlines()
    return "::highlight(" in lines[message["lastLine"] - 1]


def browser(paths: Sequence[Path]) -> Findings:
    """Open in Chromium: what axe finds, overflow at 320, 768 and 1280 pixels, requests, errors, dialogs."""
    modules = node_modules("axe-core")
    node_modules("playwright-core")
    chromium = program("chromium")
    values = json_lines(["node", SCRIPTS / "browser.mjs", modules, *paths], CHROMIUM=chromium)
    return per_file(paths, [(value["file"], value["findings"]) for value in values])


def active_content(paths: Sequence[Path]) -> Findings:
    """Look for scripts, handlers, frames, forms and dangerous addresses with the shared page scanner."""
    modules = node_modules("playwright-core")
    program("chromium")
    with tempfile.TemporaryDirectory() as scratch:
        script = Path(scratch) / "htmlscan.mjs"
        shutil.copyfile(shared() / "checks" / "htmlscan.mjs", script)
        (Path(scratch) / "node_modules").symlink_to(modules)
        # Under plain names: it opens no file whose name has a space.
        copies = [Path(scratch) / f"{number}.html" for number in range(len(paths))]
        for path, copy in zip(paths, copies, strict=True):
            shutil.copyfile(path, copy)
        done = run(["node", script, *copies])
    assert done.returncode in (0, 1), done.stderr[-2000:]
    lines = [line for line in done.stdout.splitlines() if " dialogs " in line]
    assert len(lines) == len(paths), done.stdout[-2000:] + done.stderr[-2000:]
    return {path: _active(line, path) for path, line in zip(paths, lines, strict=True)}


def _active(line: str, path: Path) -> list[str]:
    """Return what acts in a page, but for the one script that its policy names by its hash.

    The scanner counts drawings in `img` as dangerous addresses; in them nothing can act (SVG 2, 2.2.1).
    """
    words = line[line.rindex(" dialogs ") :].split()
    said = dict(pairwise(words))
    drawings = len(_DRAWN.findall(path.read_text(encoding="utf-8")))
    expected = {"badURL": str(drawings), "scripts": str(len(own_scripts(path)))}
    watched = ("dialogs", "scripts", "on*", "frames/forms", "badURL", "net", "dupIds")
    return [f"{name} {said[name]}" for name in watched if said[name] != expected.get(name, "0")]


def own_scripts(path: Path) -> list[str]:
    """Return the scripts of a page that its Content Security Policy allows, by their hash."""
    text = path.read_text(encoding="utf-8")
    policy = _POLICY.search(text)
    allowed = re.findall(r"'sha256-([^']+)'", policy[1]) if policy else []
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    return [script for script in scripts if _digest(script) in allowed]


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
