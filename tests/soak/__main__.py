"""`make soak`: 2,000 reports, 30 kills of the browser, 30 of the server, 45 % of the sends sabotaged in five ways."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from .campaign import Campaign


def main() -> int:
    visits, kills = int(os.environ.get("VISITS", "2000")), int(os.environ.get("KILLS", "30"))
    chromium = os.environ.get("ARPENT_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("Install Chromium, or name one in ARPENT_CHROMIUM.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="arpent-soak-", ignore_cleanup_errors=True) as folder:
        result = Campaign(Path(folder), chromium, visits=visits, kills=kills).run()
    print(result)
    return 0 if result.sound and result.seconds < 600 else 1


if __name__ == "__main__":
    sys.exit(main())
