"""`make check`: format, lint, types, contracts, migrations, templates, front end. Each with its time; all are run."""

import os
import subprocess
import sys
import tempfile
import time
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
    "types": [BIN / "mypy", "--no-error-summary"],
    "contracts": [BIN / "lint-imports", "--no-cache"],
    "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", "-v0"],
    "django": [sys.executable, "-m", "django", "check", "--fail-level", "WARNING"],
    "format of templates": [BIN / "djade", "--check", *sorted(ROOT.glob("src/**/*.html"))],
    "templates": [BIN / "djlint", "src", "--lint", "--quiet"],
    "front end's format and lint": ["node_modules/.bin/biome", "ci", "--error-on-warnings"],
    "front end": ["node_modules/.bin/tsc", "--noEmit", "-p", "tsconfig.json"],
    "front end's tests": ["node_modules/.bin/vitest", "run"],
}


def main() -> int:
    failed = []
    for name, command in CHECKS.items():
        start = time.monotonic()
        done = subprocess.run([str(c) for c in command], cwd=ROOT, env=ENV, capture_output=True, text=True, check=False)
        print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} {time.monotonic() - start:.1f} s", flush=True)
        if done.returncode:
            failed.append(name)
            print((done.stdout + done.stderr)[-6000:], flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
