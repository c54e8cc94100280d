"""A conversation in the terminal: questions one after another, places opened by number, names completed."""

from __future__ import annotations

import io
import json
import os
import re
import readline
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BriefingError
from display.terminal import complain, out, print_answer, show_place, waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.answer import Answer
    from qa.assistant import Assistant

PROMPT = "질문> "
HELP = "묻고 싶은 것을 적어 주세요. /열기 번호: 근거를 문서에서 보기, /새로: 새 대화, /끝: 마치기"
STOPPED = "멈추었습니다. 마치려면 /끝을 적거나 Ctrl-D를 누르세요."
MOST_KEPT = 1000  # lines of history
_OPEN = re.compile(r"/(?:열기|open)?\s*(\d*)\s*")  # '/열기 1', '/열기1', '/1'
_COMMANDS = ("/열기", "/새로", "/끝", "/도움말")


def chat(assistant: Assistant, *, as_json: bool = False) -> None:
    """Ask and answer until the person ends it (`/끝`, Ctrl-D); Ctrl-C leaves a line or stops an answer."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    history = history_file()
    complete_names(assistant.store.names())
    with suppress(OSError):
        readline.read_history_file(history)
    if not as_json:
        out(HELP)
    conversation = Conversation(assistant, as_json=as_json)
    going = True
    while going:
        try:
            going = conversation.turn(_read())
        except EOFError:
            going = False
        except KeyboardInterrupt:
            if not sys.stdin.isatty():
                raise
            complain(STOPPED)
    if sys.stdin.isatty():
        out("")
    _save(history)


class Conversation:
    """The questions so far and the last answer, whose places can be opened."""

    def __init__(self, assistant: Assistant, *, as_json: bool = False) -> None:
        self._assistant = assistant
        self._as_json = as_json
        self.questions: list[str] = []
        self.answer: Answer | None = None

    def turn(self, line: str) -> bool:
        """Take one line: a command or a question; False ends the conversation."""
        line = line.strip()
        if line in {"/끝", "/exit", "/quit"}:
            return False
        wanted = _OPEN.fullmatch(line)
        try:
            if wanted:
                self._open(wanted[1])
            elif line == "/새로":
                self.questions.clear()
                self.answer = None
                out("새 대화를 시작합니다.")
            elif line.startswith("/"):
                out(HELP)
            elif line:
                self._ask(line)
        except BriefingError as error:
            complain(str(error))
        return True

    def _ask(self, question: str) -> None:
        with waiting("찾는 중"):
            self.answer = self._assistant.ask(question, self.questions)
        self.questions.append(question)
        if self._as_json:
            sys.stdout.write(json.dumps(self.answer.to_json(), ensure_ascii=False) + "\n")
        else:
            print_answer(self.answer, self._assistant.store)

    def _open(self, number: str) -> None:
        for citation in self.answer.citations if self.answer else ():
            if str(citation.id) == number:
                show_place(self._assistant.store, citation.document, citation.lines)
                return
        complain("그 번호의 근거가 없습니다. 답에 붙은 번호를 적어 주세요. 예: /열기 1")


def complete_names(names: Iterable[str]) -> None:
    """Complete words by Tab: the names that stand in the documents, and the commands of the conversation."""
    known = sorted({word for name in names for word in (name, *name.split())})

    def complete(text: str, state: int) -> str | None:
        found = [name for name in (*_COMMANDS, *known) if name.startswith(text)] if text else []
        return f"{found[state]}{' ' * (len(found) == 1)}" if state < len(found) else None

    readline.set_completer_delims(" \t\n")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")


def history_file() -> Path:
    """Where the lines typed are kept between conversations: in `$XDG_STATE_HOME`, else `~/.local/state`."""
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "briefing" / "history"


def _read() -> str:
    return input(PROMPT) if sys.stdin.isatty() else input()


def _save(history: Path) -> None:
    """Keep the lines typed, for their owner's eyes alone; a folder that cannot be written is no failure."""
    if not sys.stdin.isatty():
        return
    with suppress(OSError):
        history.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        history.touch(mode=0o600)
        readline.set_history_length(MOST_KEPT)
        readline.write_history_file(history)
