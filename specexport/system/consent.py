"""What the user lets this machine do for a document: run programs for diagrams, fetch pictures from the web.

Nothing is read before the first document asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from specexport.core.context import not_fetched
from specexport.system import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.model.document import Media


class DiagramCommands(Mapping[str, tuple[str, ...]]):
    """The commands under `[diagrams.<language>]` of the user's settings, by language.

    Asking raises EnvironmentProblem (SX060, SX061) when the settings cannot be understood.
    """

    def __getitem__(self, language: str) -> tuple[str, ...]:
        return self._found[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @cached_property
    def _found(self) -> dict[str, tuple[str, ...]]:
        return {language: table.command for language, table in settings.of_user().diagrams.items()}


class ConsentedFetcher:
    """Fetches the pictures of one document, if that is `allowed`; None leaves it to the user's settings."""

    def __init__(self, allowed: bool | None) -> None:
        self._allowed = allowed

    def __call__(self, url: str) -> Media:
        """Return the picture at `url`. Raises SpecExportError when it cannot be had."""
        return self._fetch(url)

    @cached_property
    def _fetch(self) -> Callable[[str], Media]:
        if not (settings.of_user().allow_remote if self._allowed is None else self._allowed):
            return not_fetched
        from specexport.system import web

        return web.Fetcher()
