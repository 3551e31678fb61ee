"""Print results as tables."""

import os
import platform
from collections.abc import Sequence


def print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table with the machine's load, so that the figures can be judged."""
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    print(f"\n## {title}\n\n{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {load}\n")
    print("| " + " | ".join(header) + " |\n|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(str(c) for c in row) + " |")
