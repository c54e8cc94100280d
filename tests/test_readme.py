from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.ko.md"]


def demo_commands() -> list[list[str]]:
    """The `briefing` commands of `make demo`, without the program and the store."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^demo:.*\n((?:\t.*\n)+)", text, re.MULTILINE)
    assert recipe
    words = [shlex.split(line.strip()) for line in recipe[1].splitlines()]
    return [command[1 : command.index("--store")] for command in words]


def test_the_demo_answers_a_figure_and_a_passage_and_refuses_the_third(tmp_path: Path) -> None:
    index, *questions = demo_commands()
    store = ["--store", str(tmp_path / "store")]
    program = "import sys, cli; sys.exit(cli.run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", program, *index, *store],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    answers = tmp_path / "answers.jsonl"
    batch = tmp_path / "questions.jsonl"
    assert all(command == "ask" for command, _ in questions)
    rows = [json.dumps({"id": place, "question": asked}) for place, (_, asked) in enumerate(questions)]
    batch.write_text("\n".join(rows), encoding="utf-8")
    assert cli.run(["ask", "--batch", str(batch), "--output", str(answers), *store]) == 0
    figure, passage, refused = map(json.loads, answers.read_text(encoding="utf-8").splitlines())
    assert (figure["status"], figure["kind"]) == ("answered", "figure")
    assert figure["figures"]
    assert figure["citations"][0]["table"]
    assert (passage["status"], passage["kind"]) == ("answered", "passage")
    assert passage["citations"]
    assert (refused["status"], refused["figures"]) == ("abstained", [])
    shown = re.search(r"\$ briefing ask.*?```", READMES[0].read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    assert figure["answer"] in shown[0]
    assert figure["citations"][0]["quote"] in shown[0]


def test_the_demo_and_the_tests_are_what_the_readme_says() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", READMES[0].read_text(encoding="utf-8"), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_commands_and_links_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    known = {command.name or command.callback.__name__ for command in cli.app.registered_commands}
    known |= {group.name for group in cli.app.registered_groups}
    named = set(re.findall(r"briefing ([a-z]+)\b", text))
    assert named <= known
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / link).exists()


def test_every_command_and_setting_is_documented() -> None:
    readme = READMES[0].read_text(encoding="utf-8")
    for command in cli.app.registered_commands:
        assert re.search(rf"[`\s]{command.name or command.callback.__name__}\b", readme)
    sources = [*ROOT.glob("*.py"), *(ROOT / "service").glob("*.py"), *(ROOT / "qa").rglob("*.py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    settings = set(re.findall(r"BRIEFING_[A-Z_]+[A-Z]", text))
    assert len(settings) > 8
    assert all(f"`{name}`" in readme for name in settings)
    deployed = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in deployed for name in settings)
