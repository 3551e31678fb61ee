"""Labels of activity codes, read once."""

import csv
import io
from functools import lru_cache
from importlib.resources import files

from ..rules.activities import HEADCOUNT_BANDS


@lru_cache(maxsize=1)
def activity_labels() -> dict[str, str]:
    """Return the label of each NAF rev. 2 code (INSEE, through npm @socialgouv/codes-naf)."""
    text = (files("arpent.clients") / "data/naf_rev2.csv").read_text(encoding="utf-8")
    return {r["code"]: r["label"] for r in csv.DictReader(io.StringIO(text))}


def activity_label(code: str) -> str:
    """Return the label of a NAF code; "" when unknown."""
    labels = activity_labels()
    return labels.get(code) or labels.get(code.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) or ""


def headcount_choices() -> list[tuple[str, str]]:
    """Return the headcount bands as (code, "20-49")."""
    return [
        (code, "0" if code in ("NN", "00") else f"{low}+" if high is None else f"{low}-{high}")
        for code, (low, high) in HEADCOUNT_BANDS.items()
        if code != "NN"
    ]
