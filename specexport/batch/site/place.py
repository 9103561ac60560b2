"""Where the files of a site lie, and how its pages name them."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from specexport.batch.plan import INDEX, output_name
from specexport.core.context import SitePlace
from specexport.system.digests import digest

FOLDER = "specexport-site"
"""The folder of the site's own files, in the output folder."""

SCRIPT = "site.js"
_KEY = 12  # characters of a digest that tell pages apart


def key(name: str) -> str:
    """Return what the page of the specification `name` is called by the site's own files."""
    return digest(name.encode())[:_KEY]


def of_page(name: str, label: str) -> SitePlace:
    """Return where the page of `name` finds its site; `label` is what the way to its home is called."""
    here = PurePosixPath(output_name(name, "html")).parent
    home, files = (os.path.relpath(one, here).replace(os.sep, "/") for one in (INDEX[0], FOLDER))
    return SitePlace(home, files, key(name), label)
