"""Convert a workbook into a CSV file in a subprocess, bounded in memory and time.

A small file can expand to gigabytes, and a crash of the parser must not end the server. Run as
``python -m arpent.imports.connectors.workbooks WORKBOOK CSV``; prints the sheet's name, or exits with a code of EXITS.
"""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

from arpent.kernel.process_limits import limit_process
from arpent.web.csv_export import write_verbatim

MEMORY = 1_500 * 1024 * 1024
SECONDS = 120
MAX_CELL = 32_000
MAX_WIDTH = 2_000
MAX_CELLS = 60_000_000
EXITS = {3: "imports.encrypted", 4: "imports.empty_file", 5: "imports.too_many_columns", 6: "imports.not_a_table"}


def convert_sheet(source: Path, target: Path) -> tuple[str, str]:
    """Write the first sheet that has cells as UTF-8 CSV. Return (sheet name, error code or "").

    Error codes: those of EXITS, and "imports.too_heavy" after 120 s or when the process ended otherwise.
    """
    command = [sys.executable, "-m", "arpent.imports.connectors.workbooks", str(source), str(target)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "", "imports.too_heavy"
    if done.returncode == 0:
        return done.stdout.strip(), ""
    return "", EXITS.get(done.returncode, "imports.too_heavy")


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(value)[:MAX_CELL]


def main(source: str, target: str) -> int:
    """Convert a workbook in the current process; return the exit status, 0 or a key of EXITS."""
    limit_process(memory=MEMORY, seconds=SECONDS)
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(source)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if not sheet.total_height or not sheet.total_width:
                continue
            if sheet.total_width > MAX_WIDTH or sheet.total_width * sheet.total_height > MAX_CELLS:
                return 5
            with open(target, "w", encoding="utf-8", newline="") as out:
                write_verbatim(out, ([_text(v) for v in row] for row in sheet.iter_rows()))
            print(name)
            return 0
    except python_calamine.PasswordError:
        return 3
    except Exception:
        # calamine raises many kinds for a damaged workbook; to the user they are one.
        return 6
    return 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
