"""Run `make bench [ONLY=name]`: each benchmark in a process and an ARPENT_HOME of its own."""

import os
import subprocess
import sys
import tempfile

NAMES = (
    "planning",
    "importing",
    "searching",
    "serving",
    "board",
    "configurator",
    "clicks",
    "offers",
    "field",
    "trail",
    "exported",
    "export",
    "erasure",
    "weight",
)


def main() -> int:
    """Run the benchmarks of the command line or of ONLY, by default all; return the highest exit status."""
    chosen = sys.argv[1:] or [n for n in NAMES if os.environ.get("ONLY", n) == n]
    codes = []
    for name in chosen:
        home = tempfile.mkdtemp(prefix=f"arpent-bench-{name}-")
        env = {**os.environ, "ARPENT_HOME": home, "PYTHONPATH": "src"}
        codes.append(subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], env=env, check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
