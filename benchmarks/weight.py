"""Measure the size of a first visit, page by page, and the memory of processes after a start, a load and 90 PDFs."""

import gzip
import os
import re
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path

import psutil
import requests

from . import served as serving
from .tables import print_table

DEMO_PASSWORD = "pompe-vanne-lyon"

PAGES = {"Today": "/", "list": "/clients/", "company": "", "offer": "", "agenda": "/agenda/", "Field": "/field/"}
PAPERS = 90


def main() -> None:
    """Load the demonstration, serve it and print sizes, memory and CPU time."""
    home = os.environ["ARPENT_HOME"]
    subprocess.run([sys.executable, "-m", "arpent", "demo"], check=False, stdout=subprocess.DEVNULL)
    serving.PASSWORD = DEMO_PASSWORD
    with serving.served(home) as address:
        cpu, _ = cost_of_children()
        memory = [("start to first answer", f"{cost_of_children()[1]:.0f}", f"{largest():.0f}", f"{cpu:.1f}")]
        session = serving.sign_in(address, "claire@fluviane.example")
        pages = {**PAGES, "company": first(session, address, "/clients/", r"/clients/[0-9a-f-]{36}/")}
        pages["offer"] = first(session, address, "/offers/?state=pending_approval", r"/offers/[0-9a-f-]{36}/") or first(
            session, address, "/offers/", r"/offers/[0-9a-f-]{36}/"
        )
        print_table(
            "Bytes of a first visit: page and all it loads at once",
            ("page", "HTML", "files", "raw kB", "compressed kB"),
            [(name, *weigh(session, address, path)) for name, path in pages.items()],
        )
        for path in islice(cycle(pages.values()), 60):
            session.get(address + path)
        memory.append(("60 pages", f"{cost_of_children()[1]:.0f}", f"{largest():.0f}", ""))
        before = cost_of_children()[0]
        times = [draw(session, f"{address}{pages['offer']}offer.pdf") for _ in range(PAPERS)]
        spent = (cost_of_children()[0] - before) / PAPERS
        memory.append((f"{PAPERS} papers", f"{cost_of_children()[1]:.0f}", f"{largest():.0f}", f"{spent:.2f} a paper"))
        print_table("Memory (PSS) and processor", ("after", "all MB", "largest MB", "CPU s"), memory)
        print(f"a paper: median {sorted(times)[PAPERS // 2] * 1000:.0f} ms")


def draw(session: requests.Session, url: str) -> float:
    """Return how long the PDF of a draft took, in seconds."""
    answer = session.get(url)
    assert answer.headers["Content-Type"] == "application/pdf", answer.status_code
    return answer.elapsed.total_seconds()


def processes() -> list[psutil.Process]:
    """Return the processes started by this one, with their descendants."""
    return psutil.Process().children(recursive=True)


def cost_of_children() -> tuple[float, float]:
    """Return the CPU seconds, of ended children too, and the PSS in MB of the processes of Arpent."""
    found = processes()
    return sum(sum(p.cpu_times()[:4]) for p in found), sum(p.memory_full_info().pss for p in found) / 1e6


def largest() -> float:
    """Return the PSS of the largest process in MB."""
    return max(p.memory_full_info().pss for p in processes()) / 1e6


def first(session: requests.Session, address: str, page: str, pattern: str) -> str:
    """Return the first match of a pattern in a page, "" without any."""
    found = re.search(pattern, session.get(address + page).text)
    return found[0] if found else ""


def weigh(session: requests.Session, address: str, path: str) -> tuple[str, int, str, str]:
    """Return (compressed kB of the HTML, number of files, kB of all raw, kB of all compressed) of a page."""
    page = session.get(address + path)
    raw, small = len(page.content), len(gzip.compress(page.content))
    html = small
    todo = [u.partition("#")[0] for u in re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)]
    if path.startswith("/field/"):
        todo += re.findall(r'data-icons="([^"]+)"', page.text)
    files: set[str] = set()
    while todo:
        url = todo.pop()
        if url in files:
            continue
        files.add(url)
        plain = session.get(address + url, headers={"Accept-Encoding": "identity"})
        packed = session.get(address + url, headers={"Accept-Encoding": "gzip"}, stream=True)
        raw, small = raw + len(plain.content), small + len(packed.raw.read(decode_content=False))
        if url.endswith(".js"):
            folder = str(Path(url).parent)
            todo += [f"{folder}/{name}" for name in re.findall(r'(?:from|import)"\./([\w.-]+\.js)"', plain.text)]
    return f"{html / 1000:.1f}", len(files), f"{raw / 1000:.0f}", f"{small / 1000:.0f}"


if __name__ == "__main__":
    main()
