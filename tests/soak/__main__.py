"""`make soak`: the long campaigns. ONLY=field,kills,lock,postgresql,disk,laws,hostile chooses some.

field: 2,000 reports, 30 kills of the browser, 30 of the server, 45 % of the sends sabotaged in five ways. kills: 200
kills during imports, undos, plans, sendings, backups, restores. lock: SQLite locked for 60 s. postgresql: restarts
under 16 writers for 2 minutes. disk: a full disk. laws: random submissions of two phones and random
offers, 1,000 and 20,000. hostile: 2,000 hostile JSON bodies.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from .campaign import Campaign
from .endurance.hostile import send_hostile_bodies
from .endurance.kills import Outcome, kill_at_work
from .endurance.outages import fill_the_disk, lock_the_base, restart_postgresql

LAWS = (
    "src/arpent/sync/tests/test_receiving.py",
    "src/arpent/sync/tests/test_hostile_input.py",
    "src/arpent/offers/tests/rules",
)


def try_laws(folder: Path) -> Outcome:
    """Try the laws of the suite on new examples, and more of them."""
    env = {**os.environ, "ARPENT_TEST_PROFILE": "soak"}
    command = [sys.executable, "-m", "pytest", "-q", f"--basetemp={folder}/laws", *LAWS]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines() or [""]
    return Outcome("laws", lines[-1], [] if done.returncode == 0 else [done.stdout[-3000:]])


CAMPAIGNS: dict[str, Callable[[Path], Outcome]] = {
    "kills": lambda folder: kill_at_work(folder, kills=int(os.environ.get("WORK_KILLS", "200"))),
    "lock": lock_the_base,
    "postgresql": restart_postgresql,
    "disk": fill_the_disk,
    "laws": try_laws,
    "hostile": lambda folder: send_hostile_bodies(folder, count=int(os.environ.get("BODIES", "2000"))),
}


def main() -> int:
    chosen = [n for n in os.environ.get("ONLY", "").split(",") if n] or ["field", *CAMPAIGNS]
    sound = True
    with tempfile.TemporaryDirectory(prefix="arpent-soak-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("ARPENT_TEST_RUN", folder)  # where tests/prepared.py stores a migrated base
        for name in chosen:
            own = Path(folder) / name
            own.mkdir()
            outcome = run_field(own) if name == "field" else CAMPAIGNS[name](own)
            shutil.rmtree(own, ignore_errors=True)
            print(outcome, flush=True)
            sound = sound and outcome.sound
    return 0 if sound else 1


def run_field(folder: Path) -> Outcome:
    visits, kills = int(os.environ.get("VISITS", "2000")), int(os.environ.get("KILLS", "30"))
    chromium = os.environ.get("ARPENT_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        return Outcome("field", "needs Chromium: install it, or name one in ARPENT_CHROMIUM", ["no Chromium"])
    result = Campaign(folder, chromium, visits=visits, kills=kills).run()
    wrong = [] if result.sound else ["reports were lost, doubled, altered or in false conflict"]
    return Outcome("field", str(result), wrong + (["it took over 600 s"] if result.seconds >= 600 else []))


if __name__ == "__main__":
    sys.exit(main())
