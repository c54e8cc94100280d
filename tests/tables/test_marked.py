"""Rows under names in brackets that share one header, and labels that go on below their figures."""

from __future__ import annotations

import pytest

from corpus.document import parse_document
from corpus.model import Document
from corpus.tables.marked import marker_of


def read(text: str) -> Document:
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda text: [text])


def found(text: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    return {
        (fact.caption, "/".join(fact.row), "/".join(fact.column)): (fact.text, fact.unit)
        for fact in read(text).facts
        if fact.table is not None
    }


@pytest.mark.parametrize("frame", ["< {} >", "【{}】", "[{}]", "〈{}〉"])
def test_the_header_serves_all_names_between_the_rows(frame: str) -> None:
    """Each group has a total of its own, and the last one stands on the next page."""
    facts = found(f"""
  □ 2031년도 예산
                                               (단위 : 백만원, %)

                              2031년        2030년
  구     분                   본예산        본예산      증감액    증감률

   {frame.format("회계별")}
  합     계                  402,180       390,240      11,940       3.1
  일반회계                   371,560       361,020      10,540       2.9
  특별회계                    30,620        29,220       1,400       4.8

   {frame.format("일반회계 세입")}
  합     계                  371,560       361,020      10,540       2.9
  지방세수입                 170,120       164,140       5,980       3.6
  보조금                     201,440       196,880       4,560       2.3

                                   - 4 -

   {frame.format("일반회계 세출")}
  합     계                  371,560       361,020      10,540       2.9
  문화                        40,310        37,905       2,405       6.3
  복지                       331,250       323,115       8,135       2.5
""")
    assert facts["2031년도 예산 회계별", "특별회계", "2031년/본예산"] == ("30,620", "백만원")
    assert facts["일반회계 세입", "지방세수입", "증감액"] == ("5,980", "백만원")
    assert facts["일반회계 세출", "합계", "2030년/본예산"] == ("361,020", "백만원")
    assert facts["일반회계 세출", "복지", "증감률"] == ("2.5", "%")
    assert len(facts) == 9 * 4


def test_one_line_of_names_over_rows_in_brackets() -> None:
    facts = found("""
  □ 경비                                  (단위 : 천원, %)

  과   목              예산액        집행액    집행률
  < 인건비 >
  보수                812,400       790,110      97.3
  수당                 96,300        91,200      94.7
  < 물건비 >
  사무비               66,200        51,870      78.4
  여비                 18,600        11,240      60.4
""")
    assert facts["경비 인건비", "수당", "예산액"] == ("96,300", "천원")
    assert facts["물건비", "여비", "집행률"] == ("60.4", "%")


def test_a_name_over_another_header_is_a_caption() -> None:
    assert marker_of("  < 회계별 >") == "회계별"
    assert not any(map(marker_of, ["<td>", "(단위 : 명)", "[단위: 천원]"]))
    facts = found("""
  < 직원 >

  구 분         2030      2031      2032
  정원           120       121       124
  현원           118       119       120

  < 차량 >

  구 분         2030      2031      2032
  승용            12        13        14
  승합             3         3         4
""")
    assert facts["차량", "승합", "2032"][0] == "4"


def test_labels_that_go_on_below_their_figures() -> None:
    """Indented, in brackets, and as 'and so many others'; the last of each below the last row."""
    facts = found("""
  □ 이주민                                     (단위 : 명)

  구      분              2029        2030        2031
  계                       210         266         301
  유학생                    88         101         120
  근로자                    74          95         109
  결혼이주                  48          70          72
    초기정착
""")
    assert facts["이주민", "결혼이주 초기정착", "2031"] == ("72", "명")
    facts = found("""
  □ 진료                                       (단위 : 명)

  기  관                  2029        2030        2031
  보건소                 2,810       2,266       2,301
  보건지소               1,788       1,701       1,620
  (3개소)
  진료소                 3,874       3,195       3,109
  외 2개 시설
""")
    assert facts["진료", "보건지소 (3개소)", "2030"] == ("1,701", "명")
    assert facts["진료", "진료소 외 2개 시설", "2031"] == ("3,109", "명")
