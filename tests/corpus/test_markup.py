"""Signs of LaTeX that readers of page images leave in Markdown read as what they print."""

from __future__ import annotations

import pytest

from corpus.document import parse_document
from corpus.markup import without_markup

PAGE = r"""
# 목 차

I. 살림 ..... 1
II. 사람 ..... 3

# I. 살림

## $\square$ 수입 현황

(단위 : 백만원, %)

| 구분 | 2030년 | 2031년 | 증감액 | 증감률 |
| :--: | :--: | :--: | :--: | :--: |
| 사용료 | 1,200 | 900 | $\triangle 300$ | $\triangle 25.0 \%$ |
| 이자 | 400 | 500 | 100 | 25.0 |

- $\bigcirc$ 징수율 : $91.5 \%$ (2030년 $88.2 \%$)
  - 수수료 2천원 $\rightarrow$ 3천원

# II. 사람

## $\square$ 인력 : 2과 30명
"""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"## $\square$ 조직", "## □ 조직"),
        (r"비율 $28.3 \%$", "비율 28.3%"),
        (r"| $\triangle 8$ | $\triangle 7.1 \%$ |", "| △8 | △7.1% |"),
        (r"$3,200 \mathrm{~m}^{2}$", "3,200 m²"),
        (r"$7.2^{\circ} \mathrm{C}$", "7.2℃"),
        (r"$\textcircled{3}$ 셋째", "③ 셋째"),
        (r"$1,200 \sim 1,500$천원", "1,200 ~1,500천원"),
        (r"입장료 $30 또는 $40", "입장료 $30 또는 $40"),
        (r"$x^{n}+\alpha$", r"$x^{n}+\alpha$"),
    ],
)
def test_a_formula_reads_as_what_it_prints_and_money_and_mathematics_stay(written: str, read: str) -> None:
    assert without_markup([written]) == (read,)


def test_figures_in_formulas_have_their_sign_and_unit_and_marks_their_place() -> None:
    document = parse_document("a.md", "a.md", PAGE.encode(), None, lambda text: [text])
    facts = {(f.row[-1], f.column[-1] if f.column else ""): f for f in document.facts}
    change = facts["사용료", "증감액"]
    assert (str(change.value), change.unit, change.section) == ("-300", "백만원", ("I. 살림", "수입 현황"))
    assert (str(facts["사용료", "증감률"].value), facts["사용료", "증감률"].unit) == ("-25.0", "%")
    assert (str(facts["징수율", ""].value), facts["징수율", ""].unit) == ("91.5", "%")
    assert (str(facts["징수율", "2030년"].value), facts["징수율", "2030년"].year) == ("88.2", 2030)
    headings = [(block.text, block.section) for block in document.blocks if block.marker == "□"]
    assert headings == [("수입 현황", ("I. 살림",)), ("인력 : 2과 30명", ("II. 사람",))]
