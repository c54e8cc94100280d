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

WEB = Path(__file__).parents[1] / "web"
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
    answer.get_by_role("button", name="근거 1 보기").click()
    cell = page.locator("td.cited")
    cell.wait_for()
    assert cell.count() == 1
    assert cell.locator("mark").inner_text().startswith("3,250,460")
    assert page.locator("#side-title").inner_text() == "2023년 가람시 행정국 주요업무보고"
    assert page.locator(".lines .cited").get_attribute("value") == "41"
    answer.get_by_role("button", name="근거 2 보기").click()
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
    page.keyboard.type(FIGURE)  # the question's field has the focus from the start
    page.keyboard.press("Enter")
    page.locator(".answer").wait_for()
    page.get_by_role("button", name="근거 1 보기").focus()
    page.keyboard.press("Enter")
    page.locator("td.cited").wait_for()
    assert page.evaluate("document.activeElement.id") == "side-title"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "close-side"
    page.keyboard.press("Enter")
    assert page.locator("#side").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "근거 1 보기"


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
    answer.get_by_role("button", name="근거 2 보기").click()
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
    ask(page, FIGURE).get_by_role("button", name="근거 1 보기").click()
    page.locator("td.cited").wait_for()
    ask(page, "새별구 구청장 관용차의 1년 기름값은 얼마인가요?")
    found = axe.Axe().run(page).response["violations"]
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
