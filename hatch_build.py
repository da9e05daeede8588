"""Compile the message catalogs while the package is built or installed in place."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalog(source: Path) -> Path:
    """Write the binary catalog that gettext reads beside the text one that translators edit."""
    with source.open("rb") as text:
        catalog = read_po(text, locale=source.parts[-3], abort_invalid=True)
    target = source.with_suffix(".mo")
    with target.open("wb") as binary:
        write_mo(binary, catalog)
    return target


class CatalogHook(BuildHookInterface[Any]):
    """What hatchling calls before it packs a wheel or sources, or installs in place."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # its names
        """Compile every catalog; the wheel takes them as artifacts (pyproject.toml)."""
        for source in sorted(Path(self.root).glob("simulator/locale/*/LC_MESSAGES/badbuzz.po")):
            compile_catalog(source)
