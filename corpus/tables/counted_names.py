"""Names that count people or schools by their last word, where nothing states a unit: '운영교'."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from corpus.tables.cell_kinds import compact

BRACKETS = re.compile(r"[(（\[][^()（）\[\]]{1,20}[)）\]]")
_PERSON_WORDS: Final = (
    "학생|선수|원아|아동|어르신|주민|회원|직원|교원|공무원|대원|강사|교사|전담사|간호사|상담사|운전원|위원|종사자|근로자|이용자|참여자"
    "|대상자|등록자|접종자|수혜자|대기자|응시자|합격자|수급자|사망자|확진자|이수자|가입자|봉사자|수강생|졸업생|졸업자"
    "|장애인|노인|외국인"
)
_PERSONS = re.compile(rf"(?:{_PERSON_WORDS})$")
# '수급자 지원 현황', '졸업생 진로현황(2월)', '이주학생 출신 배경', '부서별 정·현원', '정원 및 현원 현황'
_PERSONS_TABLE = re.compile(
    rf"(?:{_PERSON_WORDS})\s?[가-힣]{{0,4}}\s?(?:현황|추이)(?:$|[\s(])"
    rf"|(?:{_PERSON_WORDS})\s?(?:출신|국적|연령|거주지?|지역)별?\s?(?:배경|분포|구성)(?:$|[\s(])"
    r"|정\s?[·‧ㆍ,/]?\s?현\s?원(?:$|[\s(])|정원\s?(?:및|대비)\s?현원"
)
_SCHOOLS = re.compile(
    r"(?:운영|대상|설치|참여|지정|선정|신청|실시|급식|거점|연계|선도|시범|중점|희망|공모)교$"
)
# programmes, no schools: '창업사관학교', '시민정원학교'
_PROGRAMMES = re.compile(
    r"(?:사관|시민|주민|노인|어르신|부모|마을|방과후|귀농|창업|농부|정원|생활|여름|겨울)학교$"
)
# under these names stand pupils, money: they are no count of schools
_LEVELS: Final = frozenset(["학교", "초등학교", "중학교", "고등학교", "특수학교", "대학교", "전체학교"])


@lru_cache(maxsize=8192)
def bare_name(name: str) -> str:
    """A name without what stands in its brackets: '예 산(국비 포함)' -> '예산'."""
    return compact(BRACKETS.sub("", name))


def is_of_people(caption: str) -> bool:
    """Whether a table is of people by its caption: '수급자 지원 현황', '정원 및 현원'."""
    return bool(_PERSONS_TABLE.search(caption))


@lru_cache(maxsize=2048)
def counted_name(name: str) -> str:
    """'명' or '교' for the name of a count of people or schools, '' for another."""
    bare = bare_name(name)
    if any(map(str.isdigit, bare)):
        return ""
    named = bare.endswith("학교") and bare not in _LEVELS and not _PROGRAMMES.search(bare)
    schools = _SCHOOLS.search(bare) or named
    return "명" if _PERSONS.search(bare) else "교" if schools else ""
