"""What teams do and which teams there are, over invented charts and tables in many layouts."""

# ruff: noqa: E501 (a layout reads best on one line)
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import read_document
from corpus.offices.charts import shared
from corpus.offices.offices import Office, is_name
from corpus.offices.organisation import read_offices
from index.analyzer import Analyzer
from index.build import build_store
from qa.answer import Answer
from qa.assistant import Assistant
from qa.passages.offices import asks_offices

HEAD = "2031년 마루군 농정국 주요업무보고\n\n2031. 3. 5.\n\nⅠ. 일반현황\n\n"
TAIL = "\nⅡ. 주요 사업\n\n□ 논두렁 정비\n\n  ○ 대 상 : 들말 일원 12km\n\n  ○ 농정과와 축산과가 함께 추진\n"
DUTIES = {
    "농정과": ["농지 전용 허가", "벼 재배 지원 및 직불금 지급"],
    "축산과": ["가축 방역, 도축 검사", "축사 악취 저감"],
    "산림과": ["숲길 조성과 산불 감시", "임산물 유통 지원"],
}
_HTML = "<tr><td>{}</td><td><ul><li>○ {}</li> <li>○ {}</li></ul></td></tr>"


def _each(pattern: str, between: str = "\n") -> str:
    return between.join(pattern.format(name, *duties) for name, duties in DUTIES.items())


LAYOUTS = {
    "tabs": "□ 과별 담당업무\n\n부서\t주요업무\n" + _each("{}\t· {} · {}"),
    "html in tabs": "### 주요 기능\n\n부서\t담 당 업 무\n" + _each("{}\t<ul> <li>○ {}</li> <li>○ {}</li> </ul>"),
    "pipes": "### 부서별 업무\n\n| 부서 | 담당 업무 |\n|---|---|\n" + _each("| {} | {}, {} |"),
    "html": "□ 부서별 업무\n\n<table>\n<tr><th>부서</th><th>담당업무</th></tr>\n" + _each(_HTML) + "\n</table>",
    "behind the name": "□ 부서별 담당업무\n\n부  서 담  당  업  무\n" + _each("{} ◦ {}\n\n◦ {}", "\n\n"),
    "under the name": "■ 부서별 분장사무\n\n" + _each("{}\n ◦ {}\n ◦ {}"),
    "a line under the name": "2) 과별 업무\n\n" + _each("{}\n{}, {}\n"),
    "colons": "3 주요 기능\n\n" + _each("○ {} : {}, {}"),
    "brackets": "1-나. 과별로 맡은 일\n\n" + _each("[{}] {},\n          {}"),
    "spaces": "▷ 1-2  사무 분장\n\n" + _each("   {}     {}, {}"),
    "spaced letters": "□ 과별 담당업무\n\n부서\t주요업무\n"
    + "\n".join(f"{' '.join(name)}\t· {' · '.join(duties)}" for name, duties in DUTIES.items()),
    "columns of a table": "□ 조직도\n\n| "
    + " | ".join(DUTIES)
    + " |\n|---|---|---|\n| "
    + " | ".join("<br>".join(f"- {one}" for one in duties) for duties in DUTIES.values())
    + " |",
    "one line of names, lists that end with 등": "1 조 직\n\n마 루 국 - ( 3 )개과\n\n농 정 과 축 산 과 산 림 과\n\n"
    + "\n\n".join(f"- {one}\n\n- {two} 등" for one, two in DUTIES.values()),
    "one line of names, lists with gaps": "1 조 직\n\n농정과 축산과 산림과\n\n\n"
    + "\n\n\n".join(f"- {one}\n- {two}" for one, two in DUTIES.values()),
    "names side by side over lists": "1 조 직\n\n농정과                        축산과                        산림과\n"
    "- 농지 전용 허가              - 가축 방역, 도축 검사        - 숲길 조성과 산불 감시\n"
    "- 벼 재배 지원 및             - 축사 악취 저감              - 임산물 유통 지원\n"
    "  직불금 지급\n",
}  # fmt: skip


def read(tmp_path: Path, text: str) -> tuple[Office, ...]:
    """The offices of a document made of one text."""
    path = tmp_path / "offices.txt"
    path.write_text(text, encoding="utf-8")
    document = read_document(path, {}, lambda line: [line])
    return read_offices(document.lines, document.blocks, document.tables)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_duties_of_each_office_are_its_own(tmp_path: Path, layout: str) -> None:
    found = {one.name: one for one in read(tmp_path, HEAD + LAYOUTS[layout] + "\n" + TAIL)}
    for name, duties in DUTIES.items():
        told = " ".join(duty.text for duty in found[name].duties)
        assert all(duty in told for duty in duties)
        others = [duty for other, some in DUTIES.items() if other != name for duty in some]
        assert not any(duty in told for duty in others)
        assert "논두렁" not in told


def test_duties_keep_the_lines_they_stand_on(tmp_path: Path) -> None:
    text = HEAD + LAYOUTS["under the name"]
    lines = text.split("\n")
    for office in read(tmp_path, text):
        for duty in office.duties:
            assert duty.text in " ".join(lines[duty.lines[0] - 1 : duty.lines[1]])


def test_lists_without_an_end_are_not_shared_out(tmp_path: Path) -> None:
    text = HEAD + "1 조 직\n\n농 정 과 축 산 과\n\n- 농지 허가\n\n- 벼 지원\n\n- 방역\n\n- 도축\n\n2 인 력\n"
    assert not any(office.duties for office in read(tmp_path, text))


def test_a_list_begins_with_the_duty_that_is_called_as_its_office(tmp_path: Path) -> None:
    lists = "- 재정 계획\n\n- 축제 준비\n\n- 꽃길 조성\n\n- 가로수 심기\n\n- 산불 감시\n\n- 임도 정비\n\n"
    text = HEAD + "1 조 직\n\n총무팀 꽃길팀 산불대응팀\n\n" + lists + "2 인 력\n"
    told = {office.name: [duty.text for duty in office.duties] for office in read(tmp_path, text)}
    assert told["꽃길팀"] == ["꽃길 조성", "가로수 심기"]
    assert told["산불대응팀"] == ["산불 감시", "임도 정비"]
    other = HEAD + "1 조 직\n\n총무팀 공원팀 산불대응팀\n\n" + lists + "2 인 력\n"
    told = {office.name: [duty.text for duty in office.duties] for office in read(tmp_path, other)}
    assert told["총무팀"] == told["공원팀"] == []  # where one ends and the other begins is not told


def test_lists_are_shared_by_their_ends_or_their_gaps() -> None:
    ends = [("가 관리", (1, 1), 0), ("나 운영 등", (2, 2), 0), ("다 지원", (3, 3), 0)]
    assert [[duty.text for duty in one] for one in shared(ends, ["총무팀", "기획팀"])] == [
        ["가 관리", "나 운영 등"],
        ["다 지원"],
    ]
    gaps = [("가", (1, 1), 1), ("나", (2, 2), 0), ("다", (5, 5), 2), ("라", (6, 6), 0)]
    assert [len(one) for one in shared(gaps, ["총무팀", "기획팀"])] == [2, 2]
    assert shared(gaps, ["총무팀", "기획팀", "감사팀"]) == []
    assert shared(ends[:1], ["총무팀", "기획팀"]) == []


def test_titles_and_amounts_are_no_offices() -> None:
    assert is_name("총 무 과")
    assert is_name("돌봄정책과(4팀)")
    assert not any(map(is_name, ["847억원", "최소", "1과", "농지 관리", "공원"]))


def test_a_table_of_something_else_has_no_offices(tmp_path: Path) -> None:
    text = HEAD + "□ 과별 예산\n\n부서\t예산액\t집행액\n농정과\t1,200\t900\n축산과\t2,300\t1,100\n"
    assert not any(office.duties for office in read(tmp_path, text))


CHARTS = {
    "counts over names": "□ 조직 및 인력 : 3과 41명\n\n      농 정 국\n\n12명\n농 정 과\n\n20명\n축 산 과\n\n9명\n산 림 과\n",
    "counts under names": "□ 조직 및 업무\n\n농정국\n\n농정과\n(12명)\n\n축산과\n(20명)\n\n산림과\n(9명)\n",
    "names with counts": "□ 조직\n\n농정과 12명\n\n축산과 20명\n\n산림과 9명\n",
}


@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_numbers_of_people_stay_with_their_offices(tmp_path: Path, chart: str) -> None:
    staff = {one.name: one.staff for one in read(tmp_path, HEAD + CHARTS[chart] + TAIL)}
    assert (staff["농정과"], staff["축산과"], staff["산림과"]) == ("12명", "20명", "9명")


TEAMS = {
    "behind a colon": "○ 기구 : 2과\n\n농정과 : 농지팀, 직불팀, 수리팀\n\n축산과 : 방역팀, 축정팀\n",
    "in parentheses": "### 조직\n\n농정과 3팀(농지팀, 직불팀, 수리팀), 축산과 2팀(방역팀, 축정팀)\n",
    "lines in the order of the counts": "1 조 직\n\n농정과 - ( 3 )개팀  축산과 - ( 2 )개팀\n\n농지팀 직불팀 수리팀\n\n방역팀 축정팀\n",
    "under the name": "ㅁ 조직 : 2과 5팀\n농정과\n농지팀  직불팀  수리팀\n축산과\n방역팀  축정팀\n",
    "columns": "1 조직 : 2과 5팀\n\n| 농정과(3팀) | 축산과(2팀) |\n|---|---|\n| 농지팀, 직불팀, 수리팀 | 방역팀, 축정팀 |\n",
}


@pytest.mark.parametrize("chart", sorted(TEAMS))
def test_teams_stand_under_their_department(tmp_path: Path, chart: str) -> None:
    found = read(tmp_path, HEAD + TEAMS[chart] + TAIL)
    assert [one.name for one in found if one.above == "농정과"] == ["농지팀", "직불팀", "수리팀"]
    assert [one.name for one in found if one.above == "축산과"] == ["방역팀", "축정팀"]


# questions


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    """One analyser for all stores here."""
    return Analyzer()


CORPUS = """[[document]]
file = "maru.txt"
title = "2031년 주요업무보고"
agency = "마루군"
department = "농정국"
as_of = 2031-03-05
"""


def opened(folder: Path, text: str, analyzer: Analyzer) -> Assistant:
    """An assistant over one document."""
    folder.mkdir(exist_ok=True)
    (folder / "maru.txt").write_text(text, encoding="utf-8")
    (folder / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    build_store([folder], folder / "store", analyzer=analyzer)
    return Assistant.open(folder / "store")


@pytest.fixture(
    scope="module", params=["tabs", "behind the name", "brackets", "one line of names, lists with gaps"]
)
def report(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer
) -> Iterator[Assistant]:
    """One invented report with its duties in several layouts."""
    folder = tmp_path_factory.mktemp("offices")
    with opened(folder / "one", HEAD + LAYOUTS[request.param] + "\n" + TAIL, analyzer) as assistant:
        yield assistant


def shows(answer: Answer, *texts: str) -> bool:
    return answer.status == "answered" and all(text in answer.answer for text in texts)


@pytest.mark.parametrize(
    "question",
    [
        "축산과는 무슨 일 해?",
        "마루군 축산과가 맡고 있는 업무를 모두 알려 주세요.",
        "마루군 농정국 축산과의 담당 업무는 무엇입니까?",
        "축 산 과 소관 사무를 알려줘",
        "축산과가 하는 일 뭐야",
    ],
)
def test_what_an_office_does(report: Assistant, question: str) -> None:
    answer = report.ask(question)
    assert shows(answer, *DUTIES["축산과"])
    assert not any(duty in answer.answer for name in ("농정과", "산림과") for duty in DUTIES[name])
    assert answer.citations


@pytest.mark.parametrize(
    "question", ["숲길 조성은 어느 과에서 맡나요?", "마루군에서 숲길 조성을 담당하는 과는 어디야?"]
)
def test_who_does_a_thing(report: Assistant, question: str) -> None:
    answer = report.ask(question)
    assert shows(answer, "산림과", "숲길 조성")
    assert "농정과" not in answer.answer


def test_an_office_that_is_not_there_is_not_answered(report: Assistant) -> None:
    assert report.ask("마루군 수산과는 무슨 일을 하나요?").status == "abstained"


def test_more_than_duties_is_no_question_for_duties() -> None:
    assert not asks_offices("축산과 예산은 얼마인가요?")
    assert not asks_offices("축산과 현원은 몇 명인가요?")
    assert asks_offices("축산과는 뭐 하는 데야?")


@pytest.mark.parametrize("chart", sorted(TEAMS))
@pytest.mark.parametrize(
    "question",
    [
        "마루군 농정과에 팀이 뭐뭐 있어?",
        "농정과에 속한 3개 팀의 이름은 무엇입니까?",
        "농정과는 어떤 팀들로 구성되어 있나요?",
    ],
)
def test_the_teams_of_a_department(tmp_path: Path, analyzer: Analyzer, chart: str, question: str) -> None:
    with opened(tmp_path / "one", HEAD + TEAMS[chart] + TAIL, analyzer) as assistant:
        answer = assistant.ask(question)
    assert shows(answer, "농지팀", "직불팀", "수리팀")
    assert "방역팀" not in answer.answer


@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_departments_with_their_people(tmp_path: Path, analyzer: Analyzer, chart: str) -> None:
    with opened(tmp_path / "one", HEAD + CHARTS[chart] + TAIL, analyzer) as assistant:
        answer = assistant.ask("마루군 농정국의 3개 과 이름과 인원을 알려 주세요.")
    assert shows(answer, "농정과", "축산과", "산림과")
    assert {int(figure.value) for figure in answer.figures} == {12, 20, 9}
