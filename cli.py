"""The terminal: `briefing index`, `ask`, `chat`, `show`, `check`, `serve` and the others.

Imports stay light: what loads Kiwi, the index or the server is imported by the command that needs it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.keys import keys_app
from commands.usage import JsonOption, KoreanCommand, KoreanGroup, examples, usage_error
from corpus.errors import BadRequest, BriefingError

if TYPE_CHECKING:
    from index.store import Store
    from qa.assistant import Assistant

app = typer.Typer(
    name="briefing",
    cls=KoreanGroup,
    help="주요업무보고 문서에서 근거가 있는 수치와 내용을 찾아 드립니다.",
    epilog=examples(
        "briefing index 보고서/  (문서를 읽어 색인을 만들기, 처음 한 번)",
        "briefing ask '2024년 총무과 예산은 얼마인가요?'",
        "briefing serve  (웹 화면 띄우기)",
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="폴더",
        help="색인 폴더. 적지 않으면 $BRIEFING_STORE, 그것도 없으면 .briefing",
        show_default=False,
    ),
]


def _complete_document(ctx: typer.Context, incomplete: str) -> list[str]:
    """The names of the store's documents that begin so, for the shell; none where there is no store."""
    try:
        with _open(ctx.params.get("store")) as opened:
            return [entry.name for entry in opened.documents() if entry.name.startswith(incomplete)]
    except BriefingError:
        return []


DocumentArgument = Annotated[
    str,
    typer.Argument(
        metavar="문서",
        help="문서 이름이나 제목(앞부분만 적어도 됩니다)",
        show_default=False,
        autocompletion=_complete_document,
    ),
]


def store_path(given: Path | None) -> Path:
    """The store folder: the option, else `$BRIEFING_STORE`, else `.briefing`."""
    return given or Path(os.environ.get("BRIEFING_STORE") or ".briefing")


def _assistant(store: Path | None) -> Assistant:
    """What answers, with what `BRIEFING_RERANKER` and `BRIEFING_LLM_URL` name."""
    from index.reranker import reranker_from
    from index.store import Store
    from qa.assistant import Assistant
    from qa.wording.phrasing import PhrasingAssistant, phraser_from

    phraser = phraser_from(os.environ)
    opened, reranker = Store.open(store_path(store)), reranker_from(os.environ)
    return PhrasingAssistant(opened, phraser, reranker) if phraser else Assistant(opened, reranker)


def _open(store: Path | None) -> Store:
    from index.store import Store

    return Store.open(store_path(store))


@app.command(
    cls=KoreanCommand,
    epilog=examples("briefing index 보고서/", "briefing index 2024.txt 2023.txt --store .briefing"),
)
def index(
    paths: Annotated[
        list[Path], typer.Argument(metavar="경로...", help="문서 파일이나 폴더", show_default=False)
    ],
    store: StoreOption = None,
    embedder: Annotated[
        str | None,
        typer.Option(metavar="모델", help="sentence-transformers 모델 이름이나 폴더", show_default=False),
    ] = None,
    add: Annotated[
        bool, typer.Option("--add", help="색인에 이미 있는 다른 문서는 그대로 둡니다.", show_default=False)
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """문서를 읽어 색인을 만듭니다. 폴더의 corpus.toml에서 제목·기관·기준일을 가져옵니다."""
    from display.terminal import print_summary, progress, progress_line

    with progress(progress_line) as told:
        from index.build import build_store
        from index.processes import reading_processes

        summary = build_store(
            paths,
            store_path(store),
            embedder=embedder,
            progress=told,
            add=add,
            processes=reading_processes(),
        )
    print_summary(summary, as_json=as_json)
    if summary.errors:
        raise typer.Exit(1)


@app.command(
    cls=KoreanCommand,
    epilog=examples(
        "briefing ask '2024년 총무과 사업비는 얼마야?'",
        "briefing ask '2023년 인사과 정원은?' --open 1  (1번 근거를 문서에서 보기)",
        "briefing ask --batch 질문.jsonl --output 답.jsonl",
    ),
)
def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="질문", help="묻고 싶은 것", show_default=False)
    ] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    place: Annotated[
        int | None, typer.Option("--open", metavar="번호", help="이 번호의 근거를 문서에서 보여 줍니다.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="파일", help="질문이 줄마다 있는 JSON Lines 파일", show_default=False),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="파일", help="--batch의 답을 쓸 파일", show_default=False)
    ] = None,
) -> None:
    """질문 하나에 답하거나, --batch 파일의 여러 질문에 답합니다."""
    if (question is None) == (batch is None) or (batch is None) != (output is None):
        raise typer.BadParameter("질문 하나를 적거나, --batch 파일과 --output 파일을 함께 적어 주세요.")
    from display.shapes import place_json
    from display.terminal import out, print_answer, print_json, progress, show_place, waiting

    with waiting("색인을 여는 중"):
        assistant = _assistant(store)
    if batch is not None and output is not None:
        from commands.batch import answer_file

        with progress() as told:
            count = answer_file(assistant, batch, output, told)
        if as_json:
            print_json({"answered": count, "output": str(output)})
        else:
            out(f"{count}개 질문의 답을 {output}에 썼습니다.")
        return
    with waiting("찾는 중"):
        answer = assistant.ask(_typed(question or ""))
    cited = next((citation for citation in answer.citations if citation.id == place), None)
    if as_json:
        opened = {"opened": place_json(assistant.store, cited.document, *cited.lines)} if cited else {}
        print_json(answer.to_json() | opened)
    else:
        print_answer(answer, assistant.store)
        if cited:
            show_place(assistant.store, cited.document, cited.lines)
    if place is not None and not cited:
        raise BadRequest(f"{place}번 근거가 없습니다. 답에 붙은 번호를 적어 주세요.")


def _typed(text: str) -> str:
    """What was typed, without bytes that are not UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


@app.command(
    cls=KoreanCommand,
    epilog=examples("briefing chat", "briefing chat --json < 질문.txt  (답마다 한 줄의 JSON)"),
)
def chat(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """이어서 묻고 답합니다. 앞 질문에 기대어 '그럼 2023년은?'처럼 물어도 됩니다."""
    from commands.chat import chat as converse
    from display.terminal import waiting

    with waiting("색인을 여는 중"):
        assistant = _assistant(store)
    converse(assistant, as_json=as_json)


@app.command(cls=KoreanCommand, epilog=examples("briefing documents", "briefing documents --json"))
def documents(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """색인에 있는 문서를 보여 줍니다."""
    from display.terminal import print_documents

    with _open(store) as opened:
        print_documents(opened, as_json=as_json)


@app.command(cls=KoreanCommand, epilog=examples("briefing coverage 보고서.txt"))
def coverage(document: DocumentArgument, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """문서를 얼마나 읽었는지 보여 줍니다: 맞는 산식, 어긋난 산식, 읽지 못한 숫자가 있는 줄."""
    from display.terminal import print_coverage

    with _open(store) as opened:
        print_coverage(opened, document, as_json=as_json)


@app.command(
    cls=KoreanCommand, epilog=examples("briefing tables 보고서.txt", "briefing tables 보고서 --json")
)
def tables(document: DocumentArgument, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """문서의 표를 읽은 대로 그립니다."""
    from display.terminal import print_tables

    with _open(store) as opened:
        print_tables(opened, document, as_json=as_json)


@app.command(cls=KoreanCommand, epilog=examples("briefing facts 보고서.txt --json"))
def facts(document: DocumentArgument, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """문서에서 읽은 수치를 모두 보여 줍니다."""
    from display.terminal import print_facts

    with _open(store) as opened:
        print_facts(opened, document, as_json=as_json)


@app.command(
    cls=KoreanCommand, epilog=examples("briefing show 보고서.txt:68", "briefing show 보고서.txt:68-72")
)
def show(
    citation: Annotated[
        str, typer.Argument(metavar="위치", help="문서이름:줄 또는 문서이름:첫줄-끝줄", show_default=False)
    ],
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """인용한 곳을 앞뒤 내용과 함께 보여 줍니다."""
    from display.terminal import print_place

    with _open(store) as opened:
        print_place(opened, citation, as_json=as_json)


@app.command(
    cls=KoreanCommand,
    epilog=examples("briefing check", "briefing check 보고서.txt --html 검산.html  (인쇄할 보고서)"),
)
def check(
    document: Annotated[
        str | None,
        typer.Argument(metavar="문서", help="문서 이름(적지 않으면 모든 문서)", show_default=False),
    ] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    html: Annotated[
        Path | None, typer.Option(metavar="파일", help="인쇄할 수 있는 보고서를 씁니다.", show_default=False)
    ] = None,
) -> None:
    """문서 안에서 서로 어긋나는 수치와 날짜를 찾아 줍니다."""
    from display.terminal import out, print_findings

    with _open(store) as opened:
        findings = opened.findings(opened.entry(document).name if document else None)
        if html is not None:
            from display.findings_page import write_page

            write_page(opened, findings, html)
            out(f"{html}에 보고서를 썼습니다({len(findings)}건).")
            return
    print_findings(findings, as_json=as_json)


@app.command(
    name="eval",
    cls=KoreanCommand,
    epilog=examples(
        "briefing eval 문항.jsonl --failures 5",
        "briefing eval 문항.jsonl --report 결과/",
        "briefing eval --wordings 2  (색인한 문서의 수치로 문항을 만들어 재기)",
    ),
)
def evaluate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(metavar="문항파일...", help="정답이 있는 문항 파일", show_default=False),
    ] = None,
    store: StoreOption = None,
    wordings: Annotated[
        int,
        typer.Option(
            metavar="수", min=0, help="문항 파일 대신, 문형마다 이만큼 색인의 수치로 채워 묻습니다."
        ),
    ] = 0,
    seed: Annotated[int, typer.Option(metavar="수", help="문형을 채울 수치를 고르는 씨앗")] = 1,
    report: Annotated[
        Path | None, typer.Option(metavar="폴더", help="보고서를 쓸 폴더", show_default=False)
    ] = None,
    failures: Annotated[int, typer.Option(metavar="수", help="틀린 문항을 이만큼 보여 줍니다.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """정답이 있는 문항 파일로, 또는 문형을 색인의 수치로 채워 정확도를 잽니다."""
    from display.terminal import out, waiting
    from evals import run
    from evals.wordings import run as by_wordings

    if bool(gold) == bool(wordings):
        raise BadRequest("문항 파일과 --wordings 가운데 하나만 적어 주세요.")
    with waiting("문항을 푸는 중"):
        if gold:
            found = run.run(gold, store_path(store), report, failures, as_json=as_json)
        else:
            drawn = by_wordings.Drawn(wordings, seed)
            found = by_wordings.run(store_path(store), drawn, report, failures, as_json=as_json)
    out(found)


KeysOption = Annotated[
    Path | None,
    typer.Option("--keys", metavar="파일", envvar="BRIEFING_KEYS", help="API 키 파일", show_default=False),
]


@app.command(
    cls=KoreanCommand,
    epilog=examples(
        "briefing serve  (이 컴퓨터에서만, http://127.0.0.1:8000)",
        "briefing serve --host 0.0.0.0 --keys keys.json",
        "briefing serve --collection hr=/srv/hr --collection edu=/srv/edu",
    ),
)
def serve(
    store: StoreOption = None,
    host: Annotated[
        str, typer.Option(metavar="주소", envvar="BRIEFING_HOST", help="열어 둘 주소")
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(metavar="번호", envvar="BRIEFING_PORT", min=1, max=65535, help="열어 둘 포트"),
    ] = 8000,
    keys: KeysOption = None,
    no_auth: Annotated[
        bool, typer.Option("--no-auth", help="다른 컴퓨터에서도 키 없이 쓰게 합니다.")
    ] = False,
    collection: Annotated[
        list[str] | None,
        typer.Option(
            metavar="이름=폴더",
            envvar="BRIEFING_COLLECTIONS",
            help="문서 묶음을 더합니다(여러 번 가능).",
            show_default=False,
        ),
    ] = None,
    rate: Annotated[
        int,
        typer.Option(
            metavar="수", envvar="BRIEFING_RATE", min=0, help="한 사람의 분당 요청 수(0은 제한 없음)"
        ),
    ] = 600,
    audit: Annotated[
        Path | None,
        typer.Option(
            metavar="파일", envvar="BRIEFING_AUDIT", help="질문과 근거를 적어 둘 파일", show_default=False
        ),
    ] = None,
) -> None:
    """HTTP 서버와 웹 화면을 띄웁니다."""
    from qa.wording.phrasing import phraser_from
    from server import create_app
    from service.guard import Limits
    from service.keys import KeyFile
    from service.listening import is_local, listen

    app = create_app(
        _collections(store_path(store), collection or []),
        limits=Limits(per_minute=rate),
        keys=KeyFile(keys) if keys else None,
        audit=audit,
        local=is_local(host),
        phraser=phraser_from(os.environ),
    )
    listen(app, (host, port), guarded=keys is not None or no_auth)


def _collections(store: Path, given: list[str]) -> dict[str, Path]:
    """The store as the default collection, and those of 'hr=/srv/hr'."""
    from service.collections import DEFAULT

    found = {DEFAULT: store}
    for name, _, folder in (one.partition("=") for one in given):
        if not (name and folder) or name in found:
            raise typer.BadParameter("--collection은 이름=폴더로, 서로 다른 이름으로 적어 주세요.")
        found[name] = Path(folder)
    return found


@app.command(cls=KoreanCommand, epilog=examples("briefing mcp --store .briefing"))
def mcp(store: StoreOption = None) -> None:
    """표준 입출력으로 MCP 서버를 띄웁니다(ask, search, read_lines)."""
    from qa.wording.phrasing import phraser_from
    from service.collections import DEFAULT, Collections
    from service.logs import configure
    from service.tools import mcp_server

    configure()
    mcp_server(Collections({DEFAULT: store_path(store)}, phraser_from(os.environ))).run("stdio")


app.add_typer(keys_app, name="keys")


def run(arguments: list[str] | None = None) -> int:
    """Run one command line.

    Args:
        arguments: what stands after `briefing`; that of the process where None.

    Returns:
        The exit status: 0, 1 for an expected failure (said in one line on standard error), 2 for wrong usage.
    """
    try:
        status = app(arguments, prog_name="briefing", standalone_mode=False)
    except BriefingError as error:
        typer.echo(" ".join(str(error).split()), err=True)
        return 1
    except typer.TyperException as error:
        if type(error).__name__ != "NoArgsIsHelpError":  # the help page is there already
            typer.echo(usage_error(error), err=True)
        return 2
    except typer.Abort:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status if isinstance(status, int) else 0


def main() -> None:
    """Run the command line of this process and exit."""
    sys.exit(run())


if __name__ == "__main__":
    main()
