"""Refuse private words in names, docstrings and comments of Python and TypeScript files: use the standard term.

`python tools/stop_words.py` lists each one with its place and fails when there is any; `... DOMAIN` checks one folder.
Examples: told -> reported, returned; held -> existing, stored; born -> created; gone -> deleted; kept -> stored,
selected; settle -> resolve, recalculate; whoever -> the holder, the owner; by hand -> manual.
"""

import io
import re
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/arpent"
# Checked like the domains, whose own tests are checked with them.
FOLDERS = ("benchmarks", "frontend/src", "frontend/tests", "tests", "tools")
# As parts of names (between underscores).
NAME_WORDS = {
    "aboard",
    "asked",
    "bears",
    "born",
    "door",
    "doors",
    "fell",
    "gone",
    "handed",
    "heard",
    "hears",
    "held",
    "kept",
    "lay",
    "meet",
    "news",
    "settle",
    "settled",
    "settles",
    "stands",
    "told",
    "ways",
    "whoever",
}
# As words and phrases of docstrings and comments.
TEXT = re.compile(
    r"\b(?:told|born|whoever|aboard|settled?|settles|has left|the one (?:door|way)|stands (?:on|in|at|for)|laid"
    r"|holds fast|of one's own|by hand|leaves the house|gives way|nobody's business|at its door|comes to rest)\b",
    re.I,
)


# Comments and quoted strings of TypeScript; a name is split at its capitals.
TS_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\w\"])//[^\n]*", re.S)
TS_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
TS_NAME = re.compile(r"[A-Za-z_]\w*")


def find_typescript_words(path: Path) -> list[tuple[int, str]]:
    """Return (line, word) of the private words of a TypeScript file, as `find_words` does."""
    source = path.read_text(encoding="utf-8")
    names: dict[str, int] = {}
    texts = []

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    for comment in TS_COMMENT.finditer(source):
        for match in TEXT.finditer(comment[0]):
            texts.append((source.count("\n", 0, comment.start() + match.start()) + 1, match[0]))
    code = TS_STRING.sub(blank, TS_COMMENT.sub(blank, source))
    for name in TS_NAME.finditer(code):
        if {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name[0])} & NAME_WORDS:
            names.setdefault(name[0], code.count("\n", 0, name.start()) + 1)
    return sorted([(line, name) for name, line in names.items()] + texts)


def find_words(path: Path) -> list[tuple[int, str]]:
    """Return (line, word) of the private words of a Python file: names once per file, phrases at each occurrence."""
    names: dict[str, int] = {}
    texts = []
    with tokenize.open(path) as file:
        source = file.read()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        line = token.start[0]
        if token.type == tokenize.NAME:
            if set(token.string.lower().split("_")) & NAME_WORDS:
                names.setdefault(token.string, line)
        elif token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""')):
            texts += [(line, match[0]) for match in TEXT.finditer(token.string)]
    return sorted([(line, name) for name, line in names.items()] + texts)


def list_files(folder: Path) -> list[Path]:
    """Return the Python and TypeScript files of a folder, without migrations and this file."""
    paths = sorted([*folder.rglob("*.py"), *folder.rglob("*.ts")])
    return [p for p in paths if not {"migrations", "node_modules"} & {*p.parts} and p != Path(__file__).resolve()]


def main(arguments: list[str]) -> int:
    """Print the private words of the named folders, by default of all; return the exit status, 1 when there is any."""
    folders = [ROOT / name if name in FOLDERS else SOURCE / name for name in arguments]
    folders = folders or [*(ROOT / name for name in FOLDERS), SOURCE]
    lines = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for folder in folders
        for path in list_files(folder)
        for line, word in (find_words if path.suffix == ".py" else find_typescript_words)(path)
    ]
    print("\n".join(lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
