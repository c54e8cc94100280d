"""Where a text says a label, however either is spaced."""

from __future__ import annotations

import pytest

from qa.understanding.saying import spans


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        ("층간 소음 민원은 몇 건", "층간소음", ["층간 소음"]),
        ("소음과 층간소음", "소음", ["소음", "소음"]),
        ("이수율이 높은 과정", "이수률", ["이수율"]),
        ("LED 가로등", "led가로등", ["LED 가로등"]),
        ("가로·세로 길이", "가로세로", ["가로·세로"]),
        ("악취 민원", "소음", []),
        ("악취 민원", "", []),
    ],
)
def test_a_label_is_found_as_it_is_said(text: str, label: str, said: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, label)] == said
