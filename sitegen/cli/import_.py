"""`sitegen import`: the ways into the platform. Each is loaded only when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from sitegen.cli.chinese import in_chinese

_MODULES: Final = {
    "html": "sitegen.cli.import_html",
    "docx": "sitegen.cli.import_docx",
    "xlsx": "sitegen.cli.import_xlsx",
}


class _LazyGroup(click.Group):
    """A group that knows its commands by the names of their modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All ways in, whether loaded or not."""
        return [*_MODULES]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        """Load the module of one way in; None for an unknown name."""
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        found = import_module(module).command
        return in_chinese(found) if isinstance(found, click.Command) else None


@click.group("import", cls=_LazyGroup, help="把旧站、Word 公文、表格导入为平台内容。")
def command() -> None:
    """Group of the importers."""
