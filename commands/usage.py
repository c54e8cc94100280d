"""Typer's own words in Korean: the titles and hints of its help pages, and its usage errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typer import Context, TyperException

JsonOption = Annotated[bool, typer.Option("--json", help="JSON으로 출력합니다.")]

# words that typer keeps as constants of its rich help, and what stands in their place
_RICH_WORDS = {
    "ARGUMENTS_PANEL_TITLE": "인자",
    "OPTIONS_PANEL_TITLE": "옵션",
    "COMMANDS_PANEL_TITLE": "명령",
    "DEFAULT_STRING": "[기본값: {}]",
    "ENVVAR_STRING": "[환경 변수: {}]",
    "REQUIRED_LONG_STRING": "[필수]",
}
_OPTION_HELP = {
    "--help": "도움말을 보여 주고 끝냅니다.",
    "--install-completion": "지금 쓰는 셸에 자동 완성을 설치합니다.",
    "--show-completion": "자동 완성 스크립트를 보여 줍니다.",
}
_HANGUL = re.compile(r"[가-힣]")
_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"argument\(s\) \((.*)\)$")


def examples(*lines: str) -> str:
    """The end of a help page: a line an example."""
    return "\n\n".join(f"예: {line}" for line in lines)


class KoreanCommand(TyperCommand):
    """A command whose help page has no English word of typer's."""

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **settings | {"options_metavar": "[옵션]"})

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - typer's own class, private
        """Give the parameters, those of typer's own with Korean help."""
        return _translated(super().get_params(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write '사용법: briefing ask [옵션] [질문]'."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="사용법: ")

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Print the help page."""
        _translate_panels()
        super().format_help(ctx, formatter)


class KoreanGroup(TyperGroup):
    """A group of commands whose help page has no English word of typer's."""

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401
        words = {"options_metavar": "[옵션]", "subcommand_metavar": "명령 [인자]..."}
        super().__init__(*args, **settings | words)

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401
        """Give the parameters, those of typer's own with Korean help."""
        return _translated(super().get_params(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write '사용법: briefing [옵션] 명령 [인자]...'."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="사용법: ")

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Print the help page."""
        _translate_panels()
        super().format_help(ctx, formatter)


def _translated(params: Iterable[Any]) -> list[Any]:
    found = list(params)
    for param in found:
        for name in param.opts:
            if name in _OPTION_HELP:
                param.help = _OPTION_HELP[name]
        param.display_type_rich = _no_type if param.param_type_name == "argument" else _type_of(param)
    return found


def _no_type(ctx: object) -> None:
    """Nothing: an argument's name says what it is, '<str>' says nothing to staff."""


def _type_of(param: Any) -> Callable[..., str | None]:  # noqa: ANN401
    def metavar(ctx: object) -> str | None:  # noqa: ARG001
        found: str | None = param.metavar
        return found

    return metavar


def _translate_panels() -> None:
    from typer import rich_utils

    for name, word in _RICH_WORDS.items():
        setattr(rich_utils, name, word)


def usage_error(error: TyperException) -> str:
    """Say what is wrong with a command line: how it is used, and one Korean line.

    Example:
        >>> print(usage_error(error))
        사용법: briefing show [옵션] {위치}
        오류: 위치: 적어 주세요. 도움말: briefing show --help
    """
    context: Context | None = getattr(error, "ctx", None)
    if context is None:
        return f"오류: {_what(error)}"
    return f"{context.get_usage()}\n오류: {_what(error)} 도움말: {context.command_path} --help"


def _what(error: TyperException) -> str:
    name = type(error).__name__
    message = str(getattr(error, "message", ""))
    param = getattr(error, "param", None)
    named = "" if param is None else _name(param)
    if name == "MissingParameter":
        return f"{named}: 적어 주세요."
    if name == "NoSuchOption":
        return _no_option(error)
    if name == "BadOptionUsage":
        return f"{getattr(error, 'option_name', '')}: 옵션에 값을 바르게 적어 주세요."
    if _HANGUL.search(_QUOTED.sub("", message)):
        return message
    return _translate(message, named)


def _name(param: Any) -> str:  # noqa: ANN401
    """What a parameter is called on the command line: '--port', '위치'."""
    return str(param.display_name_raw if param.param_type_name == "argument" else param.opts[0])


def _no_option(error: TyperException) -> str:
    near = ", ".join(getattr(error, "possibilities", None) or ())
    hint = f" 혹시 {near}입니까?" if near else ""
    return f"{getattr(error, 'option_name', '')}: 없는 옵션입니다.{hint}"


def _translate(message: str, named: str) -> str:
    quoted = _QUOTED.findall(message)
    first = quoted[0] if quoted else ""
    if message.startswith("No such command"):
        near = f" 혹시 {', '.join(quoted[1:])}입니까?" if len(quoted) > 1 else ""
        return f"{first}: 없는 명령입니다.{near}"
    if message.startswith("Missing command"):
        return "명령을 적어 주세요."
    if message.startswith("Got unexpected"):
        found = _EXTRA.search(message)
        return f"남는 인자가 있습니다: {found.group(1) if found else message}. 질문은 따옴표로 묶어 주세요."
    return f"{named + ': ' if named else ''}쓸 수 없는 값입니다{f'({first})' if first else ''}."
