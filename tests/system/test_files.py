"""Reading sources and pictures, and writing outputs whole."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
import tempfile
import warnings
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kitchen_sink
import pytest
from hypothesis import given
from hypothesis import strategies as st

from specexport.core.context import Source
from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
from specexport.core.limits import Limits
from specexport.system import files, pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PNG, SVG = kitchen_sink.PIXEL, kitchen_sink.DRAWING

posix = pytest.mark.skipif(os.name != "posix", reason="permissions, links and pipes as POSIX has them")


def code_of(action: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(SpecExportError) as caught:
        action(*arguments)
    assert "\n" not in str(caught.value)
    assert caught.value.diagnostic.hint
    return caught.value.diagnostic.code


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may reach and write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)
        Path(name).chmod(0o700)


def as_nobody(action: Callable[[], str]) -> str:
    """Return what `action` returns for an ordinary user, in a child process if this is the superuser's."""
    if os.geteuid() != 0:
        return action()
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # of forking beside threads, which the child never uses
        child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os.setuid(65534)
            os.write(writer, action().encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return text


# Sources


def test_a_source_is_its_bytes_and_its_name(tmp_path: Path) -> None:
    path = tmp_path / "spec.md"
    path.write_bytes(b"# Title")
    assert files.read_source(path) == Source(b"# Title", str(path))


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# Title")))
    assert files.read_source("-") == Source(b"# Title", "-")


def test_a_missing_source_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert code_of(files.read_source, tmp_path / "none.md") == "SX001"
    assert code_of(files.read_source, tmp_path) == "SX002"
    assert code_of(files.read_source, "a\0b.md") == "SX003"


@posix
def test_a_source_that_may_not_be_read_is_refused(open_folder: Path) -> None:
    path = open_folder / "spec.md"
    path.write_bytes(b"x")
    path.chmod(0)
    assert as_nobody(lambda: code_of(files.read_source, path)) == "SX003"


@posix
def test_pipes_and_devices_are_refused_before_they_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    for name in ("/dev/zero", tmp_path / "zero.md", tmp_path / "pipe.md"):
        assert code_of(files.read_source, name) == "SX003"


@posix
def test_what_a_shell_hands_over_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"# Title")
    os.close(writer)
    assert files.read_source(f"/dev/fd/{reader}").data == b"# Title"
    os.close(reader)


def test_a_source_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spec.md").write_bytes(b"x" * 11)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))
    for name in (tmp_path / "spec.md", "-"):
        assert code_of(files.read_source, name, Limits(source_bytes=10)) == "SX021"
    assert len(files.read_source(tmp_path / "spec.md", Limits(source_bytes=0)).data) == 11


# Outputs


def test_writing_makes_folders_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "spec.html"
    files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_standard_output_gets_the_bytes(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    files.write(Path("-"), b"\xff\x00")
    assert capfdbinary.readouterr().out == b"\xff\x00"


@posix
def test_a_new_file_gets_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    files.write(tmp_path / "ours", b"")
    (tmp_path / "plain").write_bytes(b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


@posix
def test_an_existing_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.html", tmp_path / "link.html"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real.name)
    files.write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EDQUOT])
def test_a_failing_disk_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    path = tmp_path / "spec.pdf"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(*(os, "fsync") if step == "fsync" else (Path, "replace"), fail)
    assert code_of(files.write, path, b"new") == "SX031"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupt_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "spec.pdf"
    path.write_bytes(b"old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "file").write_bytes(b"")
    assert code_of(files.write, tmp_path / "folder.html", b"") == "SX032"
    assert code_of(files.write, tmp_path / "file" / "spec.html", b"") == "SX032"
    if os.name == "posix":
        assert code_of(files.write, Path(os.devnull), b"") == "SX032"


@posix
def test_a_place_that_may_not_be_written_is_told(open_folder: Path) -> None:
    kept = open_folder / "spec.html"
    kept.write_bytes(b"old")
    kept.chmod(0o444)
    assert as_nobody(lambda: code_of(files.write, kept, b"new")) == "SX030"
    open_folder.chmod(0o555)
    assert as_nobody(lambda: code_of(files.write, open_folder / "other.html", b"new")) == "SX030"
    assert as_nobody(lambda: code_of(files.write, open_folder / "new" / "other.html", b"new")) == "SX030"
    assert kept.read_bytes() == b"old"


def test_writing_problems_are_the_machines(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        files.write(tmp_path, b"")


# Pictures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "root" / "spec"
    (inside / "img").mkdir(parents=True)
    (inside / "img" / "a b.png").write_bytes(PNG)
    (inside / "what?.png").write_bytes(PNG)
    (tmp_path / "root" / "shared.svg").write_bytes(SVG)
    (tmp_path / "secret.png").write_bytes(PNG)
    return inside


@pytest.mark.parametrize(
    "url", ["img/a%20b.png", "./img/a b.png", "img/a%20b.png?raw=true#x", "what%3F.png", "what?.png"]
)
def test_pictures_of_the_folder_are_loaded(folder: Path, url: str) -> None:
    media = files.Folder(folder).load(url)
    assert (media.data, media.type, media.width, media.height) == (PNG, "image/png", 1, 1)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("none.png", "SX403"),
        ("img/a%20b.png/x", "SX403"),
        ("a%00.png", "SX403"),
        ("img\\a b.png", "SX403"),
        ("x" * 5000, "SX733"),
        ("https://example.com/a.png", "SX731"),
        ("//example.com/a.png", "SX731"),
        ("HTTP://127.0.0.1/", "SX731"),
        ("../../secret.png", "SX732"),
        ("%2e%2e/%2e%2e/secret.png", "SX732"),
        ("..", "SX732"),
        ("/etc/passwd", "SX732"),
        ("file:///etc/passwd", "SX732"),
        ("C:/windows/win.ini", "SX732"),
        ("ftp://example.com/a.png", "SX732"),
        (".", "SX733"),
        ("img", "SX733"),
        ("", "SX733"),
    ],
)
def test_what_is_not_in_the_folder_is_refused(folder: Path, url: str, code: str) -> None:
    assert code_of(files.Folder(folder).load, url) == code


def test_a_root_lets_more_in_but_not_all(folder: Path) -> None:
    resources = files.Folder(folder, folder.parent)
    assert resources.load("../shared.svg") == resources.load("/shared.svg")
    assert resources.load("/shared.svg").type == "image/svg+xml"
    assert code_of(resources.load, "/../secret.png") == "SX732"
    assert code_of(resources.load, "../../secret.png") == "SX732"


@posix
def test_links_out_of_the_folder_and_special_files_are_refused(folder: Path) -> None:
    (folder / "link.png").symlink_to(folder.parents[1] / "secret.png")
    (folder / "zero.png").symlink_to("/dev/zero")
    (folder / "inside.png").symlink_to("img/a b.png")
    os.mkfifo(folder / "pipe.png")
    resources = files.Folder(folder)
    assert code_of(resources.load, "link.png") == "SX732"
    assert code_of(resources.load, "zero.png") == "SX732"
    assert code_of(resources.load, "pipe.png") == "SX733"
    assert resources.load("inside.png").data == PNG


@posix
def test_a_picture_swapped_while_it_is_opened_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, open_file = folder / "img" / "a b.png", os.open

    def swap_and_open(path: Any, flags: int, *rest: Any, **at: Any) -> int:
        if path == picture.name:
            picture.unlink()
            picture.write_bytes(PNG)
        return open_file(path, flags, *rest, **at)

    (folder / "img" / "hold.png").hardlink_to(picture)  # so that its inode is not given out again
    monkeypatch.setattr(os, "open", swap_and_open)
    assert code_of(files.Folder(folder).load, "img/a%20b.png") == "SX733"


@posix
@pytest.mark.parametrize("swapped", ["img", "img/a b.png"])
def test_a_link_out_that_is_put_in_place_meanwhile_is_not_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, swapped: str
) -> None:
    outside = folder.parents[1] / "outside"
    outside.mkdir()
    (outside / "a b.png").write_bytes(_png(7, 7))
    place, stat_file = folder / swapped, os.stat

    def stat_and_swap(path: Any, *rest: Any, **at: Any) -> os.stat_result:
        found = stat_file(path, *rest, **at)
        if path == "a b.png" and not place.is_symlink():
            place.rename(folder / "old")
            place.symlink_to(outside / "a b.png" if place.suffix else outside)
        return found

    monkeypatch.setattr(os, "stat", stat_and_swap)
    with suppress(SpecExportError):
        assert files.Folder(folder).load("img/a%20b.png").width == 1
    assert place.is_symlink()


def test_too_large_pictures_are_refused(folder: Path) -> None:
    (folder / "big.png").write_bytes(_png(30_000, 30_000))
    assert code_of(files.Folder(folder).load, "big.png") == "SX735"
    assert code_of(files.Folder(folder, limits=Limits(picture_bytes=10)).load, "img/a b.png") == "SX734"


def test_what_is_no_picture_says_what_it_is(folder: Path) -> None:
    (folder / "text.png").write_bytes(b"hello")
    (folder / "pointer.png").write_bytes(
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    )
    (folder / "cut.png").write_bytes(PNG[:40])
    resources = files.Folder(folder)
    assert code_of(resources.load, "text.png") == "SX736"
    assert code_of(resources.load, "pointer.png") == "SX737"
    assert code_of(resources.load, "cut.png") == "SX738"


@pytest.mark.parametrize("resources", [files.NoFolder(), files.Folder(Path())])
def test_data_urls_need_no_folder(resources: Any) -> None:
    from base64 import b64encode
    from urllib.parse import quote

    assert resources.load("data:image/jpeg;base64," + b64encode(PNG).decode()).type == "image/png"
    assert resources.load("data:image/svg+xml," + quote(SVG)).data == SVG
    assert code_of(resources.load, "data:image/png;base64,A") == "SX738"
    assert code_of(resources.load, "data:,hello") == "SX736"


def test_without_a_folder_there_are_no_files() -> None:
    assert code_of(files.NoFolder().load, "a.png") == "SX732"


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def _png(width: int, height: int, *extra: bytes) -> bytes:
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return PNG[:8] + _chunk(b"IHDR", header) + b"".join(extra) + _chunk(b"IDAT", b"x") + _chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
@pytest.mark.parametrize("size", [(1, 1), (7, 300), (640, 480)])
def test_sizes_are_those_that_pillow_reads(kind: str, size: tuple[int, int]) -> None:
    from PIL import Image

    for mode, options in (("RGB", {}), ("L", {}), ("RGBA", {"lossless": True})):
        if mode == "RGBA" and kind in ("JPEG", "GIF"):
            continue
        file = io.BytesIO()
        Image.new(mode, size).save(file, kind, **options)
        found = pictures.identify(file.getvalue())
        assert (found.type, found.width, found.height) == (f"image/{kind.lower()}", *size)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_cut_short_is_no_picture(kind: str) -> None:
    from PIL import Image

    file = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(file, kind)
    whole = file.getvalue()
    for length in (len(whole) - 1, len(whole) // 2, 40):
        with pytest.raises(pictures.DamagedPictureError):
            pictures.identify(whole[:length])


def test_text_in_a_png_is_left_behind() -> None:
    clean = _png(3, 2)
    assert (
        pictures.identify(_png(3, 2, _chunk(b"tEXt", b"Author\0somebody"), _chunk(b"zTXt", b"x"))).data
        == clean
    )


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="10" height="20px"', (10, 20)),
        ('width="1in" height="72pt"', (96, 96)),
        ('width="25.4mm" viewBox="0 0 2 1"', (96, 48)),
        ('width="100%" height="100%" viewBox="0,0,30,40"', (30, 40)),
        ('viewBox="0 0 1.5e1 10"', (15, 10)),
        ('width="NaN" height="-5"', (0, 0)),
        ('width="9e99" height="1"', (1_000_000, 1)),
        ("", (0, 0)),
    ],
)
def test_a_drawing_says_its_size_in_css_pixels(attributes: str, size: tuple[int, int]) -> None:
    found = pictures.identify(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode())
    assert (found.width, found.height) == size


@pytest.mark.parametrize(
    "drawing",
    [
        b"<svg><g></svg>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        b"<svg>" + b"<g>" * 200 + b"</g>" * 200 + b"</svg>",
        b'<svg><g id="a"><use href="#a"/></g></svg>',
        b'<svg><g id="a"><use href="#b"/></g><g id="b"><use xlink:href="#a"/></g></svg>',
        b"<svg>"
        + b"".join(b'<g id="n%d">' % n + b'<use href="#n%d"/>' % (n - 1) * 10 + b"</g>" for n in range(1, 10))
        + b'<path id="n0"/></svg>',
        b"<svg>"
        + b"".join(b'<g id="n%d"><use href="#n%d"/></g>' % (n, n + 1) for n in range(5000))
        + b"</svg>",
    ],
    ids=["unclosed", "entity", "deep", "itself", "each other", "exponential", "chain"],
)
def test_drawings_that_never_end_are_damaged(drawing: bytes) -> None:
    with pytest.raises(pictures.DamagedPictureError):
        pictures.identify(drawing)


def test_a_drawing_may_use_its_parts() -> None:
    drawing = (
        b'<svg width="1" height="1"><path id="a"/>' + b'<use href="#a"/>' * 500 + b'<use href="#none"/></svg>'
    )
    assert pictures.identify(drawing).width == 1


@given(st.sampled_from([PNG, SVG, _png(5, 5), b"GIF89a", b"\xff\xd8\xff", b"RIFF....WEBPVP8X"]), st.data())
def test_no_bytes_break_the_identification(seed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(seed)))
    mangled = seed[:at] + data.draw(st.binary(max_size=20)) + seed[data.draw(st.integers(at, len(seed))) :]
    try:
        found = pictures.identify(mangled)
    except (pictures.NotAPictureError, pictures.DamagedPictureError):
        return
    assert found.width >= 0
    assert found.height >= 0


# What links name


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "docs" / "specs").mkdir(parents=True)
    (tmp_path / "repo" / "docs" / "a b.md").write_text("a", encoding="utf-8")
    (tmp_path / "outside.md").write_text("o", encoding="utf-8")
    return tmp_path / "repo"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("../a%20b.md#x", "../a%20b.md#x"),
        ("/docs/a%20b.md?q#x", "../a%20b.md?q#x"),
        ("/docs/", ".."),
        ("none.md", None),
        ("/none.md", None),
        ("../../../outside.md", "../../../outside.md"),
        ("../../../none.md", "../../../none.md"),
        ("a%00b", "a%00b"),
        ("x" * 5000, None),
    ],
)
def test_links_are_looked_for_within_the_repository(repository: Path, url: str, found: str | None) -> None:
    assert files.Folder(repository / "docs" / "specs").find(url) == found


def test_a_root_comes_before_the_repository(repository: Path) -> None:
    folder = files.Folder(repository / "docs" / "specs", repository / "docs")
    assert folder.find("/a%20b.md") == "../a%20b.md"
    assert folder.find("../../none.md") == "../../none.md"


def test_without_repository_and_root_only_the_folder_is_known(repository: Path) -> None:
    (repository / ".git").rmdir()
    folder = files.Folder(repository / "docs")
    assert [folder.find(url) for url in ("/docs/a.md", "../none.md", "none.md")] == [
        *("/docs/a.md", "../none.md"),
        None,
    ]
    assert files.NoFolder().find("none.md") == "none.md"


def test_files_are_read_from_the_folder_only(repository: Path) -> None:
    folder = files.Folder(repository / "docs")
    assert folder.read("a%20b.md") == b"a"
    for url in (
        "../../outside.md",
        "https://e.com/a.md",
        "//e.com/a.md",
        "/docs/a%20b.md",
        "none.md",
        "specs",
    ):
        with pytest.raises(SpecExportError, match="file "):
            folder.read(url)
    with pytest.raises(SpecExportError, match="no folder"):
        files.NoFolder().read("a.md")
