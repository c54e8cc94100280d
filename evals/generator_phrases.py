"""How generated questions are worded: measures as asked for, other words for things, typing errors."""

# ruff: noqa: E501 (a list of sayings reads best on its lines)
from __future__ import annotations

from collections.abc import Mapping
from random import Random

from evals.generator_page import Truth
from qa.understanding.synonyms import LEXICON

# measure: (as an official asks, as staff say it); {unit} is the counter of the figure
ASKS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "budget": (("예산현액은 얼마입니까?", "예산은 얼마인가요?", "예산액은 얼마입니까?"),
               ("예산 얼마야?", "얼마 잡혔어?", "예산이 몇 억이야?", "예산 얼마나 배정됐어?")),
    "original_budget": (("본예산은 얼마입니까?", "본예산액은 얼마인가요?"), ("본예산 얼마야?", "본예산으로 얼마 잡혔어?")),
    "supplementary": (("추경예산은 얼마입니까?",), ("추경 얼마였어?", "추경예산 얼마야?")),
    "final_budget": (("최종예산은 얼마였습니까?",), ("최종예산 얼마였지?", "최종예산 얼마야?")),
    "change": (("전년 대비 증감액은 얼마입니까?", "증감액은 얼마인가요?"),
               ("작년보다 얼마나 {moved}어?", "전년보다 예산이 얼마 {moved}어?")),
    "change_rate": (("전년 대비 증감률은 몇 %입니까?", "증감률은 얼마인가요?"), ("작년보다 몇 프로 {moved}어?",)),
    "spent": (("집행액은 얼마입니까?", "집행한 금액은 얼마인가요?"), ("얼마 썼어?", "지금까지 얼마나 썼지?", "얼마 집행했어?")),
    "spent_rate": (("집행률은 몇 %입니까?", "집행률은 얼마인가요?"), ("몇 프로 썼어?", "집행률 몇 프로야?")),
    "collected": (("징수액은 얼마입니까?",), ("얼마 걷었어?", "징수액 얼마야?")),
    "collected_rate": (("징수율은 몇 %입니까?",), ("징수율 몇 프로야?", "몇 % 걷혔어?")),
    "quota": (("정원은 몇 명입니까?",), ("정원 몇 명이야?",)),
    "staff": (("현원은 몇 명입니까?",), ("현원 몇 명이야?",)),
    "shortage": (("과부족은 몇 명입니까?",), ("과부족 몇 명이야?",)),
    "heads": (("현원은 몇 명입니까?", "직원은 몇 명인가요?"), ("몇 명이 일해?", "직원 몇 명이야?")),
    "count": (("몇 {unit}입니까?", "몇 {unit}인가요?"), ("몇 {unit}이야?", "몇 {unit}이었지?")),
    "cost": (("사업비는 얼마입니까?",), ("사업비 얼마 들어?", "사업비 얼마야?")),
    "plan": (("집행 계획은 얼마입니까?", "집행계획액은 얼마인가요?"), ("얼마 쓸 계획이야?", "얼마 쓰기로 했어?")),
    "target": (("목표는 몇 {unit}입니까?",), ("목표가 몇 {unit}이야?", "목표 몇 {unit}이지?")),
    "result": (("실적은 몇 {unit}입니까?",), ("실적 몇 {unit}이야?",)),
    "계획": (("계획은 몇 {unit}입니까?",), ("계획 몇 {unit}이야?",)),
    "실적": (("실적은 몇 {unit}입니까?",), ("실적이 몇 {unit}이야?",)),
    "win_rate": (("승소율은 몇 %입니까?",), ("승소율 몇 프로야?", "이긴 비율이 몇 %야?")),
}  # fmt: skip
NAMES = {
    "budget": "예산현액", "original_budget": "본예산", "supplementary": "추경예산", "final_budget": "최종예산",
    "change": "증감액", "change_rate": "증감률", "spent": "집행액", "spent_rate": "집행률", "collected": "징수액",
    "collected_rate": "징수율", "quota": "정원", "staff": "현원", "shortage": "과부족", "heads": "현원",
    "cost": "사업비", "plan": "집행계획", "target": "목표", "result": "실적", "계획": "계획", "실적": "실적",
    "win_rate": "승소율", "count": "",
}  # fmt: skip
MEASURED = {"%": "%", "점": "점", "㎡": "㎡", "kg": "kg", "시간": "시간"}

# what people put before a thing without naming it; no document prints it of that thing
CHATTER = (
    "직원들이 쓰는", "주민들을 위한", "우리가 하는", "지난번 보고 때 나온", "의원이 물어본", "업무보고에서 본", "민원인이 궁금해하는",
    "담당 팀에서 하는", "해마다 하는", "요즘 말 많은", "이번에 새로 하는", "신문에 난", "자료에 있는", "과장님이 말한", "회의 때 나온",
    "현장에서 벌이는", "예산서에 적힌", "보고서상", "우리 쪽", "다들 기다리는", "올해 핵심인", "작년부터 하던", "실제로",
    "세금으로 하는", "이용자가 많은", "담당자가 챙기는", "신청자가 몰리는", "비용이 드는", "보조금을 받는", "근로자를 위한", "수강생이 찾는",
    "공사비가 오른", "수요자에 맞춘", "상금을 거는",
)  # fmt: skip

# what people put before the asking
TAILS = (
    "기준일 현재", "문서에 적힌 값으로", "공식 수치로", "집계 결과", "확인된 것만", "최근 자료로", "보고 시점에", "통틀어", "대략 어림잡아",
    "지금까지 나온 걸로", "표에는", "보고서에는", "확정된 것으로",
)  # fmt: skip

# things as people describe them who do not know their name; no document prints it so
DESCRIBED = {
    "공용차량": "기관에서 굴리는 차", "구내식당": "직원들 밥 먹는 곳", "통근버스": "출근할 때 타는 버스", "승강기": "오르내리는 기계",
    "직장어린이집": "직원 자녀 맡기는 곳", "체력단련실": "운동하는 방", "휴게공간": "쉬는 자리", "이러닝": "인터넷으로 듣는 강의",
    "북한이탈주민": "북에서 넘어온 사람", "무인민원발급기": "서류 떼는 기계", "국외훈련": "외국 나가 배우는 일", "건강검진": "몸 상태 살피는 것",
    "심리상담": "마음 힘든 직원 돕는 것", "퇴직예정자": "곧 그만둘 사람", "신규임용자": "갓 들어온 공무원", "독거어르신": "혼자 지내는 할머니 할아버지",
    "전통시장": "오래된 장터", "소상공인": "작은 가게 하는 사람", "감염병": "옮는 병", "제설장비": "눈 치우는 도구", "폐기물": "버리는 것들",
    "CCTV": "거리 감시 장치", "공공와이파이": "무료 인터넷", "누리집": "기관 인터넷 창구", "주차장": "차 대는 데", "전세자금": "집 얻을 때 빌려주는 돈",
    "소송": "법정 다툼", "민원콜센터": "전화로 물어보는 곳", "소식지": "동네 소식 담은 책자", "자매도시": "형제처럼 지내는 도시", "1인가구": "홀로 사는 집",
    "학교급식": "학생들 점심", "통학버스": "학생 태우는 버스", "임용시험": "공무원 뽑는 시험", "시차출퇴근": "출근 시각 조절하는 제도",
    "냉난방기": "덥고 추울 때 트는 기계", "가로등": "길 밝히는 등", "작은도서관": "동네 책방 같은 곳", "박물관": "옛 물건 보여주는 곳", "공원": "나무 많은 쉼터",
    "놀이터": "애들 노는 데", "화장실": "볼일 보는 곳", "투표소": "표 찍는 곳", "여권": "외국 갈 때 쓰는 신분 서류", "법률상담": "법 물어보는 자리",
    "텃밭": "도시에서 농사짓는 땅", "산책로": "걷는 길", "장애인": "몸 불편한 이웃", "경로당": "노인들 모이는 방",
}  # fmt: skip

SLIPS = (
    ("썼어", "썻어"), ("했어", "햇어"), ("됐어", "됬어"), ("었어", "엇어"), ("였어", "였어여"), ("입니까?", "임"), ("인가요?", "인가여"),
    ("얼마", "얼마 "), ("예산", "에산"), ("집행률", "집행율"), ("집행액", "집행엑"), ("몇 ", "몇"), ("몇", "몃"), ("이야?", "이에요"), ("야?", "야"),
    ("의 ", " "), ("은 ", " "), ("는 ", " "), ("현액", "현엑"), ("증감", "증감 "), ("운영", "운영 "), ("지원", "지윈"),
    ("개선", "게선"), ("관리", "관리 "),
)  # fmt: skip


def _inverse() -> dict[str, tuple[str, ...]]:
    """Each printed word with what is said for it: '공용차량' -> ('관용차', '업무차', ...)."""
    found: dict[str, list[str]] = {}
    for said, printed in LEXICON.items():
        for word in printed:
            found.setdefault(word, []).append(said)
    return {word: tuple(said) for word, said in found.items()}


SAID = _inverse()


def said_for(name: str, rng: Random) -> str:
    """A name with one of its words said otherwise; the name itself where no other word is known."""
    parts = name.split()
    strange = [n for n, part in enumerate(parts) if part in DESCRIBED]
    if strange and rng.random() < 0.5:
        parts[strange[0]] = DESCRIBED[parts[strange[0]]]
        return " ".join(parts)
    known = [n for n, part in enumerate(parts) if part in SAID]
    if not known:
        return name
    place = rng.choice(known)
    parts[place] = rng.choice(SAID[parts[place]])
    return " ".join(parts)


def asked(truth: Truth, rng: Random, *, spoken: bool) -> str:
    """How a figure is asked for: '집행률은 몇 %입니까?'."""
    text = rng.choice(ASKS[truth.measure][spoken])
    moved = "줄었" if truth.value < 0 else "늘었"
    if truth.unit in MEASURED and truth.unit != "시간":
        text = text.replace("몇 {unit}", "얼마" if rng.random() < 0.5 and truth.unit != "%" else "몇 {unit}")
    text = text.format(unit="프로" if spoken and truth.unit == "%" else truth.unit, moved=moved)
    return text.replace("얼마이야", "얼마야").replace("프로이", "프로").replace("얼마이었", "얼마였")


def year_said(year: int, rng: Random, *, spoken: bool) -> str:
    """A year as typed: '2023년', '23년', "'23년", '2023년도'."""
    short = f"{year % 100}년"
    if spoken:
        return rng.choice([f"{year}년", f"{year}년", short, f"{year}"])
    return rng.choice([f"{year}년", f"{year}년", f"{year}년도", f"'{short}"])


def noisy(text: str, rng: Random) -> str:
    """A text with typing errors: a slip or two, a space lost or put in."""
    slips = [slip for slip in SLIPS if slip[0] in text]
    for wrong in rng.sample(slips, min(2, len(slips))):
        text = text.replace(*wrong, 1)
    spaces = [n for n, character in enumerate(text) if character == " "]
    if spaces and rng.random() < 0.8:
        place = rng.choice(spaces)
        text = text[:place] + text[place + 1 :]
    return text.rstrip("?. ") if rng.random() < 0.5 else text
