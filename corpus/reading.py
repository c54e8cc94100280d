"""Files on disk become lines of text: encodings, folders, and the list `corpus.toml` beside the documents."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from corpus.model import Metadata

MAX_BYTES = 5 * 1024 * 1024  # of text: some five thousand pages
MAX_LINE = 200_000  # characters; the longest line of a real document has some 5,000
SUFFIXES = (".txt", ".md")
CATALOG = "corpus.toml"

# what staff try to index by mistake, by the first bytes of the file
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "압축(hwpx·docx·xlsx·zip)"),
    (b"\xd0\xcf\x11\xe0", "한글(hwp) 또는 예전 오피스"),
    (b"HWP Document File", "한글(hwp)"),
    (b"\x89PNG", "그림(PNG)"),
    (b"\xff\xd8\xff", "그림(JPEG)"),
    (b"\x1f\x8b", "압축(gzip)"),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WIDEST_BLANK = 160  # characters
_WIDE = re.compile(rf"\s{{{WIDEST_BLANK + 1},}}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HANGUL = re.compile(r"[가-힣]")
_DECOMPOSED = re.compile(r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")


def decode(data: bytes, name: str) -> tuple[str, ...]:
    r"""Gives the lines of a text file, split at `\n` only, without `\r` at their ends.

    UTF-8 with or without a byte order mark, UTF-16 with one, else CP949. Hangul written as separate
    letters (macOS) is composed. Blanks are cut to `WIDEST_BLANK`: no layout has wider ones, and patterns that
    look for what stands behind a blank would take time with the cube of its width.

    Raises:
        UnreadableFile: the file is empty, too large, binary, or in none of these encodings.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            f"{name}: 파일이 너무 큽니다({len(data):,}바이트). {MAX_BYTES // 2**20}MB 이하로 나누어 주세요."
        )
    if not data.strip():
        raise UnreadableFile(f"{name}: 빈 파일입니다. 내용이 있는 텍스트 파일을 지정해 주세요.")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFile(f"{name}: {kind} 파일은 읽을 수 없습니다. 텍스트(.txt)로 저장해 주세요.")
    text = _to_text(data, name)
    if "\0" in text or len(_CONTROL.findall(text)) > len(text) // 100:
        raise UnreadableFile(f"{name}: 텍스트 파일이 아닙니다(이진 자료). 텍스트(.txt)로 저장해 주세요.")
    if not text.strip():
        raise UnreadableFile(f"{name}: 빈 파일입니다. 내용이 있는 텍스트 파일을 지정해 주세요.")
    text = _DECOMPOSED.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)
    lines = tuple(line.rstrip("\r") for line in text.split("\n"))
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            raise UnreadableFile(
                f"{name}: {number}번째 줄이 너무 깁니다({len(line):,}자). 줄을 나누어 다시 저장해 주세요."
            )
    return tuple(_WIDE.sub(lambda blank: blank[0][:WIDEST_BLANK], line) for line in lines)


def _to_text(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableFile(
                    f"{name}: 글자를 읽을 수 없습니다({encoding}). UTF-8로 다시 저장해 주세요."
                ) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            raise UnreadableFile(
                f"{name}: {line}번째 줄에 깨진 글자가 있습니다. UTF-8로 다시 저장해 주세요."
            ) from error
    try:
        return data.decode("cp949")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{name}: 글자를 읽을 수 없습니다. UTF-8 또는 CP949로 다시 저장해 주세요."
        ) from error


def _is_damaged_utf8(data: bytes) -> bool:
    """Says whether a file that is not UTF-8 is one with few bad bytes: CP949 would make noise of it."""
    text = data.decode("utf-8", errors="replace")
    return len(_HANGUL.findall(text)) > 10 * text.count("\ufffd")


def find_files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Gives the documents (.txt, .md) among files and folders, folders with all below them, each once.

    Raises:
        UnreadableFile: a path that is not there, or a folder that holds no document.
    """
    seen: set[Path] = set()
    for given in paths:
        path = Path(given)
        if path.is_dir():
            files = _files_below(path, set())
            if not files:
                raise UnreadableFile(f"{path}: 폴더에 문서(.txt, .md)가 없습니다. 다른 폴더를 지정해 주세요.")
        elif path.exists():
            files = [path]
        else:
            raise UnreadableFile(f"{path}: 파일이나 폴더가 없습니다. 경로를 확인해 주세요.")
        for file in files:
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file


def _files_below(folder: Path, visited: set[Path]) -> list[Path]:
    real = folder.resolve()
    if real in visited:
        return []
    visited.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UnreadableFile(f"{folder}: 폴더를 열 수 없습니다. 읽기 권한을 확인해 주세요.") from error
    files: list[Path] = []
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            files += _files_below(entry, visited)
        elif entry.is_file() and entry.suffix.lower() in SUFFIXES:
            files.append(entry)
    return files


def load_catalog(folder: Path) -> dict[str, Metadata]:
    """Reads `corpus.toml` in a folder: what its documents are, by file name; empty where there is none.

    Raises:
        UnreadableFile: the list is not TOML, or an entry has no file name or a date that is none.
    """
    path = folder / CATALOG
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFile(f"{path}: 문서 목록의 형식이 잘못되었습니다({error}). 고쳐 주세요.") from error
    entries = content.get("document", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UnreadableFile(f"{path}: 문서 목록은 [[document]] 항목으로 적어 주세요.")
    return dict(_catalog_entry(path, number, entry) for number, entry in enumerate(entries, 1))


def _catalog_entry(path: Path, number: int, entry: dict[str, Any]) -> tuple[str, Metadata]:
    for key in ("file", "title", "agency", "department"):
        if not isinstance(entry.get(key, ""), str):
            raise UnreadableFile(f"{path}: {number}번째 문서의 {key} 값은 따옴표로 묶은 글이어야 합니다.")
    name = entry.get("file", "")
    if not name:
        raise UnreadableFile(f"{path}: {number}번째 문서에 file(파일 이름)이 없습니다. 적어 주세요.")
    return name, Metadata(
        title=entry.get("title", ""),
        agency=entry.get("agency", ""),
        department=entry.get("department", ""),
        as_of=_catalog_date(path, number, entry.get("as_of")),
    )


def _catalog_date(path: Path, number: int, value: object) -> dt.date | None:
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    elif isinstance(value, dt.datetime):
        return value.date()
    elif value is None or isinstance(value, dt.date):
        return value
    raise UnreadableFile(
        f"{path}: {number}번째 문서의 as_of 값 {value!r}은(는) 날짜가 아닙니다. 2021-01-31처럼 적어 주세요."
    )
