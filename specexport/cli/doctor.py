"""`specexport doctor`: what is missing on this machine, and the command that mends it."""

from __future__ import annotations

import click

from specexport.cli.console import Console, common_options


@click.command("doctor")
@click.option("--licences", is_flag=True, help="List what is installed for this program, with its licences.")
@common_options
@click.pass_obj
def command(console: Console, licences: bool) -> int:
    """Look for what exporting needs on this machine, and print the command that brings what is missing.

    Exits 2 if something needed is missing.
    """
    return _licences(console) if licences else _examination(console)


def _licences(console: Console) -> int:
    """Print a line for everything that is used: its name, version and licence."""
    from specexport.api import licences

    used = licences.used()
    name, version = (max(len(getattr(one, field)) for one in used) for field in ("name", "version"))
    for one in used:
        console.line(f"{one.name:{name}}  {one.version:{version}}  {one.licence}")
        console.result(name=one.name, version=one.version, licence=one.licence)
    return 0


def _examination(console: Console) -> int:
    from specexport.api import doctor

    checks = doctor.examine()
    width = max(len(check.name) for check in checks)
    for check in checks:
        word = "ok" if check.good else "MISSING" if check.needed else "missing"
        console.line(f"{word:7}  {check.name:{width}}  {check.found}")
        console.result(
            name=check.name,
            good=check.good,
            found=check.found,
            needed=check.needed,
            remedy=check.remedy or None,
        )
        if not check.good and check.remedy:
            console.line(f"{'':7}  {'':{width}}  mend it with: {check.remedy}")
    return 2 if any(check.needed and not check.good for check in checks) else 0
