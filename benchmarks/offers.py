"""Measure offers: 50,000 of 20 lines in lists; 300 lines recalculated; a document of 200 lines with pictures."""

import datetime as dt
import io
import json
import os
import random
import statistics
import time
from decimal import Decimal
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from arpent.accounts.public import create_person, found_organisation  # noqa: E402
from arpent.catalogue.public import add_version, save_document, save_family, save_product  # noqa: E402
from arpent.clients.public import create_company  # noqa: E402
from arpent.deals.public import open_deal  # noqa: E402
from arpent.history.models.triggers import install_triggers  # noqa: E402
from arpent.offers.documents.grid import grid_data  # noqa: E402
from arpent.offers.models import NumberSequence, Offer, OfferLine, OfferVersion, Outcome  # noqa: E402
from arpent.offers.printing.documents.rendering import render_quote  # noqa: E402
from arpent.offers.queries.calculation import calculate_quote  # noqa: E402
from arpent.offers.queries.versions import get_version, list_lines  # noqa: E402
from arpent.offers.testing import open_offer, read_edit, save_lines  # noqa: E402
from arpent.people.public import User  # noqa: E402

from .served import CONNECTIONS, PASSWORD, measure, served, sign_in  # noqa: E402
from .tables import print_table  # noqa: E402

OFFERS = int(os.environ.get("ARPENT_BENCH_OFFERS", "50000"))
LINES, DEALS = 20, 2500
STATES = ("draft", "pending_approval", "sent", "sent", "signed", "signed", "refused", "refused")


def fill() -> tuple[User, User, list]:
    """Write companies, deals and offers of two users; return (administrator, negotiator, deals)."""
    call_command("migrate", verbosity=0)
    at = timezone.now()
    admin = found_organisation(
        name="Mesure", email="admin@example.org", first_name="M", last_name="E", password=PASSWORD, at=at
    )
    rep = create_person(
        email="rep@example.org", first_name="R", last_name="P", role="negotiator", at=at, password=PASSWORD
    )
    companies = [
        create_company(by=rep, at=at, values={"name": f"Client {i}", "relationship": "customer"}, site={"city": "Lyon"})
        for i in range(500)
    ]
    step = {"next_step": "Appeler", "next_step_on": at.date()}
    deals = [
        open_deal(
            by=admin,
            at=at,
            company_id=companies[i % 500].pk,
            owner_id=rep.pk if i % 3 else admin.pk,
            values={"title": f"Affaire {i}", **step},
        )
        for i in range(DEALS)
    ]
    fill_offers(deals, admin, at)
    return admin, rep, deals


def fill_offers(deals: list, admin: User, at: dt.datetime) -> None:
    """Write the offers straight into their tables, without audit trail, which is not measured here."""
    drop_triggers()
    rng = random.Random(7)
    for start in range(0, OFFERS, 2000):
        offers, versions, lines, ends = [], [], [], []
        for i in range(start, min(start + 2000, OFFERS)):
            state, opened_at = STATES[i % len(STATES)], at - dt.timedelta(minutes=9 * (OFFERS - i))
            net = Decimal(rng.randint(900, 90_000))
            until = (opened_at + dt.timedelta(days=rng.randint(5, 400))).date()
            offer = Offer(
                deal=deals[i % DEALS],
                owner_id=deals[i % DEALS].owner_id,
                year=2026,
                sequence=i + 1,
                title=f"Offre {i}",
                state=state,
                net=net,
                pocket=net * Decimal("0.97"),
                cost=net * Decimal("0.7"),
                valid_until=until,
                created_at=opened_at,
                sent_at=None if state in ("draft", "pending_approval") else opened_at,
                remind_on=until if state == "sent" else None,
            )
            version = OfferVersion(
                offer=offer,
                number=1,
                state=state,
                priced_on=opened_at.date(),
                valid_until=until,
                created_at=opened_at,
                created_by=admin,
            )
            offers.append(offer)
            versions.append(version)
            lines += [
                OfferLine(
                    version=version,
                    key=uuid4().hex,
                    position=n * 1024.0,
                    label=f"Ligne {n}",
                    quantity=Decimal(n % 5 + 1),
                    list_price=Decimal(45 + n),
                    cost=Decimal(30),
                )
                for n in range(1, LINES + 1)
            ]
            if state in ("signed", "refused"):
                ends.append(
                    Outcome(
                        offer=offer,
                        owner_id=offer.owner_id,
                        price_index=Decimal(rng.randint(80, 110)) / 100,
                        pressure=i % 5,
                        competitor=bool(i % 2),
                        net=net,
                        sent_on=opened_at.date(),
                        result="won" if rng.random() < 0.4 else "lost",
                        reason="price",
                        closed_on=opened_at.date(),
                        segment=("", "A", "B")[i % 3],
                    )
                )
        Offer.objects.bulk_create(offers)
        OfferVersion.objects.bulk_create(versions)
        OfferLine.objects.bulk_create(lines, batch_size=2000)
        Outcome.objects.bulk_create(ends)
    NumberSequence.objects.create(year=2026, last=OFFERS)
    install_triggers()


def drop_triggers() -> None:
    """Drop the triggers of the offers' tables (SQLite)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'offers_%%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def timed(run: object, times: int = 15) -> tuple[float, float]:
    """Return the median and the maximum CPU time of calls, in ms."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        run()  # type: ignore[operator]
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent), max(spent)


def measure_one(admin: User, deal: object) -> list[tuple[str, int, str, str, str]]:
    """Return rows with the CPU times of one large offer: its figures, a saved cell, its PDF."""
    at = timezone.now()
    family = save_family(by=admin, at=at, values={"name": "Pièces"})
    picture = make_picture()
    for i in range(40):
        product = save_product(
            by=admin,
            at=at,
            values={
                "family_id": family.pk,
                "reference": f"REF-{i}",
                "name": f"Produit {i}",
                "purchase_cost": Decimal(40),
            },
        )
        photo = save_document(
            by=admin, at=at, values={"title": f"Photo {i}", "kind": "photo", "product_id": product.pk}
        )
        add_version(
            by=admin,
            at=at,
            document_id=photo.pk,
            name="photo.png",
            content=io.BytesIO(picture),
            size=len(picture),
            values={"language": "fr", "valid_from": at.date(), "valid_to": None},
        )
    rows = []
    for count in (200, 300):
        offer = open_offer(by=admin, at=at, deal_id=deal.pk, title=f"{count} lignes")  # type: ignore[attr-defined]
        edits = [
            read_edit(
                {"key": uuid4().hex, "values": {"reference": f"REF-{i % 40}", "price": str(50 + i), "quantity": "3"}}
            )
            for i in range(count)
        ]
        save_lines(by=admin, at=at, offer_id=offer.pk, edits=edits)

        def figures(pk: object = offer.pk) -> None:
            version = get_version(offer_id=pk, by=admin)
            grid_data(calculate_quote(version=version, by=admin, day=at.date()))  # type: ignore[arg-type]

        median, worst = timed(figures)
        rows.append(
            (
                "figures of the whole, from the base to the page's JSON",
                count,
                f"{median:.0f}",
                f"{worst:.0f}",
                "100" if count == 300 else "",
            )
        )
        state = {"n": 1}

        def cell(pk: object = offer.pk, state: dict[str, int] = state) -> None:
            version = get_version(offer_id=pk, by=admin)  # type: ignore[arg-type]
            line = list_lines(version=version, by=admin)[5]
            state["n"] += 1
            saved = save_lines(
                by=admin,
                at=at,
                offer_id=pk,
                edits=[read_edit({"key": line.key, "values": {"quantity": str(state["n"])}})],
            )  # type: ignore[arg-type]
            json.dumps(grid_data(calculate_quote(version=saved.version, by=admin, day=at.date(), lines=saved.lines)))

        median, worst = timed(cell)
        rows.append(
            (
                "one cell saved and all recalculated",
                count,
                f"{median:.0f}",
                f"{worst:.0f}",
                "100" if count == 300 else "",
            )
        )

        def paper(pk: object = offer.pk) -> None:
            render_quote(version=get_version(offer_id=pk, by=admin), by=admin, day=at.date())  # type: ignore[arg-type]

        paper()  # the small pictures are drawn once, when a photograph is first printed
        median, worst = timed(paper, 5)
        rows.append(
            (
                "paper (PDF/A-3a, PDF/UA), a picture on each line",
                count,
                f"{median:.0f}",
                f"{worst:.0f}",
                "1000" if count == 200 else "",
            )
        )
    return rows


def make_picture() -> bytes:
    """Return a PNG of 600 x 600 pixels."""
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((600, 600), 60).convert("RGB").save(out, "PNG")
    return out.getvalue()


def main() -> None:
    """Fill the database and print the times of one offer and of the pages of all."""
    start = time.perf_counter()
    admin, _rep, deals = fill()
    print(f"{OFFERS:,} offers of {LINES} lines written in {time.perf_counter() - start:.0f} s", flush=True)
    rows = measure_one(admin, deals[0])
    print_table("One offer (CPU time)", ("what", "lines", "median ms", "worst ms", "goal"), rows)
    with served(str(settings.ARPENT_HOME)) as address:
        served_rows = []
        for who in ("admin", "rep"):
            session = sign_in(address, f"{who}@example.org")
            pages = {
                "list": ["/offers/", "/offers/?page=400", "/offers/?sort=net", "/offers/?sort=valid"],
                "list, filtered": [
                    "/offers/?state=sent",
                    "/offers/?when=remind",
                    "/offers/?when=ending",
                    "/offers/?text=O-2026-04321",
                    "/offers/?text=offre+12",
                ],
                "won and lost": ["/reports/win-rate/"],
                "today": ["/"],
            }
            served_rows += [measure(who, name, address, session, paths) for name, paths in pages.items()]
    print_table(
        f"{OFFERS:,} offers of {LINES} lines, {CONNECTIONS} connections, SQLite (goal: p95 200 ms, 0 errors)",
        ("who", "page", "requests", "p50 ms", "p95 ms", "req/s", "errors"),
        served_rows,
    )


if __name__ == "__main__":
    main()
