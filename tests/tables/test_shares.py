"""Tables of counts and their shares under names, without labels: in columns of a page and a cell a line."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import Path

WIDE = [
    "  ○ 까닭별",
    "",
    "            계       부주의    기계 고장 낡음(10년 이상)       모름",
    "           200           90           60              40         10",
    "          100%        45.0%        30.0%           20.0%       5.0%",
    "",
]
LINES = [
    "가. 거래방법별",
    "(단위: 백만원, %)",
    "경매",
    "정가·수의",
    "계",
    "182",
    "78",
    "260",
    "70.0",
    "30.0",
    "100.0",
]


def facts(lines: list[str]) -> dict[tuple[Path, Path], tuple[str, str]]:
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])
    return {
        (fact.row, fact.column): (fact.text, fact.unit) for fact in document.facts if fact.table is not None
    }


def test_names_that_nearly_touch_part_where_their_figures_end() -> None:
    found = facts(WIDE)
    assert found[(), ("기계 고장",)] == ("60", "")
    assert found[("비율",), ("낡음(10년 이상)",)] == ("20.0%", "%")
    assert len(found) == 10


def test_a_name_a_line() -> None:
    found = facts([*LINES, "* 정가 매매가 늘고 있음"])
    assert found[(), ("정가·수의",)] == ("78", "백만원")
    assert found[("비율",), ("경매",)] == ("70.0", "%")


def test_counts_that_do_not_add_up_are_no_table() -> None:
    assert facts([line.replace("90", "80") for line in WIDE]) == {}
    assert facts([line.replace("78", "87") for line in LINES]) == {}
