"""Words that belong to the asking and name nothing in a document: '알려 주세요', '얼마', '각각'."""

from __future__ import annotations

import re

# '확인하고 싶습니다', '조회해 줘', '몇 명으로 집계되었나': how it is asked for, no word of a document
POLITE = re.compile(
    r"(?:확인|파악|조회|검색|참고|공유|문의|요청|회신|안내|설명)\s?(?:을\s|좀\s)?(?:하고\s?(?:싶|있)|하려|해\s?(?:주|줘|달|봐)|드[리립려]|부탁|바[라랍]|합니다)[가-힣]*"
    r"|부탁(?:드|합|해|$)[가-힣]*|(?<=로\s)(?:집계|파악|기재|명시|기록|산정|추산)(?:되|된|됐|돼)[가-힣]*"
)
# what no document prints because it belongs to the asking
STOP_WORDS = frozenset(
    """
    가운데 가장 가지 각각 감소 값 개 갯수 거 거기 건 건수 것 게산 격차 경우 계산 곳 관련 관련해 구체 군데 궁금
    그거 그러면 그럼 그루 그중 금년 금액 기준 나라 나머지 나열 내년 내역 내용 년 년도 년말 누구 님 다음 단위
    답 답변 당시 대 대략 대비 대조 대해 돈 동안 때 를 만원 만큼 말 말씀 머 머머 며칠 명 명목 몇 모두 몫 무엇
    무엇무엇 문서 뭐 뭐뭐 뭣뭣 반올림 배 백만원 백분율 번째 변동 변화 보고 보고서 부탁 분 비교 비율 비중 사이 산출 상반기
    설명 소수 소수점 수 수준 수치 숫자 실제 씨 아까 알려 액 약 어느 어디 어디어디 어떡 어떤 어떻게 억 억원
    언제 얼마 얼마나 업무보고 여기 연 연도 열거 올해 왜 요약 우리 원 원래 월 월말 위해 을 이거 이랑 이맘때
    이번 이상 이전 이하 이후 일 일치 자료 자리 작년 전년 전년도 전부 전체 전후 정도 정리 정확 제곱미터 제시
    제외 제일 좀 주 주요업무보고 중 증가 지금 지난해 질문 짜리 쪽 쯤 차액 차이 차지 천원 첫째 초 총 총액 최고
    최대 최소 최저 칸 킬로그램 킬로미터 퍼센트 포함 표 표기 표시 프로 하고 하나 하반기 한번 합 합계 합산 해 해당
    헥타르 현재 환산 회
    """.split()
)
# said of a figure whose table does not say so; the last tell where a thing is that is named beside them
WEAK = frozenset(
    "세입 세출 예산 사업 업무 분야 부문 항목 관내 산하 소속 관할 보유 이용 액수 안 양 시점 소요 수혜 부담액 분담액 투입액 소요액".split()
)
# what is cut off the front of a compound: '총예산', '전체인원'
LEADING = frozenset("총 전체 약 각 현재".split())
# and off its end: '참여자수', '연말기준'
TRAILING = frozenset(
    "건수 수 갯수 개수 금액 합계 총액 전체 얼마 씩 짜리 말 초 때 중 쯤 별 들 기준 대비 당시 현재 관련".split()
)
