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
