"""A short campaign of kills of the browser and the server."""

import os
import subprocess
import sys

import pytest

from .served import ROOT

pytestmark = pytest.mark.browser


def test_a_short_campaign_of_kills_loses_nothing():
    """50 reports, 2 kills of the browser, 2 of the server; `make soak` does 2,000 and 30 of each."""
    env = {**os.environ, "VISITS": "50", "KILLS": "2", "ONLY": "field"}
    done = subprocess.run([sys.executable, "-m", "tests.soak"], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 doubled, 0 altered, 0 false conflicts" in done.stdout
