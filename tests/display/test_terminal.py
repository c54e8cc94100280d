"""How an answer looks in a terminal and in a pipe, and what the shell and the help pages offer."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.cells import cell_len
from rich.console import Console

import cli
from display import screen
from display.answers import amount, answer_lines, by_row, citation_head, figure_lines, is_comparison, origin
from display.shapes import document_json
from index.build import build_store
from index.store import Store
from qa.answer import Answer, Citation, StatedFigure, TablePlace

ROOT = Path(__file__).parents[2]
NAME = "garam_admin_2023.txt"


def figure(value: int, label: str, *citations: int, unit: str = "천원", **more: Any) -> StatedFigure:
    return StatedFigure(Decimal(value), unit, f"{value:,}", label, citations, **more)


def cited(number: int, column: str) -> Citation:
    place = TablePlace("집행", ("사업비", "인사과"), (column,))
    return Citation(number, NAME, "가 보고", ("Ⅰ. 현황",), (7, 7), "인사과\t10\t20", place)


SUM = Answer(
    "합계는?",
    "answered",
    "derive",
    "합계는 30천원입니다.",
    (figure(30, "합계", 1, 2, derivation="10천원 + 20천원"),),
    (cited(1, "예산"), cited(2, "집행")),
    warnings=("원문의 합계와 다릅니다.",),
)
YEARS = Answer(
    "비교?",
    "answered",
    "compare",
    "비교하면 다음과 같습니다.",
    (figure(10, "2022", 1), figure(20, "2023", 2)),
    (cited(1, "2022"), cited(2, "2023")),
)


# lines


@pytest.mark.parametrize(
    ("derivation", "citations", "shown"),
    [
        ("10천원 + 20천원", (1, 2), "= 10천원 [1] + 20천원 [2]"),
        ("10 ÷ 20 × 100", (2, 1), "= 10 [2] ÷ 20 [1] × 100"),
        ("(20 - 10) ÷ 10 × 100", (1, 2), "= (20 - 10) ÷ 10 × 100 [1][2]"),
        ("3회 - 1회", (1,), "= 3회 - 1회 [1]"),
        ("해당하는 항목 3건을 셈", (), "= 해당하는 항목 3건을 셈"),
        ("", (3,), "[3]"),
    ],
)
def test_a_derived_figure_names_the_places_of_its_operands(
    derivation: str, citations: tuple[int, ...], shown: str
) -> None:
    assert origin(figure(1, "값", *citations, derivation=derivation)) == shown


def test_a_unit_is_said_once() -> None:
    assert amount(figure(1234, "값", 1)) == "1,234천원"
    assert amount(StatedFigure(Decimal(1), "회", "월 1회", "값", (1,))) == "월 1회"


def test_warnings_come_right_after_the_answer_then_the_figures() -> None:
    lines = answer_lines(SUM)
    assert lines[:2] == ["합계는 30천원입니다.", "주의: 원문의 합계와 다릅니다."]
    assert "  합계: 30천원 = 10천원 [1] + 20천원 [2]" in lines
    assert f"  [1][2] {NAME}:7 · 표 집행 (사업비 › 인사과 × 예산, 집행)" in lines
    assert sum("인사과\t10" in line for line in lines) == 1


def test_one_figure_that_was_looked_up_is_not_said_twice() -> None:
    assert figure_lines(Answer("?", "answered", "figure", "10천원", (figure(10, "값", 1),))) == []


def test_citations_of_a_row_stand_together() -> None:
    passage = Citation(3, NAME, "가 보고", (), (7, 7), "인사과\t10\t20")
    groups = by_row([cited(1, "예산"), cited(2, "집행"), passage, passage])
    assert [len(group) for group in groups] == [2, 2]
    assert citation_head([passage]) == ("[3]", f"{NAME}:7")


def test_what_is_compared() -> None:
    assert is_comparison(YEARS)
    assert not is_comparison(SUM)
    mixed = (figure(10, "가", 1), figure(20, "나", 2, unit="%"))
    below = (figure(-10, "가", 1), figure(20, "나", 2))
    for figures in (mixed, below):
        assert not is_comparison(Answer("?", "answered", "compare", "", figures))


# drawn


@pytest.fixture(scope="module")
def store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("terminal") / "store"
    build_store([samples / "garam_admin_2023.txt", samples / "hanbit_edu_2024.txt"], path)
    return path


def drawn(answer: Answer, store: Path, monkeypatch: pytest.MonkeyPatch, width: int = 100) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system="standard", highlight=False)
    monkeypatch.setattr(screen, "console", console)
    with Store.open(store) as opened:
        screen.draw_answer(answer, opened)
    return out.getvalue()


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def cell_of(store: Path) -> Citation:
    """A citation of one cell of a real table."""
    with Store.open(store) as opened:
        table = next(one for one in opened.tables("garam_admin_2023.txt") if one.caption == "세출 총괄")
        row = next(one for one in table.rows if one.path[-1] == "인재육성과")
        place = TablePlace(table.caption, row.path, table.columns[0])
        line = opened.lines("garam_admin_2023.txt", *row.lines)[0]
        return Citation(1, "garam_admin_2023.txt", "보고", ("현황",), row.lines, line, place)


def test_the_cited_cell_is_marked_under_its_header(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    citation = cell_of(store)
    text = drawn(Answer("?", "answered", "figure", "답 [1]", (), (citation,)), store, monkeypatch)
    (marked,) = re.findall(r"\x1b\[1;30;43m\s*([^\x1b]+)\x1b", text)
    assert marked.strip() == "13,287,700"
    assert "2023 예산현액" in text
    assert "단위: 천원" in text
    assert "2023-02-28 기준" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_drawing_fits_the_terminal(store: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    long = Answer(
        "?", "answered", "compare", "- " + "긴 글 " * 60, YEARS.figures, (cell_of(store),), 0, ("주",)
    )
    lines = plain(drawn(long, store, monkeypatch, width)).splitlines()
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("width", range(40, 100, 7))
def test_no_word_is_cut_off(store: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    words = [f"{'가나다라마바사아자차카타파하' * 2}{number}" for number in range(12)]
    said = "\n".join(f"  - {' '.join(words[at : at + 4])} 끝" for at in (0, 4, 8))
    figures = (figure(10, words[0], 1), figure(20, words[1], 2, derivation=" + ".join(words[2:4])))
    answer = Answer("?", "answered", "derive", said, figures, (), 0, (words[0],))
    text = re.sub(r"[\s│╭╮╰╯─]", "", plain(drawn(answer, store, monkeypatch, width)))
    assert "…" not in text
    assert all(word in text for word in words[4:])
    out = io.StringIO()
    monkeypatch.setattr(screen, "console", Console(file=out, width=width))
    screen.draw_rows(("머리", "값"), [[" ".join(words), "1"]], 1, "제목")
    assert "…" not in out.getvalue()


def test_bars_are_as_long_as_their_figures(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = plain(drawn(YEARS, store, monkeypatch))
    bars = {line.split()[0]: line.count("█") for line in text.splitlines() if "█" in line}
    assert bars["2022"] == bars["2023"] // 2 > 0
    assert "█" not in plain(drawn(SUM, store, monkeypatch))


def test_a_warning_stands_before_the_citations(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = plain(drawn(SUM, store, monkeypatch))
    assert text.index("합계는 30천원") < text.index("원문의 합계와 다릅니다.") < text.index("가 보고")


def test_words_that_were_said_are_not_repeated(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = Citation(1, "garam_admin_2023.txt", "보고", (), (3, 3), "ㅇ 민원 창구를 늘림")
    other = Citation(2, "garam_admin_2023.txt", "보고", (), (4, 4), "ㅇ 다른 말")
    text = plain(
        drawn(Answer("?", "answered", "passage", "- 민원 창구를 늘림", (), (said, other)), store, monkeypatch)
    )
    assert text.count("민원 창구를 늘림") == 1
    assert "다른 말" in text


def test_further_lines_of_a_bullet_are_indented(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Answer("?", "answered", "passage", "  - " + "낱말 " * 30)
    lines = plain(drawn(answer, store, monkeypatch, 60)).splitlines()
    assert [line[2:6] for line in lines[1:-2]][1:] == ["    "] * (len(lines[1:-2]) - 1)


def test_escapes_of_a_document_are_not_printed(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = Citation(1, NAME, "\x1b[2J제목", ("\x1b[5m",), (1, 1), "\x1b]0;이름\x07붉은 글")
    answer = Answer("?", "answered", "figure", "\x1b[2J답", (), (evil,), 0, ("\x1b[2J주의",))
    text = drawn(answer, store, monkeypatch)
    for escape in ("\x1b[2J", "\x1b]", "\x1b[5m", "\x07"):
        assert escape not in text
    assert "\x1b" not in re.sub(r"[\n\t]", "", "".join(map(screen.clean, answer_lines(answer))))


@pytest.mark.parametrize("width", [60, 80, 140])
def test_documents_and_contradictions_fit_the_terminal(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    build_store([samples / "garam_admin_2024.txt"], tmp_path)
    out = io.StringIO()
    monkeypatch.setattr(screen, "console", Console(file=out, width=width))
    with Store.open(tmp_path) as opened:
        findings = opened.findings()
        screen.draw_documents([document_json(opened, entry) for entry in opened.documents()])
        screen.draw_findings(findings)
    text = out.getvalue()
    assert max(map(cell_len, text.splitlines())) <= width
    assert "…" not in text
    bare = re.sub(r"[\s│]", "", text)
    for finding in findings:
        assert re.sub(r"\s", "", f"문서의 값 {finding.found} 맞는 값 {finding.expected}") in bare
    assert "가람시·행정국·2024-03-31기준" in bare


# the command line


def briefing(*arguments: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = cli.run([str(argument) for argument in arguments])
    return status, out.getvalue(), err.getvalue()


def commands() -> Iterator[tuple[list[str], Any]]:
    """Every command with its name."""
    group = typer.main.get_command(cli.app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        if inner is None:
            yield [name], command
        else:
            yield from (([name, under], below) for under, below in inner.items())


def test_every_command_has_an_example_that_can_be_typed() -> None:
    for name, command in commands():
        shown = command.epilog.split("\n\n")
        assert all(line.startswith(f"예: briefing {' '.join(name)}") for line in shown), name
        for line in shown:
            options = re.findall(r"--[a-z-]+", line)
            known = {option for param in command.params for option in param.opts}
            assert set(options) <= known


def test_every_command_that_tells_something_tells_it_as_json() -> None:
    silent = {"serve", "mcp"}
    for name, command in commands():
        has = any("--json" in param.opts for param in command.params)
        assert has != (name[0] in silent), name


def test_what_commands_do_is_told_as_json(samples: Path, tmp_path: Path) -> None:
    store, keys = tmp_path / "s", tmp_path / "keys.json"
    told = json.loads(briefing("index", samples / "hanbit_edu_2024.txt", "--store", store, "--json")[1])
    assert (told["documents"], told["errors"]) == (1, [])
    made = json.loads(briefing("keys", "add", "가", "--keys", keys, "--json")[1])
    (listed,) = json.loads(briefing("keys", "list", "--keys", keys, "--json")[1])
    assert (listed["note"], listed["collections"]) == ("가", made["collections"])
    assert "hash" not in listed
    assert made["key"] not in json.dumps(listed)
    revoked = briefing("keys", "revoke", listed["id"], "--keys", keys, "--json")[1]
    assert json.loads(revoked) == {"revoked": listed["id"]}


def test_the_shell_completes_documents_and_options(store: Path) -> None:
    def complete(line: str) -> set[str]:
        words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
        program = "import sys, cli; sys.argv = ['briefing']; cli.main()"
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | words | {"_BRIEFING_COMPLETE": "complete_bash", "BRIEFING_STORE": str(store)},
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        return set(done.stdout.split())

    assert complete("briefing facts ga") == {"garam_admin_2023.txt"}
    assert complete("briefing ask --op") == {"--open"}
    assert {"show", "serve"} <= complete("briefing s")


# a conversation


def test_a_conversation_in_a_pipe_gives_a_json_line_an_answer(store: Path, tmp_path: Path) -> None:
    typed = "2023년 가람시 인재육성과 예산".encode() + b"\xff" + "현액은?\n그럼 2022년은?\n".encode()
    done = subprocess.run(
        [sys.executable, "cli.py", "chat", "--json", "--store", str(store)],
        input=typed,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"XDG_STATE_HOME": str(tmp_path), "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"},
        check=False,
        timeout=120,
    )
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert (done.returncode, done.stderr) == (0, b"")
    assert [answer["status"] for answer in answers] == ["answered"] * 2


def test_control_c_leaves_a_line_and_control_d_ends(store: Path, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    running = subprocess.Popen(
        ["setsid", "--ctty", "--wait", sys.executable, "cli.py", "chat", "--store", str(store)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=ROOT,
        env=environment,
    )
    os.close(follower)
    seen = b""

    def until(text: str, key: bytes = b"") -> None:
        nonlocal seen
        deadline = time.monotonic() + 60
        while text.encode() not in seen and time.monotonic() < deadline:
            # a signal that comes just before readline waits for input is seen with the next one
            os.write(leader, key)
            while select.select([leader], [], [], 1)[0]:
                seen += os.read(leader, 65536)
        assert text.encode() in seen
        seen = seen.partition(text.encode())[2]

    until("질문>")
    os.write(leader, "지울 줄".encode())
    until("지울 줄")
    until("멈추었습니다.", key=b"\x03")
    until("질문>")
    os.write(leader, "/도움말\n".encode())
    until("/새로: 새 대화")
    until("질문>")
    os.write(leader, b"\x04")
    assert running.wait(timeout=20) == 0
    os.close(leader)
    history = tmp_path / "briefing" / "history"
    assert "/도움말" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0
