"""The product itself, started by its command on a home of its own."""

import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.prepared import clean_environment

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(home, *args):
    """Start `arpent run` on a home; returns (process, address, what it printed)."""
    port = free_port()
    env = {**clean_environment(home), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "arpent", "run", "--port", str(port), *args]
    log = (home.parent / f"{home.name}.log").open("w+")
    process = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT, cwd=home.parent)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        log.seek(0)
        text = log.read()
        if "Ctrl-C" in text:
            return process, f"http://127.0.0.1:{port}", text
        time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"arpent run did not start:\n{Path(log.name).read_text()}")


def stop(process):
    process.terminate()
    process.wait(20)
