"""Run `make check`: format, lint, types, contracts, migrations, templates, front end.

All checks are run, each with its time.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ENV = {
    **os.environ,
    "ARPENT_HOME": tempfile.mkdtemp(prefix="arpent-check-"),
    "DJANGO_SETTINGS_MODULE": "arpent.site.settings",
}
CHECKS = {
    "format": [BIN / "ruff", "format", "--check", "-q", "."],
    "lint": [BIN / "ruff", "check", "-q", "."],
    "words": [sys.executable, "tools/stop_words.py"],
    "types": [BIN / "mypy", "--no-error-summary"],
    "contracts": [BIN / "lint-imports", "--no-cache"],
    "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", "-v0"],
    "django": [sys.executable, "-m", "django", "check", "--fail-level", "WARNING"],
    "format of templates": [BIN / "djade", "--check", *sorted(ROOT.glob("src/**/*.html"))],
    "translations": [sys.executable, "tools/translations.py", "missing"],
    "templates": [BIN / "djlint", "src", "--lint", "--quiet"],
    "front end's format and lint": ["node_modules/.bin/biome", "ci", "--error-on-warnings"],
    "front end": ["node_modules/.bin/tsc", "--noEmit", "-p", "tsconfig.json"],
    "front end's tests": ["node_modules/.bin/vitest", "run"],
}


def main() -> int:
    """Run the checks in parallel; return the exit status, 1 when one failed."""
    # The longest first, the others beside it.
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        results = list(pool.map(run_check, sorted(CHECKS, key=lambda name: name != "types")))
    return 0 if all(results) else 1


def run_check(name: str) -> bool:
    """Run one check, print its time and, when it fails, the end of its output; return whether it passed."""
    start = time.monotonic()
    command = [str(part) for part in CHECKS[name]]
    done = subprocess.run(command, cwd=ROOT, env=ENV, capture_output=True, text=True, check=False)
    result = f"{'FAIL' if done.returncode else 'ok  '} {name} {time.monotonic() - start:.1f} s"
    print(result + (f"\n{(done.stdout + done.stderr)[-6000:]}" if done.returncode else ""), flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
