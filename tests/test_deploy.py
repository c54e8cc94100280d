"""The files in deploy/: what they name is there, and the tools that read them find no fault."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

import cli
from service import patience, shapes
from service.guard import Limits

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
GUIDE = (DEPLOY / "README.md").read_text(encoding="utf-8")
UNIT = (DEPLOY / "briefing.service").read_text(encoding="utf-8")


def settings() -> set[str]:
    """The settings from the environment that the code reads, by name."""
    folders = (ROOT / name for name in ("commands", "corpus", "display", "evals", "index", "qa", "service"))
    files = [*ROOT.glob("*.py"), *(file for folder in folders for file in folder.rglob("*.py"))]
    texts = [file.read_text(encoding="utf-8") for file in files]
    return {name for text in texts for name in re.findall(r"BRIEFING_[A-Z_]+", text)}


def test_every_setting_is_in_the_guide_with_its_default() -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `BRIEFING_")]
    listed = {name for row in rows for name in re.findall(r"BRIEFING_[A-Z_]+", row.split("|")[1])}
    told = "".join(file.read_text(encoding="utf-8") for file in DEPLOY.glob("*.md"))
    assert listed <= settings()
    assert {name for name in settings() if name not in told} == set()
    commands = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
    defaults = {param.envvar: param.default for param in commands["serve"].params if param.envvar}
    for name in ("BRIEFING_HOST", "BRIEFING_PORT", "BRIEFING_RATE"):
        row = next(row for row in rows if f"`{name}`" in row)
        assert str(defaults[name]) in row


def test_the_limits_are_in_the_guide() -> None:
    limits = Limits()
    assert f"{limits.body_bytes // 1024} KB" in GUIDE
    assert f"{limits.body_seconds:.0f} seconds" in GUIDE
    assert limits.body_seconds == patience.HEAD_SECONDS
    assert f"{shapes.MAX_QUESTION:,} characters" in GUIDE.replace("\n", " ")
    assert f"{shapes.MAX_MESSAGES:,} messages" in GUIDE


def test_the_guide_uses_commands_and_options_that_exist() -> None:
    group = typer.main.get_command(cli.app)
    known = set(group.commands)  # type: ignore[attr-defined]
    used = re.findall(r"(?:^|bin/| )briefing ((?:keys )?[a-z]+)(.*)$", GUIDE, re.MULTILINE)
    used = [(name, rest) for name, rest in used if name.split()[0] in known]
    assert {"index", "serve", "keys add"} <= {name for name, _ in used}
    for name, rest in used:
        command = group
        for part in name.split():
            command = command.commands[part]  # type: ignore[attr-defined]
        options = {option for param in command.params for option in param.opts}
        assert set(re.findall(r"--[a-z-]+", rest.partition("`")[0])) <= options, name


def test_the_unit_sets_known_settings_and_may_write_what_the_guide_says() -> None:
    named = set(re.findall(r"BRIEFING_[A-Z_]+", UNIT))
    assert named <= settings()
    for kind, folder in (("State", "/var/lib"), ("Logs", "/var/log"), ("Configuration", "/etc")):
        assert f"{kind}Directory=briefing" in UNIT
        assert f"{folder}/briefing" in UNIT


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    command = re.search(r"^ExecStart=(\S+)", UNIT, re.MULTILINE)
    assert command
    unit = tmp_path / "briefing.service"
    unit.write_text(UNIT.replace(command[1], "/bin/true"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "briefing.service" in line]) == (
        0,
        [],
    )


def test_the_container_copies_all_that_is_installed() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    words = {"FROM", "RUN", "WORKDIR", "COPY", "USER", "ENV", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
    assert {line.split()[0] for line in lines if line} <= words
    sources = [source for line in lines if line.startswith("COPY") for source in line.split()[1:-1]]
    assert all(list(ROOT.glob(source)) for source in sources)
    copied = {path.name for source in sources for path in ROOT.glob(source)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tool = project["tool"]["setuptools"]
    packages = {name.rstrip("*") for name in tool["packages"]["find"]["include"]}
    modules = {f"{name}.py" for name in tool["py-modules"]}
    assert packages | modules | {"pyproject.toml", project["project"]["readme"]} <= copied
    assert modules == {path.name for path in ROOT.glob("*.py")}
    assert set(re.findall(r"BRIEFING_[A-Z]+", "\n".join(lines))) <= settings()
