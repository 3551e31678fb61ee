"""A stored name becomes a path in one function alone, which checks that it stays in its folder."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/arpent"
PYTHON = [p for p in SOURCE.rglob("*.py") if "/tests/" not in str(p) and "/migrations/" not in str(p)]
# The home of ``stored_path``.
HOME = {"web/uploads.py"}


def place(path):
    return str(path.relative_to(SOURCE))


def test_only_one_function_turns_a_stored_name_into_a_path():
    wrong = [
        place(p)
        for p in PYTHON
        if place(p) not in HOME
        and any(word in p.read_text() for word in ("files_folder(", "MEDIA_ROOT) /", "MEDIA_ROOT /"))
    ]
    assert wrong == []


def test_what_people_sent_is_served_by_a_path_that_was_checked():
    wrong = [
        place(p)
        for p in PYTHON
        if "FileResponse(" in p.read_text()
        and not any(
            word in p.read_text()
            for word in (
                "stored_path(",
                "open_document(",
                "open_version(",
                "terms_file(",
                "path_of(",
                "send_file(",
                "bytes_of(",
            )
        )
    ]
    assert wrong == []


def wide_lines(sources):
    return [
        f"{p.relative_to(ROOT)}:{number}"
        for p in sources
        for number, line in enumerate(p.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 120
    ]


def test_no_line_of_the_front_end_is_wider_than_120_columns():
    sources = [
        p
        for p in (ROOT / "frontend").rglob("*")
        if p.suffix in {".ts", ".mjs", ".js", ".css"} and "node_modules" not in p.parts
    ]
    assert sources and wide_lines(sources) == []


def test_no_line_of_a_template_is_wider_than_120_columns():
    sources = [p for p in SOURCE.rglob("*") if p.suffix in {".html", ".typ"}]
    assert sources and wide_lines(sources) == []


def test_files_stay_small():
    """Sources and tests alike have 300 lines at most. Migrations are generated and may be longer."""
    folders = [ROOT / name for name in ("src", "tests", "tools", "benchmarks", "frontend")]
    counts = {
        str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines())
        for folder in folders
        for p in folder.rglob("*")
        if p.suffix in {".py", ".html", ".typ", ".ts", ".mjs", ".js", ".css"}
        and not {"node_modules", "migrations", "static"} & set(p.parts)
    }
    assert len(counts) > 1_000
    assert {name: count for name, count in counts.items() if count > 300} == {}
