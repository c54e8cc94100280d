"""Audit items whose request, answer and status stand side by side on a page."""

from __future__ import annotations

from corpus.document import parse_document

PAGE = """
 Ⅵ. 2030년도 행정사무감사 처리상황

      ○ 총 3건 : 완료 2, 추진 중 1

    연번            요 구 사 항                                처 리 상 황                          구분

                                                      ○ 안내원 24명 우선 배치로 대기 시간
     1  매표소 대기 시간이 역마다 달라                31분(2030) → 12분(2031. 6.)으로 줄임            완료
        개선이 필요함                                 ○ 버들역은 새 안내원 배치 시
                                                         10분 도달 예정

     2  승강장 의자가 낡았으므로                      ○ 41개 역 중 33개 역 교체를 마침                추진 중
        바꿀 것                                       ○ 남은 8개 역은 2032년 예산에 반영

                                            - 10 -

     3  첫차 시각 조정 협의                           ○ 두 도시와 협의해 20분 앞당김(3. 8.)           완료

 Ⅶ. 하반기 주요일정
"""


def test_request_answer_and_status_side_by_side() -> None:
    document = parse_document("a.txt", "a.txt", PAGE.encode(), None, lambda text: [text])
    first, second, third = document.audits
    assert first.request == "매표소 대기 시간이 역마다 달라 개선이 필요함"
    assert [block.text for block in first.done] == [
        "안내원 24명 우선 배치로 대기 시간 31분(2030) → 12분(2031. 6.)으로 줄임"
    ]
    assert [block.text for block in first.planned] == ["버들역은 새 안내원 배치 시 10분 도달 예정"]
    assert (second.request, second.status) == ("승강장 의자가 낡았으므로 바꿀 것", "추진 중")
    assert (third.request, third.status, len(third.done)) == ("첫차 시각 조정 협의", "추진완료", 1)


PLAIN = """
Ⅳ 2030년 행정사무감사 처리상황

  번호   요구사항                               처리결과                                  상태
  1      매표소 대기 시간을                     안내원 24명을 먼저 두어 31분에서          완료
         줄일 것                                12분으로 줄임

         승강장 의자의 교체가                   부품이 모자라 늦어짐, 대체품 33개를
  2      늦은 까닭을 밝힐 것                    먼저 놓고 남은 8개는 봄에 바꿈            추진중

  3      첫차 시각을 두 도시와                  20분 앞당기기로 하고 시간표를 다시 알림, 완료
         협의할 것                              안내판 12개 교체

Ⅴ 하반기 주요일정
"""


def test_columns_without_bullets_begin_where_their_names_do() -> None:
    document = parse_document("a.txt", "a.txt", PLAIN.encode(), None, lambda text: [text])
    assert [(item.request, item.status) for item in document.audits] == [
        ("매표소 대기 시간을 줄일 것", "추진완료"),
        ("승강장 의자의 교체가 늦은 까닭을 밝힐 것", "추진 중"),
        ("첫차 시각을 두 도시와 협의할 것", "추진완료"),
    ]
    assert document.audits[2].done[0].text == ("20분 앞당기기로 하고 시간표를 다시 알림, 안내판 12개 교체")


MERGED = """Ⅳ. 2030년 행정사무감사 처리결과

연번\t지적(요구)사항\t처리상황\t비고
1\t매표소 대기 시간을 줄일 것\t◦ 안내원 24명을 먼저 둠\t
\t\t◦ 자동 발매기 6대를 더 놓음\t완료
2\t승강장 의자를 바꿀 것\t◦ 33개를 바꾸고 8개가 남음\t추진중
3\t지하 매점을 늘릴 것\t◦ 자리가 없어 어려움\t불가
\t\t◦ 역사를 넓힐 때 다시 검토\t
"""


def test_an_answer_goes_on_in_rows_under_a_merged_request() -> None:
    document = parse_document("a.txt", "a.txt", MERGED.encode(), None, lambda text: [text])
    assert [(item.status, len(item.done) + len(item.planned)) for item in document.audits] == [
        ("추진완료", 2),
        ("추진 중", 1),
        ("불가", 2),
    ]
