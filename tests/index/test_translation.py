"""What documents print for what people say: learnt as a plain model would, and worth something in search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import Analyzer
from index.build import build_store
from index.search import Searcher
from index.store import Store
from index.translation import ALONE, MODEL, Translation, translation
from training.translation import CLEAR, COMMON, LATER, LEAST, ROUNDS, Couples, Pair, compiled, lexicon, pairs

ANALYZER = Analyzer()
LEAVE, SICK, TRIAL, CASE, BOOK = range(100, 105)
AILING, RESTING, COURT, READING, THING = range(200, 205)
FEW: list[Pair] = [
    ([LEAVE, SICK], [AILING, RESTING, THING]),
    ([LEAVE], [RESTING, THING]),
    ([SICK], [AILING]),
    ([TRIAL, CASE], [COURT, THING]),
    ([BOOK], [READING, THING]),
]
REPORT = """\
다솜시 총무과 주요업무보고

Ⅰ. 주요업무

□ 복무 관리

  ○ 병가 운영: 6일 이내 무급에서 유급으로 전환, 진단서 제출 생략

  ○ 육아휴직 대체인력 배치: 결원 발생 후 20일 이내

□ 법무 지원

  ○ 행정소송 수행: 승소 포상금 지급

  ○ 청사 경비: 야간 순찰 2회
"""


def _plainly(given: Sequence[Pair]) -> dict[tuple[int, int], float]:
    """The chances that a printed word (the second) is described with a said one, by the book."""
    chance: dict[tuple[int, int], float] = defaultdict(lambda: 1.0)
    for _ in range(ROUNDS):
        count: dict[tuple[int, int], float] = defaultdict(float)
        total: dict[int, float] = defaultdict(float)
        for printed, said in given:
            for word in said:
                every = [*printed, -1]
                whole = sum(chance[word, term] for term in every)
                for term in every:
                    count[word, term] += chance[word, term] / whole
                    total[term] += chance[word, term] / whole
        chance = defaultdict(float, {pair: some / total[pair[1]] for pair, some in count.items()})
    return chance


def _open(given: Sequence[Pair], folder: Path, listed: Couples | None = None) -> Translation:
    np.savez_compressed(folder / "few.npz", **compiled(given, listed or {}))
    return Translation.open(folder / "few.npz")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Translation:
    return _open(FEW, tmp_path_factory.mktemp("translation"))


def test_it_is_learnt_as_by_the_book(few: Translation) -> None:
    chance = _plainly(FEW)
    for word in (AILING, RESTING, COURT, READING, THING):
        for term in (LEAVE, SICK, TRIAL, CASE, BOOK):
            wanted = chance[word, term] if chance[word, term] > LEAST else 0.0
            told = few.told([word], [[term]])[0]
            assert told == pytest.approx(min(wanted / CLEAR, 1), abs=1e-3)


def test_what_is_listed_is_told_as_listed(tmp_path: Path) -> None:
    listed: Couples = {(READING,): {TRIAL: 0.4}, (COURT, READING): {LEAVE: 0.9}}
    some = _open(FEW, tmp_path, listed)
    assert some.told([READING], [[TRIAL], [SICK]]) == pytest.approx([0.4, 0.0], abs=1e-3)
    # two words say together what neither says alone, and only side by side
    assert some.told([COURT, READING], [[LEAVE]]) == pytest.approx([0.9], abs=1e-3)
    assert some.told([COURT, THING, READING], [[LEAVE]])[0] == _open(FEW, tmp_path).told(
        [COURT, THING, READING], [[LEAVE]]
    )


def test_of_a_listed_compound_each_part_tells_its_share() -> None:
    place, kind, first = (ANALYZER.analyses([text])[0].words for text in ("배움터", "교육기관", "학교"))
    assert len(kind) > 1
    told = lexicon()[tuple(place)]
    assert told[first[0]] == 1
    assert all(0 < told[part] <= (1 - LATER) / len(kind) for part in kind)


def test_a_word_that_is_said_of_everything_weighs_little(few: Translation) -> None:
    times = {AILING: 2, THING: 4}
    weights = {word: np.log(10 / (count + COMMON)) for word, count in times.items()}
    told = few.told([AILING, THING], [[AILING], [THING]])
    assert told == pytest.approx(
        [weights[AILING] / sum(weights.values()), weights[THING] / sum(weights.values())], rel=1e-5
    )


@given(
    st.lists(st.integers(98, 206), max_size=6, unique=True),
    st.lists(st.lists(st.integers(98, 206), max_size=6), max_size=5),
)
def test_shares_are_shares_and_more_words_tell_no_less(said: list[int], held: list[list[int]]) -> None:
    few = Translation(
        {
            "said": np.array([[200, ALONE]]),
            "weights": np.array([2.0]),
            "starts": np.array([0, 2]),
            "printed": np.array([100, 101]),
            "worth": np.array([0.5, 1.0]),
            "unseen": np.array(3.0),
        }
    )
    told = few.told(said, held)
    assert told.shape == (len(held),)
    assert ((told >= 0) & (told <= 1 + 1e-6)).all()
    more = few.told(said, [[*text, 100] for text in held])
    assert (more >= told - 1e-6).all()
    assert few.told(said, [said])[0] == pytest.approx(1.0 if said else 0.0)


def test_what_comes_with_the_program_is_what_the_sources_say(tmp_path: Path) -> None:
    again = compiled(list(pairs()), lexicon())
    with np.load(MODEL) as shipped:
        assert set(shipped) == set(again)
        assert all(np.array_equal(shipped[name], again[name]) for name in again)


@pytest.mark.parametrize(
    ("said", "printed", "other"),
    [
        ("아파서 쉬는 날", "병가", "출장비"),
        ("재판을 치르는", "소송", "예산"),
        ("불을 끄는 차", "소방차", "도서관"),
        ("가게 문을 닫은", "폐업", "승진"),
        ("배움터에서 듣는", "학원", "소방차"),
    ],
)
def test_everyday_words_are_told_by_terms(said: str, printed: str, other: str) -> None:
    words = [analysis.words for analysis in ANALYZER.analyses([said, printed, other])]
    told = translation().told(words[0], words[1:])
    assert told[0] > 0.3 > told[1]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("translated")
    (folder / "documents").mkdir()
    (folder / "documents" / "report.txt").write_text(REPORT, encoding="utf-8")
    build_store([folder / "documents"], folder / "store")
    with Store.open(folder / "store") as store:
        yield Searcher(store, ANALYZER)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("아파서 쉬는 사람도 돈을 주나요?", "병가 운영"),
        ("재판에서 이긴 직원에게 무엇을 주나요?", "행정소송 수행"),
    ],
)
def test_search_finds_what_is_asked_in_other_words(report: Searcher, question: str, line: str) -> None:
    texts = [
        [text] for text in ("병가 운영: 유급으로 전환", "행정소송 수행: 승소 포상금", "청사 경비: 야간 순찰")
    ]
    told = report.told(question, texts)
    assert line.split(maxsplit=1)[0] in texts[int(np.argmax(told))][0]
    assert max(hit.parts["told"] for hit in report.search(question, 5)) > 0
