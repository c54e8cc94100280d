"""The terminal: `briefing index`, `ask`, `documents`, `tables`, `facts`, `show`, `check`, `eval`, `serve`.

Imports stay light: what loads Kiwi or the index is imported by the command that needs it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import BadRequest, BriefingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.assistant import Assistant

app = typer.Typer(
    name="briefing",
    help="주요업무보고 문서에서 근거가 있는 수치와 내용을 찾아 드립니다.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", help="색인 폴더. 없으면 $BRIEFING_STORE, 그다음 .briefing", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="사람이 읽는 글 대신 JSON으로 출력합니다.")]


def store_path(given: Path | None) -> Path:
    """The store folder: the option, else `$BRIEFING_STORE`, else `.briefing`."""
    return given or Path(os.environ.get("BRIEFING_STORE") or ".briefing")


def _assistant(store: Path | None) -> Assistant:
    from qa.assistant import Assistant

    return Assistant.open(store_path(store))


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@app.command()
def index(
    paths: Annotated[list[Path], typer.Argument(help="문서 파일이나 폴더", show_default=False)],
    store: StoreOption = None,
) -> None:
    """문서를 읽어 색인을 만듭니다. 폴더의 corpus.toml에서 제목·기관·기준일을 가져옵니다."""
    from index.build import build_store
    from terminal import index_progress, print_summary

    with index_progress() as progress:
        summary = build_store(paths, store_path(store), progress=progress)
    print_summary(summary)
    if summary.errors:
        raise typer.Exit(1)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="묻고 싶은 것", show_default=False)] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    batch: Annotated[Path | None, typer.Option(help="질문 JSON Lines 파일", show_default=False)] = None,
    output: Annotated[Path | None, typer.Option(help="답을 쓸 파일", show_default=False)] = None,
) -> None:
    """질문 하나에 답하거나, --batch 파일의 질문 여럿에 답합니다."""
    if (question is None) == (batch is None) or (batch is None) != (output is None):
        message = "질문 하나를 적거나 --batch 파일과 --output 파일을 함께 적어 주세요."
        raise typer.BadParameter(message)
    assistant = _assistant(store)
    if batch is not None and output is not None:
        _ask_batch(assistant, batch, output)
        return
    answer = assistant.ask(question or "")
    if as_json:
        _print_json(answer.to_json())
    else:
        from terminal import print_answer

        print_answer(answer)


def _batch_lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"질문 파일을 읽을 수 없습니다: {path}. 경로와 UTF-8 여부를 확인해 주세요."
        raise BadRequest(message) from error
    yield from ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _ask_line(assistant: Assistant, line: str) -> dict[str, Any]:
    row = json.loads(line)
    if "turns" in row:
        turns = assistant.converse([turn["question"] for turn in row["turns"]])
        return {"id": row["id"], "turns": [answer.to_json() for answer in turns]}
    return {"id": row["id"], **assistant.ask(row["question"]).to_json()}


def _ask_batch(assistant: Assistant, batch: Path, output: Path) -> None:
    faults = []
    try:
        with output.open("w", encoding="utf-8") as out:
            for number, line in _batch_lines(batch):
                try:
                    answer = _ask_line(assistant, line)
                except (json.JSONDecodeError, KeyError, TypeError, BadRequest):
                    faults.append(number)
                    continue
                out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    except OSError as error:
        message = f"답을 쓸 수 없습니다: {output}. 폴더와 남은 용량을 확인해 주세요."
        raise BadRequest(message) from error
    if faults:
        places = ", ".join(map(str, faults[:10]))
        message = f"{batch}의 {places}번째 줄은 질문 형식이 아니어서 건너뛰었습니다({len(faults)}줄). 나머지는 답했습니다."
        raise BadRequest(message)


@app.command()
def documents(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """색인에 있는 문서를 보여 줍니다."""
    from index.store import Store
    from terminal import print_documents

    with Store.open(store_path(store)) as opened:
        print_documents(opened, as_json=as_json)


@app.command()
def tables(
    document: Annotated[str, typer.Argument(help="문서 이름(앞부분만 적어도 됩니다)")],
    store: StoreOption = None,
) -> None:
    """문서의 표를 읽은 대로 그립니다."""
    from index.store import Store
    from terminal import print_tables

    with Store.open(store_path(store)) as opened:
        print_tables(opened, document)


@app.command()
def facts(
    document: Annotated[str, typer.Argument(help="문서 이름(앞부분만 적어도 됩니다)")],
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """문서에서 읽은 수치를 모두 보여 줍니다."""
    from index.store import Store
    from terminal import print_facts

    with Store.open(store_path(store)) as opened:
        print_facts(opened, document, as_json=as_json)


@app.command()
def show(
    citation: Annotated[str, typer.Argument(help="문서이름:줄 또는 문서이름:첫줄-끝줄")],
    store: StoreOption = None,
) -> None:
    """인용한 곳을 앞뒤 내용과 함께 보여 줍니다."""
    from index.store import Store
    from terminal import print_place

    with Store.open(store_path(store)) as opened:
        print_place(opened, citation)


@app.command()
def check(
    document: Annotated[str | None, typer.Argument(help="문서 이름(없으면 모두)", show_default=False)] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """문서 안에서 서로 어긋나는 수치와 날짜를 찾아 줍니다."""
    from index.store import Store
    from terminal import print_findings

    with Store.open(store_path(store)) as opened:
        print_findings(opened, document, as_json=as_json)


@app.command(name="eval")
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="정답이 있는 문항 파일", show_default=False)],
    store: StoreOption = None,
    report: Annotated[Path | None, typer.Option(help="보고서를 쓸 폴더", show_default=False)] = None,
    failures: Annotated[int, typer.Option(help="틀린 문항을 이만큼 보여 줍니다.")] = 0,
) -> None:
    """문항 파일로 정확도를 잽니다."""
    from evals.run import run

    run(gold, store_path(store), report, failures)


@app.command()
def serve(
    store: StoreOption = None,
    host: Annotated[str, typer.Option(help="주소")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="포트")] = 8000,
) -> None:
    """HTTP 서버를 띄웁니다."""
    import uvicorn

    from server import create_app

    uvicorn.run(create_app(store_path(store)), host=host, port=port)


def main() -> None:
    """Run the command; an expected failure is one Korean line on standard error and exit status 1."""
    try:
        app()
    except BriefingError as error:
        typer.echo(" ".join(str(error).split()), err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
