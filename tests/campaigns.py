"""How long a campaign of random examples is: short in `make test`, long in `make soak`."""

import os


def examples(short: int, long: int) -> int:
    """Return how many examples to try: ``long`` with ARPENT_TEST_PROFILE=soak."""
    return long if os.environ.get("ARPENT_TEST_PROFILE") == "soak" else short
