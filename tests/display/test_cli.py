from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parents[2]
FIGURE = "2023년 가람시 행정국 세입 예산현액 총액과 2023년 2월 28일 기준 징수율은 얼마입니까?"


@pytest.fixture
def store(sample_store: Path) -> Path:
    return sample_store


def briefing(*arguments: str | Path) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command, run in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = cli.run([str(argument) for argument in arguments])
    return status, out.getvalue(), err.getvalue()


def is_one_line(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text and bool(text.strip())


# index


def test_index_summarises_and_names_the_files_that_fail(tmp_path: Path, samples: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "good.txt").write_bytes((samples / "hanbit_edu_2024.txt").read_bytes())
    status, out, err = briefing("index", tmp_path, "--store", tmp_path / "s")
    assert status == 1
    assert out.startswith("문서 1개, 표 ")
    assert "초에 색인했습니다." in out
    progress = [line for line in err.splitlines() if line.startswith("[")]
    failures = [line for line in err.splitlines() if not line.startswith("[")]
    assert "[3/3] good.txt" in progress
    assert len(failures) == 2
    assert any("empty.txt" in line and "빈 파일" in line for line in failures)
    assert any("binary.txt" in line for line in failures)
    assert briefing("documents", "--store", tmp_path / "s")[0] == 0


@pytest.mark.parametrize("path", ["nowhere", "nowhere.txt"])
def test_a_missing_path_is_one_line(tmp_path: Path, path: str) -> None:
    status, out, err = briefing("index", tmp_path / path, "--store", tmp_path / "s")
    assert (status, out) == (1, "")
    assert is_one_line(err)
    assert not (tmp_path / "s" / "manifest.json").exists()


def test_a_folder_without_documents_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    status, out, err = briefing("index", tmp_path / "docs", "--store", tmp_path / "s")
    assert (status, out) == (1, "")
    assert is_one_line(err)


# ask


def test_ask_prints_the_answer_then_its_numbered_places(store: Path) -> None:
    status, out, err = briefing("ask", FIGURE, "--store", store)
    assert (status, err) == (0, "")
    answer, _, places = out.partition("\n\n")
    assert "3,250,460천원" in answer
    assert "[1][2] garam_admin_2023.txt:41 · 표 " in places
    assert "2023년 가람시 행정국 주요업무보고" in places
    assert "50,538,200" in places  # the row as it stands in the document
    assert "\x1b" not in out


def test_ask_json_is_the_answer_object(store: Path) -> None:
    status, out, _ = briefing("ask", FIGURE, "--store", store, "--json")
    answer = json.loads(out)
    assert status == 0
    assert answer["status"] == "answered"
    assert {figure["value"] for figure in answer["figures"]} >= {3250460, 11.4}
    cited = answer["citations"][0]
    assert (cited["document"], cited["lines"]) == ("garam_admin_2023.txt", [41, 41])
    assert cited["table"]["column"]


def test_ask_opens_a_place(store: Path) -> None:
    status, out, _ = briefing("ask", FIGURE, "--store", store, "--open", "1")
    assert status == 0
    assert "\n>    41 계" in out
    status, _, err = briefing("ask", FIGURE, "--store", store, "--open", "99")
    assert status == 1
    assert is_one_line(err)


def test_ask_survives_bytes_that_are_no_text(store: Path) -> None:
    status, _, err = briefing("ask", "총무과\udcff 예산\x00은 얼마인가요?", "--store", store)
    assert (status, err) == (0, "")


@pytest.mark.parametrize("question", ["", "   ", "가" * 2000])
def test_an_impossible_question_is_one_line(store: Path, question: str) -> None:
    status, _, err = briefing("ask", question, "--store", store)
    assert status == 1
    assert is_one_line(err)


def test_batch_answers_the_rest_of_a_bad_file(store: Path, tmp_path: Path) -> None:
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    rows = [
        json.dumps({"id": "a", "question": FIGURE}),
        "{broken",
        json.dumps({"id": "b", "turns": [{"question": FIGURE}, {"question": "2022년은?"}]}),
        json.dumps({"question": "번호가 없는 질문"}),
        json.dumps({"id": "c", "question": 7}),
        "[1, 2]",
        '{"id": "d", "question": "\\ud800"}',
        "",
    ]
    questions.write_text("\n".join(rows), encoding="utf-8")
    status, _, err = briefing("ask", "--batch", questions, "--output", answers, "--store", store)
    assert status == 1
    assert is_one_line(err)
    for line in ("2번째", "4번째", "5번째", "6번째", "7번째"):
        assert line in err
    found = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == ["a", "b"]
    assert found[0]["status"] == "answered"
    assert [turn["question"] for turn in found[1]["turns"]] == [FIGURE, "2022년은?"]


def test_batch_files_that_cannot_be_used_are_one_line(store: Path, tmp_path: Path) -> None:
    good = tmp_path / "q.jsonl"
    good.write_text(json.dumps({"id": "a", "question": FIGURE}), encoding="utf-8")
    cp949 = tmp_path / "cp949.jsonl"
    cp949.write_bytes("질문".encode("cp949"))
    cases = [(tmp_path / "none", tmp_path / "a"), (cp949, tmp_path / "a"), (good, tmp_path / "no" / "a")]
    for questions, answers in cases:
        status, _, err = briefing("ask", "--batch", questions, "--output", answers, "--store", store)
        assert status == 1
        assert is_one_line(err)


# what a store holds


def test_coverage_counts_relations_and_lines(store: Path) -> None:
    found = json.loads(briefing("coverage", "hanbit", "--store", store, "--json")[1])
    assert found["holds"] == sum(kind["holds"] for kind in found["relations"].values()) > 30
    assert found["lines_read"] + len(found["unread"]) == found["lines_with_digits"]
    status, plain, _ = briefing("coverage", "hanbit", "--store", store)
    assert status == 0
    assert f"{found['lines_with_digits']:,}줄" in plain


def test_documents_are_listed(store: Path) -> None:
    _, plain, _ = briefing("documents", "--store", store)
    heads, *rows = (line.split("\t") for line in plain.splitlines())
    assert heads[:2] == ["문서", "제목"]
    assert {len(row) for row in rows} == {len(heads)}
    documents = json.loads(briefing("documents", "--store", store, "--json")[1])
    assert [row[0] for row in rows] == [document["id"] for document in documents]
    assert all(document["title"] and document["tables"] for document in documents)


def test_facts_have_the_shape_of_the_contract(store: Path) -> None:
    status, out, _ = briefing("facts", "hanbit", "--store", store, "--json")
    facts = json.loads(out)
    keys = ["document", "lines", "section", "caption", "row", "column", "value", "unit", "as_of", "text"]
    assert status == 0
    assert all(list(fact) == [*keys, "checked"] for fact in facts)
    quarter = [fact for fact in facts if fact["value"] == 338100]
    assert {fact["unit"] for fact in quarter} == {"천원"}
    assert [177, 177] in [fact["lines"] for fact in quarter]


def test_a_document_is_named_by_its_beginning_or_its_title(store: Path) -> None:
    whole = briefing("facts", "hanbit_edu_2024.txt", "--store", store)
    assert briefing("facts", "hanbit", "--store", store) == whole
    assert briefing("facts", "2024년 총무과", "--store", store) == whole
    for name in ("garam", "없는문서", ""):
        status, _, err = briefing("facts", name, "--store", store)
        assert status == 1
        assert is_one_line(err)


def test_tables_are_printed_and_given_as_json(store: Path) -> None:
    _, plain, _ = briefing("tables", "hanbit", "--store", store)
    assert "# 예산 집행 계획 · 단위: 천원 · hanbit_edu_2024.txt:173-178" in plain
    tables = json.loads(briefing("tables", "hanbit", "--store", store, "--json")[1])
    plan = next(table for table in tables if table["caption"] == "예산 집행 계획")
    assert all(len(row["cells"]) == len(plan["columns"]) for row in plan["rows"])


def test_show_marks_the_place_in_its_context(store: Path) -> None:
    status, out, _ = briefing("show", "hanbit_edu_2024.txt:177", "--store", store)
    marked = [line for line in out.splitlines() if line.startswith(">")]
    assert status == 0
    assert len(marked) == 1
    assert "338,100" in marked[0]
    assert "집행예정액 / 집행내용 › 3분기: 338,100 면접시험 운영 등" in out
    place = json.loads(briefing("show", "hanbit_edu_2024.txt:177", "--store", store, "--json")[1])
    assert [line["number"] for line in place["lines"]] == [177]
    assert place["tables"]


@pytest.mark.parametrize(
    "place", ["hanbit", "hanbit:0", "hanbit:9-3", "hanbit:x", "hanbit:9999", ":3", "없음:1"]
)
def test_a_place_that_is_none_is_one_line(store: Path, place: str) -> None:
    status, out, err = briefing("show", place, "--store", store)
    assert (status, out) == (1, "")
    assert is_one_line(err)


def test_check_gives_findings_as_json_and_as_a_page(store: Path, tmp_path: Path) -> None:
    status, out, _ = briefing("check", "--store", store, "--json")
    keys = {"document", "lines", "kind", "severity", "message", "expected", "found"}
    findings = json.loads(out)
    assert status == 0
    assert all(keys <= set(finding) for finding in findings)
    page = tmp_path / "check.html"
    assert briefing("check", "--store", store, "--html", page)[0] == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert text.count("<article") == len(findings)
    status, _, err = briefing("check", "--store", store, "--html", tmp_path / "no" / "check.html")
    assert status == 1
    assert is_one_line(err)


def test_keys_are_made_listed_and_revoked(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    status, secret, _ = briefing("keys", "add", "총무과 챗봇", "--keys", keys)
    assert (status, secret[:4]) == (0, "brf-")
    number, note, collections, _ = briefing("keys", "list", "--keys", keys)[1].splitlines()[1].split("\t")
    assert (note, collections) == ("총무과 챗봇", "default")
    assert secret.strip() not in keys.read_text(encoding="utf-8")
    assert briefing("keys", "revoke", number, "--keys", keys)[0] == 0
    status, _, err = briefing("keys", "revoke", number, "--keys", keys)
    assert status == 1
    assert is_one_line(err)
    keys.write_text("{", encoding="utf-8")
    status, _, err = briefing("keys", "list", "--keys", keys)
    assert status == 1
    assert is_one_line(err)


# stores and usage


@pytest.mark.parametrize(
    "command", [["documents"], ["ask", FIGURE], ["check"], ["facts", "a"], ["show", "a:1"]]
)
def test_a_store_that_cannot_be_used_is_one_line(store: Path, tmp_path: Path, command: list[str]) -> None:
    damaged, foreign = tmp_path / "damaged", tmp_path / "foreign"
    for path in (damaged, foreign):
        path.mkdir()
    (damaged / "manifest.json").write_text("{", encoding="utf-8")
    manifest = json.loads((store / "manifest.json").read_text(encoding="utf-8"))
    (foreign / "manifest.json").write_text(json.dumps(manifest | {"version": 99}), encoding="utf-8")
    for path in (tmp_path / "none", damaged, foreign):
        status, out, err = briefing(*command, "--store", path)
        assert (status, out) == (1, "")
        assert is_one_line(err)
        assert "briefing index" in err


def test_the_store_is_named_by_the_environment(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_STORE", str(store))
    assert briefing("documents")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["shw"], "shw: 없는 명령입니다. 혹시 show입니까?"),
        (["show"], "위치: 적어 주세요."),
        (["show", "a", "b"], "남는 인자가 있습니다: b."),
        (["documents", "--jsn"], "--jsn: 없는 옵션입니다. 혹시 --json입니까?"),
        (["serve", "--port", "x"], "--port: 쓸 수 없는 값입니다"),
        (["serve", "--port", "99999"], "--port: 쓸 수 없는 값입니다"),
        (["serve", "--rate", "-5"], "--rate: 쓸 수 없는 값입니다"),
        (["serve", "--collection", "hr"], "--collection은 이름=폴더로"),
        (["serve", "--collection", "default=a"], "--collection은 이름=폴더로"),
        (["documents", "--store"], "--store: 옵션에 값을 바르게 적어 주세요."),
        (["ask"], "질문 하나를 적거나"),
        (["ask", "질문", "--batch", "a"], "질문 하나를 적거나"),
    ],
)
def test_wrong_usage_is_said_in_korean(arguments: list[str], said: str) -> None:
    status, out, err = briefing(*arguments)
    assert (status, out) == (2, "")
    assert said in err
    for english in ("Error", "Usage", "Try", "Invalid", "Missing"):
        assert english not in err


def test_help_is_korean() -> None:
    commands = [command.name or command.callback.__name__ for command in cli.app.registered_commands]
    assert {"index", "ask", "chat", "serve", "mcp"} <= set(commands)
    words = ("Usage", "Options", "Arguments", "Commands", "Show this", "default:", "required", "<str>")
    for arguments in ([], ["keys"], ["keys", "add"], *([name] for name in commands)):
        status, out, _ = briefing(*arguments, "--help")
        assert status == 0
        for english in words:
            assert english not in out
    assert briefing()[0] == 2


# processes


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "cli.py", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | environment,
        check=False,
        timeout=120,
    )


def test_asking_imports_no_model_and_no_server(store: Path) -> None:
    program = (
        "import sys, cli\n"
        "cli.run(sys.argv[1:])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'fastapi', 'uvicorn', 'rich'}\n"
        "sys.exit(str(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "ask", FIGURE, "--store", str(store)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "3,250,460천원" in done.stdout


def test_a_reader_that_goes_away_is_no_traceback(store: Path) -> None:
    command = f"{sys.executable} cli.py tables garam_admin_2023 --store {store} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.startswith("# ")
    assert done.stderr == ""


def test_a_conversation_refers_back_and_opens_places(store: Path, tmp_path: Path) -> None:
    lines = [FIGURE, "/열기 1", "/열기 9", "/새로", "/열기 1", "", "/뭐", "가" * 2000, "/끝", "남는 줄"]
    done = subprocess.run(
        [sys.executable, "cli.py", "chat", "--store", str(store)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"XDG_STATE_HOME": str(tmp_path)},
        check=False,
        timeout=120,
    )
    assert done.returncode == 0
    assert "3,250,460천원" in done.stdout
    assert "\n>    41 계" in done.stdout
    assert done.stderr.count("그 번호의 근거가 없습니다.") == 2
    assert "너무 깁니다" in done.stderr
    assert "\x1b" not in done.stdout
    assert not list(tmp_path.iterdir())  # nobody typed: nothing to keep


@pytest.mark.parametrize("host", ["127.0.0.1", "no-such-host.invalid", "192.0.2.1"])
def test_an_address_that_cannot_be_used_is_one_line(store: Path, tmp_path: Path, host: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(
            "serve", "--store", store, "--host", host, "--port", port, "--keys", tmp_path / "keys.json"
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_line(done.stderr)
    assert f"{host}:{port}: 열 수 없습니다" in done.stderr


@pytest.mark.parametrize(("environment", "colour"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colour_unless_it_is_unwanted(
    store: Path, environment: dict[str, str], colour: bool
) -> None:
    command = f"{sys.executable} cli.py show hanbit_edu_2024.txt:177 --store {store}"
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    done = subprocess.run(
        ["script", "-qec", command, "/dev/null"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=env | {"TERM": "xterm-256color"} | environment,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "338,100" in done.stdout
    assert ("[30;43m" in done.stdout or "[1;30;43m" in done.stdout) == colour


def test_index_adds_to_a_store(tmp_path: Path, samples: Path) -> None:
    first, second = "hanbit_edu_2024.txt", "garam_admin_2024.txt"
    assert briefing("index", samples / first, "--store", tmp_path / "s")[0] == 0
    assert briefing("index", samples / second, "--add", "--store", tmp_path / "s")[0] == 0
    _, listed, _ = briefing("documents", "--json", "--store", tmp_path / "s")
    assert len(json.loads(listed)) == 2
    assert first in listed
    assert second in listed
