"""Documents and their questions under other names and in other years.

Every agency, department and programme is renamed at random, in the documents, in the questions and in
their answers alike, and every year is moved. A system that understands the kind of document answers the
renamed questions as well as the first ones; one whose rules know the documents does not.

>>> renaming = Renaming({"가람": "달봄", "총무|과": "재난대응"}, years=5)
>>> renaming.text("가람시 총 무 과 '23년 예산은 2,023천원")
"달봄시 재 난 대 응 과 '28년 예산은 2,023천원"
"""

from __future__ import annotations

import codecs
import json
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from corpus.errors import BadRequest
from evals import generator_words as words

LISTED = "names.toml"
MOST_YEARS = 9  # by which the years are moved
_FULL_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,])")
_SHORT_YEAR = re.compile(r"(?<=['’‘])\d\d(?!\d)")
_HANGUL = re.compile("[가-힣]+")
_SPOKEN_YEAR = re.compile(r"(?<![\d'’‘])\d\d(?=년)")
# what stands between the letters of a name: nothing, blanks in tables, line ends in narrow columns
_FORMS = (("", "{}"), (" ", "(?<![가-힣]){}(?![가-힣])"), ("\n", "(?<![^\n]){}(?![^\n])"))
_COMMON = 0.5  # share of programmes that are named by a common noun, the others by an invented one


@dataclass(frozen=True, slots=True)
class Names:
    """The names to change; what stands behind a bar in one ('총무|과') says its kind and stays."""

    proper: tuple[str, ...]
    offices: tuple[str, ...]
    programmes: tuple[str, ...]


def read_names(path: Path) -> Names:
    """Read a file of names, a list for each kind.

    Raises:
        BadRequest: it is missing or has another shape.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return Names(*(tuple(map(str, content[kind.name])) for kind in fields(Names)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(f"이름 목록을 읽을 수 없습니다: {path}. 형식과 UTF-8 여부를 보세요.") from error


class Renaming:
    """Gives texts other names and years.

    Args:
        stems: for each name, as in `Names`, what stands for its changing part.
        years: by how many the years are moved.
        known: the years that texts may tell by two digits alone ('23년에').
    """

    def __init__(self, stems: Mapping[str, str], years: int, known: frozenset[int] = frozenset()) -> None:
        self.stems = dict(stems)
        self.years = years
        self.known = known
        # the longest first: '인재육성과' before '인재개발원'
        self._names = sorted(stems, key=lambda name: (-len(name), name))
        forms = [form.format(gap.join(name.replace("|", ""))) for name in self._names for gap, form in _FORMS]
        self._pattern = re.compile("|".join(f"({form})" for form in forms))

    def text(self, text: str) -> str:
        """A text of a document: names as they are and spaced out, years of four digits and as '23."""
        text = self._pattern.sub(self._renamed, text) if self.stems else text
        text = _FULL_YEAR.sub(lambda match: str(int(match[0]) + self.years), text)
        return _SHORT_YEAR.sub(self._short_year, text)

    def spoken(self, text: str) -> str:
        """A question or an answer: the years are said by two digits alone as well."""
        known = {year % 100 for year in self.known}
        return _SPOKEN_YEAR.sub(
            lambda match: self._short_year(match) if int(match[0]) in known else match[0], self.text(text)
        )

    def inverse(self) -> Renaming:
        """What gives a changed text its first names and years again."""
        stems = {
            "|".join([new, *name.split("|")[1:]]): name.split("|")[0] for name, new in self.stems.items()
        }
        return Renaming(stems, -self.years, frozenset(year + self.years for year in self.known))

    def _renamed(self, match: re.Match[str]) -> str:
        place = (match.lastindex or 1) - 1
        name = self._names[place // len(_FORMS)]
        return _FORMS[place % len(_FORMS)][0].join(self.stems[name] + _kind(name))

    def _short_year(self, match: re.Match[str]) -> str:
        return f"{(int(match[0]) + self.years) % 100:02}"


def _stem(name: str) -> str:
    """The part of a name that changes: '총무|과' -> '총무'."""
    return name.partition("|")[0]


def _kind(name: str) -> str:
    """The part of a name that stays: '총무|과' -> '과'."""
    return name.partition("|")[2]


def at_random(names: Names, text: str, seed: int) -> Renaming:
    """New names of the same kinds, none of which stands in a text yet, and another year.

    Places get invented names; departments those of other departments; programmes those of other programmes
    or invented ones. A new word is as long as the old one and ends alike (consonant, ㄹ, vowel), so that
    columns keep their width, and the particles behind it fit.
    """
    dice = random.Random(seed)  # noqa: S311 (test data, no secret)
    listed = [(name, kind.name) for kind in fields(Names) for name in getattr(names, kind.name)]
    old = {_stem(name) for name, _ in listed}
    new: dict[str, str] = {}
    said = text + re.sub(r"\s", "", text)
    for name, kind in listed:
        stem = _stem(name)
        if stem not in new:
            new[stem] = next(
                word
                for word in _words(kind, len(stem), dice)
                if len(word) == len(stem)
                and (_kind(name) or _ending(word) == _ending(stem))
                and word not in said
                and not any(other in word or word in other for other in (*old, *new.values()))
            )
    stems = {name: new[_stem(name)] for name, _ in listed}
    years = dice.choice([n for n in range(-MOST_YEARS, MOST_YEARS + 1) if n])
    return Renaming(stems, years, frozenset(int(year) for year in _FULL_YEAR.findall(text)))


def _words(kind: str, length: int, dice: random.Random) -> Iterator[str]:
    """Words to choose from for a name of a kind, in any order, without end."""
    common: Sequence[str] = ()
    if kind == "offices":
        common = words.DEPARTMENT_WORDS
    elif kind == "programmes" and dice.random() < _COMMON:
        common = [word for word in words.OBJECTS if _HANGUL.fullmatch(word)]
    yield from dice.sample(common, len(common))
    while True:
        yield dice.choice(words.FIRST) + "".join(dice.choice(words.LAST) for _ in range(length - 1))


def _ending(word: str) -> str:
    """How a word ends, as far as particles go: in a vowel, in ㄹ, in another consonant."""
    final = (ord(word[-1]) - ord("가")) % 28
    return "vowel" if final == 0 else "ㄹ" if final == 8 else "consonant"


def rename_folder(folder: Path, target: Path, seed: int) -> Renaming:
    """Write a folder of documents with its questions under other names and in other years.

    Args:
        folder: documents (`.txt`), `corpus.toml`, question files (`.jsonl`) and the names (`names.toml`).
        target: where to write; made where it is not there. Files get names that say nothing.
        seed: another one gives other names.

    Raises:
        BadRequest: a file cannot be read.
    """
    documents = {path.name: _read(path) for path in sorted(folder.glob("*.txt"))}
    others = {path.name: _read(path)[0] for path in [*sorted(folder.glob("*.jsonl")), folder / "corpus.toml"]}
    text = "\n".join([*(content for content, _ in documents.values()), *others.values()])
    renaming = at_random(read_names(folder / LISTED), text, seed)
    order = random.Random(seed).sample(range(1, len(documents) + 1), len(documents))  # noqa: S311
    files = {name: f"document{number}.txt" for name, number in zip(documents, order, strict=True)}
    target.mkdir(parents=True, exist_ok=True)
    for name, (content, encoding) in documents.items():
        (target / files[name]).write_bytes(renaming.text(content).encode(encoding))
    for name, content in others.items():
        if name.endswith(".jsonl"):
            rows = [json.loads(line) for line in content.split("\n") if line.strip()]
            new = [json.dumps(_row(row, renaming, files), ensure_ascii=False) + "\n" for row in rows]
            (target / name).write_text("".join(new), encoding="utf-8")
        else:
            listed = re.sub("|".join(map(re.escape, files)), lambda match: files[match[0]], content)
            (target / name).write_text(renaming.text(listed), encoding="utf-8")
    return renaming


def _read(path: Path) -> tuple[str, str]:
    """A file's text and its encoding."""
    try:
        data = path.read_bytes()
        encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            return data.decode("cp949"), "cp949"
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"{path}: 읽을 수 없습니다. 경로와 인코딩을 보세요.") from error


def _row(value: Any, renaming: Renaming, files: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return files.get(value) or renaming.spoken(value)
    if isinstance(value, list):
        return [_row(one, renaming, files) for one in value]
    if isinstance(value, dict):
        return {key: _row(one, renaming, files) for key, one in value.items()}
    return value
