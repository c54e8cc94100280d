"""What the names of columns and of fields of audit items say: '소관부서', '조치구분', '향후계획'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.joining import squeeze

# each squeezed: '지적(요구)사항' is '지적요구사항'
_ROLES: Final = {
    "number": re.compile(r"(?:지적|관리|처리|일련)?(?:번호|연번|순번)"),
    "asked": re.compile(
        r"(?:감사|주요)?(?:지적|시정|건의|요구|권고|개선|처리요구|및|등){1,5}(?:사항|제목|내용|요지)|제목"
    ),
    "office": re.compile(r"(?:소관|담당|주관|처리|관련|해당)(?:부서명?|과|팀)?|부서명?"),
    "state": re.compile(r"(?:처리|추진|조치|진행|이행)(?:상황|상태|여부|구분)|상태|구분|비고|완료여부"),
    "done": re.compile(
        r"(?:조치|추진|처리|검토|이행){1,2}(?:결과|내용|사항|실적|의견|현황)(?:및?향후(?:추진)?계획)?|답변(?:내용)?"
    ),
    "planned": re.compile(r"향후(?:추진|조치)?(?:계획|방향|일정)"),
}


def role_of(name: str) -> str:
    """What a name tells, '' where it is none: '지적(요구)사항' -> 'asked', '처 리 상 황' -> 'state'."""
    key = squeeze(name)
    return next((role for role, pattern in _ROLES.items() if pattern.fullmatch(key)), "")


def roles_of(names: Sequence[str]) -> list[str]:
    """What each name of a row tells.

    Of two that could tell a status the first tells what was done where nothing else does ('처리상황 | 비고');
    else, before the request, of what kind that is ('구분 | 지적사항 | 처리결과 | 상태').
    """
    told = [role_of(name) for name in names]
    if told.count("state") == 2:
        first = told.index("state")
        if "done" not in told:
            told[first] = "done"
        elif "asked" in told[first:]:
            told[first] = "kind"
    return told
