"""Labels of activity codes and headcount bands."""

from functools import lru_cache

from arpent.kernel.data_files import read_shipped_csv

from ..rules.activities import HEADCOUNT_BANDS


@lru_cache(maxsize=1)
def activity_labels() -> dict[str, str]:
    """Return the label of each NAF rev. 2 code (INSEE, through npm @socialgouv/codes-naf), read once per process."""
    return {r["code"]: r["label"] for r in read_shipped_csv("arpent.clients", "data/naf_rev2.csv")}


def activity_label(code: str) -> str:
    """Return the label of a NAF code; "" when unknown."""
    labels = activity_labels()
    return labels.get(code) or labels.get(code.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) or ""


def headcount_choices() -> list[tuple[str, str]]:
    """Return the headcount bands of INSEE as (code, "20-49"), without the unknown one."""
    return [
        (code, "0" if code in ("NN", "00") else f"{low}+" if high is None else f"{low}-{high}")
        for code, (low, high) in HEADCOUNT_BANDS.items()
        if code != "NN"
    ]
