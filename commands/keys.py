"""`briefing keys`: the API keys of the server, made, listed and revoked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.usage import JsonOption, KoreanCommand, KoreanGroup, examples

keys_app = typer.Typer(cls=KoreanGroup, help="서버의 API 키를 만들고 거둡니다.", no_args_is_help=True)
KeyFileOption = Annotated[
    Path, typer.Option("--keys", metavar="파일", envvar="BRIEFING_KEYS", help="API 키 파일")
]


@keys_app.command(
    "add",
    cls=KoreanCommand,
    epilog=examples("briefing keys add '총무과 챗봇' --collection hr --keys keys.json"),
)
def add_key(
    note: Annotated[str, typer.Argument(metavar="메모", help="누가 쓰는 키인지", show_default=False)],
    collections: Annotated[
        list[str] | None,
        typer.Option(
            "--collection",
            metavar="이름",
            help="볼 수 있는 문서 묶음(여러 번 가능). 적지 않으면 default, '*'는 모두",
            show_default=False,
        ),
    ] = None,
    keys: KeyFileOption = Path("keys.json"),
    as_json: JsonOption = False,
) -> None:
    """키를 만들어 한 번만 보여 줍니다."""
    from display.terminal import out, print_json
    from service.keys import KeyFile

    visible = tuple(collections or ["default"])
    secret = KeyFile(keys).add(visible, note)
    if as_json:
        print_json({"key": secret, "note": note, "collections": list(visible)})
    else:
        out(secret)


@keys_app.command("list", cls=KoreanCommand, epilog=examples("briefing keys list --keys keys.json"))
def list_keys(keys: KeyFileOption = Path("keys.json"), as_json: JsonOption = False) -> None:
    """키의 번호와 볼 수 있는 문서 묶음을 보여 줍니다."""
    from display.terminal import print_json, print_rows
    from service.keys import KeyFile

    if as_json:
        names = ("id", "note", "collections", "created")
        print_json([{name: getattr(key, name) for name in names} for key in KeyFile(keys).all()])
        return
    rows = [[key.id, key.note, ", ".join(key.collections), key.created] for key in KeyFile(keys).all()]
    print_rows(("번호", "메모", "문서 묶음", "만든 때"), rows)


@keys_app.command(
    "revoke", cls=KoreanCommand, epilog=examples("briefing keys revoke 1a2b3c4d --keys keys.json")
)
def revoke_key(
    number: Annotated[str, typer.Argument(metavar="번호", help="거둘 키의 번호", show_default=False)],
    keys: KeyFileOption = Path("keys.json"),
    as_json: JsonOption = False,
) -> None:
    """키를 거둡니다. 돌고 있는 서버에도 바로 적용됩니다."""
    from display.terminal import out, print_json
    from service.keys import KeyFile

    KeyFile(keys).revoke(number)
    if as_json:
        print_json({"revoked": number})
    else:
        out(f"{number} 키를 거두었습니다.")
