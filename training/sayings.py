"""Compiles what people say in several words (`training/sayings.txt`) to `qa/model/sayings.txt`.

    python -m training.sayings

A line of the source: `printed, other form = saying | saying | …`, or `~ word, that counts as the same, …`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from index.analyzer import Analyzer
from qa.understanding.rewording import MODEL, said_words

SOURCE = Path(__file__).with_suffix(".txt")


def lines(path: Path = SOURCE) -> Iterator[str]:
    """The lines of a source that say something."""
    return (
        line for line in path.read_text(encoding="utf-8").splitlines() if line.strip("#~ ") and line[0] != "#"
    )


def compiled(path: Path = SOURCE) -> str:
    """The lines of `qa.understanding.rewording.Sayings`: the rarest word of each saying comes first."""
    analyzer = Analyzer()
    groups = [line[1:].split() for line in lines(path) if line.startswith("~")]
    same = {word: group[0] for group in groups for word in group[1:]}
    sayings: dict[frozenset[str], dict[str, None]] = {}
    for line in lines(path):
        if line.startswith("~"):
            continue
        printed, said = line.split("=", 1)
        for saying in said.split("|"):
            words = _words(saying.strip(), analyzer, same)
            forms = (form.strip() for form in printed.split(","))
            sayings.setdefault(words, {}).update(dict.fromkeys(forms))
    often = Counter(word for words in sayings for word in words)
    told = [
        " ".join(sorted(words, key=lambda word: (often[word], word))) + "\t" + ",".join(printed)
        for words, printed in sayings.items()
        if len(words) > 1
    ]
    return "\n".join([*("~" + " ".join(group) for group in groups), *sorted(told)]) + "\n"


def _words(saying: str, analyzer: Analyzer, same: Mapping[str, str]) -> frozenset[str]:
    """The words of a saying, or those that are written with '+' where Kiwi reads it alone in another way."""
    if "+" in saying:
        return frozenset(same.get(word, word) for word in saying.split("+"))
    return frozenset(word for word, _ in said_words(analyzer.analyze(saying), same))


if __name__ == "__main__":
    MODEL.write_text(compiled(), encoding="utf-8")
