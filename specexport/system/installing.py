"""What brings to a system what it lacks: the names of packages, and the command that installs them."""

from __future__ import annotations

import os
import platform
from typing import Literal, TypeAlias, get_args

System: TypeAlias = Literal["debian", "fedora", "suse", "arch", "alpine", "macos", "windows", "other"]

_INSTALL: dict[System, str] = {
    "debian": "apt-get install -y {}",
    "fedora": "dnf install -y {}",
    "suse": "zypper install -y {}",
    "arch": "pacman -S --noconfirm {}",
    "alpine": "apk add {}",
    "macos": "brew install {}",
    "windows": "C:\\msys64\\usr\\bin\\pacman -S --noconfirm {}",
    "other": "with the system's package manager: {}",
}

PANGO: dict[System, str] = {
    "debian": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "pango harfbuzz",
    "suse": "libpango-1_0-0 libharfbuzz-subset0",
    "arch": "pango",
    "alpine": "pango fontconfig harfbuzz-subset",
    "macos": "pango",
    "windows": "mingw-w64-ucrt-x86_64-pango",
    "other": "pango harfbuzz",
}

CJK: dict[System, str] = {
    "debian": "fonts-noto-cjk",
    "fedora": "google-noto-sans-cjk-fonts",
    "suse": "google-noto-sans-cjk-fonts",
    "arch": "noto-fonts-cjk",
    "alpine": "font-noto-cjk",
    "macos": "font-noto-sans-cjk",
    "windows": "mingw-w64-ucrt-x86_64-noto-fonts-cjk",
    "other": "noto-fonts-cjk",
}

EMOJI: dict[System, str] = {
    "debian": "fonts-noto-color-emoji",
    "fedora": "google-noto-color-emoji-fonts",
    "suse": "google-noto-coloremoji-fonts",
    "arch": "noto-fonts-emoji",
    "alpine": "font-noto-emoji",
    "macos": "font-noto-color-emoji",
    "windows": "mingw-w64-ucrt-x86_64-noto-fonts-emoji",
    "other": "noto-fonts-emoji",
}


def system() -> System:
    """Return which family of operating systems this is, by the way it installs packages."""
    match platform.system():
        case "Darwin":
            return "macos"
        case "Windows":
            return "windows"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return "other"
    like = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()
    aliases: dict[str, System] = {"rhel": "fedora", "ubuntu": "debian", "opensuse": "suse"}
    known = {name: name for name in get_args(System)} | aliases
    return next((known[name] for name in like if name in known), "other")


def install(packages: dict[System, str], here: System) -> str:
    """Return the command that installs `packages` on this system, as the present user would type it."""
    as_root = here in ("macos", "windows", "other") or (hasattr(os, "geteuid") and os.geteuid() == 0)
    return ("" if as_root else "sudo ") + _INSTALL[here].format(packages[here])
