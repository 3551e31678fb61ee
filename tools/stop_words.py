"""Count private words in names, docstrings and comments; fail where a domain has more than recorded.

`python tools/stop_words.py` checks, `... record` lowers the recorded counts (never raises them), `... list DOMAIN`
shows where the words are. The counts may only go down; the aim is 0 everywhere.
"""

import io
import json
import re
import sys
import tokenize
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/arpent"
# Counted like the domains, whose own tests are counted with them.
FOLDERS = ("benchmarks", "tests", "tools")
RECORD = ROOT / "tools/stop_words.json"
# As parts of names (between underscores).
NAME_WORDS = {
    "told",
    "held",
    "gone",
    "born",
    "kept",
    "lay",
    "meet",
    "settle",
    "settled",
    "settles",
    "stands",
    "whoever",
    "aboard",
}
# As words and phrases of docstrings and comments.
TEXT = re.compile(
    r"\b(?:told|born|whoever|aboard|settled?|settles|has left|the one door|stands (?:on|in|at|for)|laid|holds fast)\b",
    re.I,
)


def find_words(path: Path) -> list[tuple[int, str]]:
    """Return (line, word) of the private words of a Python file: each name once a file, each phrase where it is."""
    found: dict[str, int] = {}
    texts = []
    with tokenize.open(path) as file:
        source = file.read()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        line = token.start[0]
        if token.type == tokenize.NAME:
            if set(token.string.lower().split("_")) & NAME_WORDS:
                found.setdefault(token.string, line)
        elif token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""')):
            texts += [(line, match[0]) for match in TEXT.finditer(token.string)]
    return sorted([(line, name) for name, line in found.items()] + texts)


def list_files(domain: str) -> list[Path]:
    folder = ROOT / domain if domain in FOLDERS else SOURCE / domain
    return [p for p in sorted(folder.rglob("*.py")) if "migrations" not in p.parts]


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["list"]:
        for path in list_files(arguments[1]):
            for line, word in find_words(path):
                print(f"{path.relative_to(ROOT)}:{line}: {word}")
        return 0
    domains = [*FOLDERS, *sorted(p.name for p in SOURCE.iterdir() if (p / "__init__.py").exists())]
    counts = Counter({d: sum(len(find_words(p)) for p in list_files(d)) for d in domains})
    recorded = json.loads(RECORD.read_text()) if RECORD.exists() else dict(counts)
    if arguments[:1] == ["record"]:
        lowered = {d: min(counts[d], recorded.get(d, 0)) for d in domains}
        RECORD.write_text(json.dumps({d: n for d, n in lowered.items() if n}, indent=2) + "\n")
        return 0
    above = {d: n for d, n in counts.items() if n > recorded.get(d, 0)}
    for domain, number in above.items():
        print(f"{domain}: {number} private words, {recorded.get(domain, 0)} recorded: stop_words.py list {domain}")
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
