"""Measure the search of the palette and the list of companies: misspelled names found, latency, on either database."""

import os
import random
import statistics
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from arpent.accounts.public import found_organisation  # noqa: E402
from arpent.clients.models import Company, SearchEntry, Site  # noqa: E402
from arpent.clients.public import CompanyFilter, count_companies, list_companies, search  # noqa: E402
from arpent.geography.public import list_communes, list_departements  # noqa: E402
from arpent.kernel.ids import new_id  # noqa: E402
from arpent.kernel.text import fold  # noqa: E402

from .firms import SYLLABLES  # noqa: E402
from .tables import print_table  # noqa: E402

ROWS = int(os.environ.get("ARPENT_BENCH_ROWS", "100000"))
NAMES = 40
TRADES = ("Électricité", "Pompes", "Établissements", "Menuiserie", "Plomberie", "Société", "Atelier", "Garage")


def main() -> None:
    """Fill the database and print hits and latencies of searches and filters."""
    call_command("migrate", verbosity=0)
    by = found_organisation(
        name="Mesure",
        email="m@example.org",
        first_name="M",
        last_name="E",
        password="cheval-agrafe-batterie",
        at=timezone.now(),
    )
    names = fill(by)
    rng = random.Random(9)
    sample = rng.sample(sorted(names.items(), key=str), NAMES)
    rows = [measure(title, by, sample, spoil) for title, spoil in SPOILS.items()]
    head = ("typed", "among the 12", "first", "median ms", "p95 ms")
    print_table(f"{NAMES} names among {ROWS:,} companies, {connection.vendor}", head, rows)
    print_table(
        "The list of companies, filtered", ("filter", "rows", "list ms", "count ms"), [listed(by, w) for w in FILTERS]
    )


def fill(by: Any) -> dict[Any, str]:
    """Write companies with a name of four to five syllables, so that few are homonyms; return the name by id."""
    rng, names = random.Random(5), {}
    communes = [c for d in list_departements() if len(d) == 2 for c in list_communes(d) if c.population > 1500]
    for start in range(0, ROWS, 5000):
        companies, sites, lines = [], [], []
        for _ in range(start, min(ROWS, start + 5000)):
            own = "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((4, 5)))).capitalize()
            name, commune = f"{rng.choice(TRADES)} {own}", rng.choice(communes)
            company = Company(id=new_id(), name=name, name_key=fold(name), owner=by, created_at=timezone.now())
            place = f"{(commune.postcodes or ('',))[0]} {commune.name}"
            site = Site(
                company=company, is_main=True, postcode=place[:5].strip(), city=commune.name, commune_code=commune.code
            )
            lines.append(
                SearchEntry(
                    company=company,
                    kind="company",
                    record_id=company.pk,
                    label=name,
                    detail=place,
                    text=fold(f"{name} {place}"),
                )
            )
            companies.append(company)
            sites.append(site)
            names[company.pk] = name
        for model, made in ((Company, companies), (Site, sites), (SearchEntry, lines)):
            model.objects.bulk_create(made, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return names


def _swap(word: str, rng: random.Random) -> str:
    i = rng.randrange(1, len(word) - 2)
    return word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _drop(word: str, rng: random.Random) -> str:
    i = rng.randrange(1, len(word) - 1)
    return word[:i] + word[i + 1 :]


def _change(word: str, rng: random.Random) -> str:
    i = rng.randrange(1, len(word) - 1)
    return word[:i] + rng.choice("aeioubcdlmnprst") + word[i + 1 :]


SPOILS: dict[str, Any] = {
    "as written": lambda w, rng: w,
    "one pair swapped": _swap,
    "one letter missing": _drop,
    "one letter wrong": _change,
    "two errors": lambda w, rng: _change(_drop(w, rng), rng),
}


def measure(title: str, by: Any, sample: list[tuple[Any, str]], spoil: Any) -> tuple[Any, ...]:
    """Return a row: how many names are found when typed with a kind of error, and the latency in ms."""
    rng, found, first, times = random.Random(3), 0, 0, []
    for pk, name in sample:
        trade, own = name.split(" ", 1)
        text = f"{trade} {spoil(own.lower(), rng)}"
        start = time.perf_counter()
        hits = search(by=by, text=text)
        times.append((time.perf_counter() - start) * 1000)
        found += pk in {h.company_id for h in hits}
        first += bool(hits) and hits[0].company_id == pk
    times.sort()
    return (
        title,
        f"{found}/{NAMES}",
        f"{first}/{NAMES}",
        f"{statistics.median(times):.0f}",
        f"{times[int(len(times) * 0.95)]:.0f}",
    )


FILTERS = [
    CompanyFilter(),
    CompanyFilter(departement="69"),
    CompanyFilter(departement="59"),
    CompanyFilter(text="lyon"),
    CompanyFilter(text="electricite mal"),
    CompanyFilter(departement="69", sort="-potential"),
]


def listed(by: Any, criteria: CompanyFilter) -> tuple[Any, ...]:
    """Return a row: a filter, its number of companies, and the median ms of the list and of the count."""
    today, list_times, count_times = timezone.localdate(), [], []
    rows = 0
    for _ in range(9):
        start = time.perf_counter()
        list_companies(by=by, criteria=criteria, today=today)
        middle = time.perf_counter()
        rows = count_companies(by=by, criteria=criteria, today=today)
        list_times.append((middle - start) * 1000)
        count_times.append((time.perf_counter() - middle) * 1000)
    label = " ".join(f"{k}={','.join(v)}" for k, v in criteria.as_query().items()) or "none"
    return label, rows, f"{statistics.median(list_times):.1f}", f"{statistics.median(count_times):.1f}"


if __name__ == "__main__":
    main()
