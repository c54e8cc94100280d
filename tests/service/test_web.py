from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import listening

import server
from index.build import build_store
from service.guard import Limits
from service.keys import KeyFile

WEB = Path(__file__).parents[2] / "web"
CHROMIUM = shutil.which("chromium")
FIGURE = "2023년 가람시 행정국 세입 예산현액 총액과 2023년 2월 28일 기준 징수율은 얼마입니까?"
HOSTILE = """제목 <img src=x onerror="document.title='뚫림'">

구분\t예산액
<script>document.title='뚫림'</script>과\t1,234,567
총무과\t2,345,678
"""

browser_only = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


# the files


@pytest.mark.parametrize("path", sorted(WEB.glob("*.*")), ids=lambda path: path.name)
def test_nothing_comes_from_another_host_and_no_text_is_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://[^\s\"'<>)]+", text)) - {"http://www.w3.org/2000/svg"}
    assert not hosts
    for danger in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "style="):
        assert danger not in text


# in a browser


@pytest.fixture(scope="module")
def store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    build_store([samples, folder / "hostile.txt"], folder / "store")
    return folder / "store"


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with listening(server.create_app(store, limits=Limits(per_minute=0))) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.goto(address)
    yield opened
    context.close()
    assert faults == []


def ask(page: Any, question: str) -> Any:
    """Ask, and give the answer's element."""
    before = page.locator(".answer").count()
    page.fill("#question", question)
    page.keyboard.press("Enter")
    answer = page.locator(".answer").nth(before)
    answer.wait_for()
    return answer


@browser_only
def test_a_citation_opens_its_cell(page: Any) -> None:
    answer = ask(page, FIGURE)
    assert "3,250,460천원" in answer.inner_text()
    answer.get_by_role("button", name="근거 1 보기").first.click()
    cell = page.locator("td.cited")
    cell.wait_for()
    assert cell.count() == 1
    assert cell.locator("mark").inner_text().startswith("3,250,460")
    assert page.locator("#side-title").inner_text() == "2023년 가람시 행정국 주요업무보고"
    assert page.locator(".lines .cited").get_attribute("value") == "41"
    answer.get_by_role("button", name="근거 2 보기").first.click()
    page.locator("td.cited mark", has_text="11.4%").wait_for()


@browser_only
def test_it_switches_to_another_document_and_back(page: Any) -> None:
    page.click("#show-documents")
    page.get_by_role("button", name="2024년 총무과 주요업무보고").click()
    page.locator(".lines li[value='1']").wait_for()
    page.get_by_role("button", name="뒷부분 보기").click()
    page.locator(".lines li[value='61']").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#side").is_hidden()
    answer = ask(page, "가람시 이웃갈등조정실을 운영하는 목적은 무엇입니까?")
    answer.locator(".citation").first.click()
    page.locator(".lines .cited").first.wait_for()
    assert "가람시" in page.locator("#side-title").inner_text()


@browser_only
def test_the_keyboard_is_enough(page: Any) -> None:
    def tab_to(label: str, key: str = "Tab") -> None:
        for _ in range(40):
            page.keyboard.press(key)
            name = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
            if page.evaluate(name) == label:
                return
        pytest.fail(f"{label}: not reached")

    page.keyboard.type(FIGURE)  # the question's field has the focus from the start
    page.keyboard.press("Enter")
    page.locator(".answer").wait_for()
    tab_to("근거 1 보기", "Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("td.cited").wait_for()
    assert page.evaluate("document.activeElement.id") == "side-title"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "close-side"
    page.keyboard.press("Enter")
    assert page.locator("#side").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "근거 1 보기"
    tab_to("문서", "Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("#side .card").first.wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        card = "document.activeElement.matches('.card') && document.activeElement.textContent"
        if "2024년 총무과 주요업무보고" in (page.evaluate(card) or ""):
            break
    page.keyboard.press("Space")
    page.locator(".lines li[value='1']").wait_for()
    assert page.locator("#side-title").inner_text() == "2024년 총무과 주요업무보고"
    page.keyboard.press("Escape")
    assert page.locator("#side").is_hidden()


CONTRADICTED = {
    "question": "?",
    "status": "answered",
    "kind": "derive",
    "answer": "합계는 30천원입니다. [1]\n다르게 읽으면 31천원입니다. [2]",
    "figures": [
        {"value": 10, "unit": "천원", "text": "10", "label": "가", "as_of": "2024-03-31", "citation": 1},
        {"value": 20, "unit": "천원", "text": "20", "label": "나", "citation": 2},
        {"value": 30, "unit": "천원", "text": "30", "label": "합계", "derivation": "10천원 + 20천원",
         "citations": [1, 2]},
    ],
    "citations": [
        {"id": number, "document": "hanbit_edu_2024.txt", "title": "보고", "section": ["Ⅰ"],
         "lines": [177, 177], "quote": "가 10 20",
         "table": {"caption": "표", "row": ["가"], "column": [column]}}
        for number, column in ((1, "예산"), (2, "집행"))
    ],
    "confidence": 0.9,
    "warnings": ["원문의 합계가 어긋납니다. <b>확인</b>해 주세요."],
    "elapsed_ms": 1,
}  # fmt: skip


@pytest.fixture
def contradicted(page: Any) -> Any:
    """The element of an answer that has a warning, a derived figure and two cells of one row."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.route("**/v1/ask", lambda route: route.fulfill(json=CONTRADICTED))
    return ask(page, "합계는?")


@browser_only
def test_a_warning_stands_out_right_under_the_answer(page: Any, contradicted: Any) -> None:
    warning = contradicted.get_by_role("note")
    assert "원문의 합계가 어긋납니다. <b>확인</b>해 주세요." in warning.inner_text()
    top = {name: contradicted.locator(name).bounding_box()["y"] for name in (".text", ".warning", ".figures")}
    assert top[".text"] < top[".warning"] < top[".figures"]


@browser_only
def test_a_derived_figure_shows_its_operands_places(page: Any, contradicted: Any) -> None:
    rows = contradicted.locator(".figures li")
    assert rows.nth(2).inner_text().split() == ["합계", "30천원", "=", "10천원", "1", "+", "20천원", "2"]
    bars = [bar.bounding_box()["width"] for bar in contradicted.locator(".figures rect").all()]
    assert bars[1] == pytest.approx(2 * bars[0], rel=0.02)
    assert contradicted.locator(".citations > li").count() == 1
    rows.nth(2).get_by_role("button", name="근거 2 보기").click()
    page.locator(".lines .cited").wait_for()


@browser_only
def test_what_is_copied_has_the_warning_and_the_sources(page: Any, contradicted: Any) -> None:
    contradicted.get_by_role("button", name="출처와 함께 복사").click()
    contradicted.get_by_role("button", name="복사했습니다").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "※ 주의: 원문의 합계가" in text
    assert "합계 30천원 = 10천원 [1] + 20천원 [2]" in text
    assert "출처" in text
    assert "[2] 보고 · Ⅰ · 표 표: 가 × 집행" in text


@browser_only
def test_documents_are_listed_with_how_far_they_were_read(page: Any) -> None:
    page.click("#show-documents")
    card = page.locator(".card", has_text="2024년 총무과 주요업무보고")
    card.get_by_text("숫자가 있는 줄 97% 읽음").wait_for()


@browser_only
def test_a_collection_is_chosen_where_there_are_several(
    browser: Any, store: Path, samples: Path, tmp_path: Path
) -> None:
    build_store([samples / "hanbit_edu_2024.txt"], tmp_path / "edu")
    app = server.create_app({"city": store, "edu": tmp_path / "edu"}, limits=Limits(per_minute=0))
    with listening(app) as address:
        page = browser.new_page()
        page.goto(address)
        chooser = page.get_by_label("문서 묶음")
        chooser.select_option("edu")
        page.click("#show-documents")
        page.locator("#side .card").first.wait_for()
        assert page.locator("#side .card").count() == 1
        page.keyboard.press("Escape")
        assert "3,250,460천원" not in ask(page, FIGURE).inner_text()
        chooser.select_option("city")
        assert page.locator(".answer").count() == 0
        assert "3,250,460천원" in ask(page, FIGURE).inner_text()
        page.close()


@browser_only
def test_contradictions_are_listed_and_opened(page: Any) -> None:
    page.click("#show-findings")
    page.locator("#side .card").first.click()
    page.locator(".lines .cited").first.wait_for()


@browser_only
def test_text_of_documents_and_questions_is_never_markup(page: Any) -> None:
    title = page.title()
    page.click("#show-documents")
    page.get_by_role("button", name="hostile").or_(page.locator(".card", has_text="제목")).first.click()
    page.locator(".lines li").first.wait_for()
    ask(page, "<img src=x onerror=\"document.title='뚫림'\"> 총무과 예산액은?")
    page.wait_for_timeout(200)
    assert page.title() == title
    assert page.locator("#log img, .lines img, #side script").count() == 0


@browser_only
@pytest.mark.parametrize("width", [360, 820, 1440])
def test_nothing_is_cut_off_at_any_width(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    answer = ask(page, FIGURE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    answer.get_by_role("button", name="근거 2 보기").first.click()
    page.locator("td.cited").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.locator("td.cited").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


@browser_only
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Any, scheme: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.emulate_media(color_scheme=scheme)
    ask(page, FIGURE).get_by_role("button", name="근거 1 보기").first.click()
    page.locator("td.cited").wait_for()
    ask(page, "새별구 구청장 관용차의 1년 기름값은 얼마인가요?")
    found = axe.Axe().run(page).response["violations"]
    page.route("**/v1/ask", lambda route: route.fulfill(json=CONTRADICTED))
    ask(page, "합계는?")
    found += axe.Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in serious] == []


@browser_only
def test_a_key_is_asked_for_where_one_is_needed(browser: Any, tmp_path: Path, store: Path) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    secret = keys.add(("default",), "")
    with listening(server.create_app(store, keys=keys)) as address:
        page = browser.new_page()
        page.goto(address)
        page.locator("#key").fill(secret)
        page.keyboard.press("Enter")
        page.locator("#examples button").first.wait_for()
        assert "3,250,460천원" in ask(page, FIGURE).inner_text()
        page.close()
