"""A Typer whose own words are Indonesian too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from bot.commands.usage_errors import in_indonesian

rich_utils.OPTIONS_PANEL_TITLE = "Pilihan"
rich_utils.ARGUMENTS_PANEL_TITLE = "Isian"
rich_utils.COMMANDS_PANEL_TITLE = "Perintah"
rich_utils.ERRORS_PANEL_TITLE = "Keliru"
rich_utils.REQUIRED_LONG_STRING = "[wajib]"
rich_utils.DEFAULT_STRING = "[bawaan: {}]"
rich_utils.RICH_HELP = "Coba [blue]'{command_path} {help_option}'[/] untuk bantuan."

_format_error = rich_utils.rich_format_error


def _in_indonesian(self: Any) -> None:  # noqa: ANN401 - Typer keeps these types private
    words = in_indonesian(self.format_message())
    self.format_message = lambda: words
    _format_error(self)


rich_utils.rich_format_error = _in_indonesian

Function = TypeVar("Function", bound=Callable[..., Any])

_HELP = "Tampilkan bantuan ini."


class _Command(TyperCommand):
    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer keeps these types private
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - Typer keeps these types private
        return super().get_usage(ctx).replace("Usage:", "Pemakaian:", 1)


class _Group(TyperGroup):
    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer keeps these types private
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - Typer keeps these types private
        return super().get_usage(ctx).replace("Usage:", "Pemakaian:", 1)


class Commands(typer.Typer):
    """A group of commands that shows its help when called bare."""

    def __init__(self, help_text: str) -> None:
        super().__init__(
            cls=_Group,
            help=help_text,
            add_completion=False,
            rich_markup_mode="rich",
            no_args_is_help=True,
            pretty_exceptions_enable=False,
        )

    def add(self, name: str) -> Callable[[Function], Function]:
        """Register a function as the command of that name."""
        return self.command(name, cls=_Command)
