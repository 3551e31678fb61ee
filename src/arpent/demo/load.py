"""Build the firm: industrial pumps, valves and air treatment, near Lyon. Fixed seed; dates relative to today."""

import datetime as dt
import io
import random

from django.utils import timezone

from arpent.accounts.public import create_person, create_team, found_organisation
from arpent.agenda.public import (
    PastVisit,
    accept_plan,
    record_history,
    request_plan,
    run_plan,
    save_appointment,
    set_pattern,
)
from arpent.clients.public import CompanyFilter, Relationship, list_companies, record_on_timeline
from arpent.geography.public import Commune, list_communes
from arpent.imports.public import receive_file, run_import, set_mapping, start_import
from arpent.kernel.errors import DomainError
from arpent.kernel.periods import Week
from arpent.people.public import Role, User, is_empty_base
from arpent.territory.public import (
    DEFAULT_WEIGHTS,
    TargetProfile,
    pick_communes,
    rank_targets,
    save_campaign,
    save_sector,
)
from arpent.web.csv_export import write_verbatim

from .accounts import DEMO_PASSWORD, PEOPLE, email
from .catalogue import make_catalogue
from .deals import make_deals
from .documents import make_documents
from .notes import make_mentions
from .privacy import make_ended_retention
from .rules.names import FAMILY, FIRST, FUNCTIONS, HOURS, NOTES, TRADES, company_name
from .selling import OfferMaker, make_rules
from .todos import make_todos
from .visits import make_forms, make_reports

SEED = 20261124
ACCOUNTS = 140  # per negotiator
FIRM = "Fluviane Équipements"
SECTORS = {
    "claire": ("Rhône et Ain", "69, 01", "69003 Lyon", "car_diesel"),
    "mehdi": ("Isère et Savoies", "38, 73, 74", "38500 Voiron", "car_hybrid"),
    "solene": ("Loire, Drôme, Ardèche", "42, 26, 07", "42000 Saint-Étienne", "car_electric"),
}


def load_demo_firm(*, at: dt.datetime) -> None:
    """Fill an empty database with the firm: people, sectors, companies, six months of visits, a campaign, a planned
    week.
    Raise DomainError demo.founded when a firm exists.
    """
    if not is_empty_base():
        raise DomainError("demo.founded")
    rng = random.Random(SEED)
    people = _people(at)
    admin = people["admin"]
    taken: set[str] = set()
    make_catalogue(people["direction"], at)
    make_documents(people["direction"], people["claire"], FIRM, at)
    make_rules(people["direction"], admin, FIRM, at)
    make_forms(people["direction"], at)
    offers = OfferMaker(at)
    for login, (name, zone, base, vehicle) in SECTORS.items():
        person = people[login]
        save_sector(by=admin, at=at, name=name, holder_id=person.pk, communes=pick_communes(zone))
        set_pattern(
            person_id=person.pk,
            by=person,
            at=at,
            values={
                "start_label": base,
                "end_label": base,
                "vehicle": vehicle,
                "visit_minutes": 45,
                "max_driving_minutes": 300,
            },
        )
        _accounts(person, zone, rng, taken, at)
        _history(person, rng, at)
        for weeks in (0, 1):
            _plan_week(person, Week.of(timezone.localtime(at).date()).shift(weeks), at, fixed=weeks == 1)
        make_deals(person, rng, at, offers)
        make_reports(person, random.Random(login), at)
        make_todos(person, people["responsable"], at)
        make_mentions(people["responsable"], person, at)
    _campaign(people["claire"], at)
    make_ended_retention(people["claire"], admin, at)


def _people(at: dt.datetime) -> dict[str, User]:
    found: dict[str, User] = {}
    team = None
    for login, first, last, role, status in PEOPLE:
        if role == Role.ADMINISTRATOR:
            found[login] = found_organisation(
                name=FIRM,
                email=email(login),
                first_name=first,
                last_name=last,
                password=DEMO_PASSWORD,
                at=at,
                demonstration=True,
            )
            team = create_team(name="Équipe Auvergne-Rhône-Alpes", by=None, at=at)
            continue
        found[login] = create_person(
            email=email(login),
            first_name=first,
            last_name=last,
            role=role,
            status=status,
            at=at,
            team_id=team.pk if team and role != Role.DIRECTION else None,
            password=DEMO_PASSWORD,
        )
    return found


def _accounts(person: User, zone: str, rng: random.Random, taken: set[str], at: dt.datetime) -> None:
    """Import the person's accounts from a file such as a firm would bring."""
    communes = [c for code in zone.split(", ") for c in list_communes(code) if c.population > 900]
    weights = [min(c.population, 60_000) ** 0.7 for c in communes]
    trades = [t for t in TRADES for _ in range(t[4])]
    rows = [_row(rng, rng.choices(communes, weights)[0], rng.choice(trades), taken, at.date()) for _ in range(ACCOUNTS)]
    buffer = io.StringIO(newline="")
    write_verbatim(buffer, [list(rows[0]), *(row.values() for row in rows)])
    content = io.BytesIO(buffer.getvalue().encode("utf-8-sig"))
    file = receive_file(by=person, at=at, name="fichier-commercial.csv", content=content)
    options = {**file.options, "source": "Fichier commercial 2026", "name_place": "create"}
    set_mapping(file_id=file.pk, by=person, mapping=file.mapping, options=options)
    run_import(job_id=start_import(file_id=file.pk, by=person, at=at, queue=False).pk, clock=lambda: at)


Trade = tuple[str, str, tuple[int, int, int], tuple[int, int], int]


def _row(rng: random.Random, commune: Commune, trade: Trade, taken: set[str], today: dt.date) -> dict[str, object]:
    kind = rng.choices(("client", "prospect", "suspect", "ancien client"), (45, 30, 18, 7))[0]
    potential = rng.randint(*trade[3]) // 100 * 100
    interval = (
        rng.choice((30, 45, 60, 90)) if kind == "client" else rng.choice((90, 120, 180)) if kind == "prospect" else ""
    )
    first, last = rng.choice(FIRST), rng.choice(FAMILY)
    number = rng.randint(1, 120)
    street = rng.choice(
        (
            "rue des Tanneurs",
            "avenue de l’Industrie",
            "chemin des Îles",
            "route de la Vallée",
            "rue du Vieux Moulin",
            "allée des Platanes",
        )
    )
    return {
        "Raison sociale": company_name(rng, taken, trade[0], commune.name),
        "Type": kind,
        "Adresse": f"{number} {street}",
        "Code postal": commune.postcodes[0] if commune.postcodes else "",
        "Ville": commune.name,
        "Code INSEE": commune.code,
        # Numbers reserved for fiction by the telecoms regulator: 04 65 71 xx xx.
        "Téléphone": f"04 65 71 {rng.randint(0, 99):02d} {rng.randint(0, 99):02d}",
        "NAF": trade[1],
        "Effectif": rng.choice(trade[2]),
        "Potentiel": potential if rng.random() < 0.9 else "",
        "Fréquence": f"{interval} jours" if interval else "",
        "Prénom": first if rng.random() < 0.8 else "",
        "Nom de famille": last if rng.random() < 0.85 else "",
        "Fonction": rng.choice(FUNCTIONS),
        "Horaires": rng.choice(HOURS),
        "Étiquettes": rng.choice(("", "eau", "process", "air", "eau, contrat")),
        "Durée visite": rng.choice((30, 45, 45, 60)),
    }


def _history(person: User, rng: random.Random, at: dt.datetime) -> None:
    """Give the person six months of visits, and the offers and orders that came of them."""
    today = timezone.localtime(at).date()
    rows = []
    after = ""
    while True:
        page = list_companies(by=person, criteria=CompanyFilter(), today=today, after=after)
        rows += [c for c in page.rows if c.owner_id == person.pk]
        after = page.next
        if not after:
            break
    visits: list[PastVisit] = []
    customers = [c for c in rows if c.relationship == Relationship.CUSTOMER]
    others = [c for c in rows if c.relationship == Relationship.PROSPECT]
    zone = timezone.get_default_timezone()
    for weeks_ago in range(26, 0, -1):
        monday = today - dt.timedelta(days=today.weekday() + 7 * weeks_ago)
        for weekday in range(5):
            for hour in rng.sample((8, 9, 10, 11, 14, 15, 16), rng.choice((1, 2, 3))):
                company = rng.choice(customers if rng.random() < 0.75 else others)
                starts = dt.datetime.combine(
                    monday + dt.timedelta(days=weekday), dt.time(hour, rng.choice((0, 15, 30))), tzinfo=zone
                )
                visits.append(PastVisit(company.pk, starts, rng.choice((30, 45, 60)), rng.choice(NOTES)))
    record_history(by=person, person=person, at=at, visits=visits)
    for company in rng.sample(customers, 12):
        amount = rng.randint(8, 240) * 100
        when = at - dt.timedelta(days=rng.randint(3, 150))
        record_on_timeline(
            company_id=company.pk,
            by=person,
            at=at,
            kind="offer",
            title=f"Offre {when:%y%m}-{rng.randint(100, 999)}",
            amount=amount,
            happened_at=when,
        )
        if rng.random() < 0.5:
            later = min(at, when + dt.timedelta(days=rng.randint(5, 30)))
            record_on_timeline(
                company_id=company.pk,
                by=person,
                at=at,
                kind="order",
                title="Commande reçue",
                amount=amount,
                happened_at=later,
            )


def _plan_week(person: User, week: Week, at: dt.datetime, *, fixed: bool) -> None:
    """Give the person an accepted plan of a week, around two fixed appointments if asked; a week that is over stays."""
    zone = timezone.get_default_timezone()
    page = list_companies(
        by=person, criteria=CompanyFilter(relationship=("customer",), sort="-potential"), today=at.date()
    )
    first = [c for c in page.rows if c.owner_id == person.pk][:2] if fixed else []
    for weekday, company in zip((1, 3), first, strict=False):
        starts = dt.datetime.combine(week.day(weekday), dt.time(10 if weekday == 1 else 15), tzinfo=zone)
        save_appointment(
            by=person,
            at=at,
            person_id=person.pk,
            starts_at=starts,
            minutes=60,
            company_id=company.pk,
            note="Rendez-vous pris au téléphone",
        )
    try:
        _, job = request_plan(by=person, at=at, person_id=person.pk, week=week, queue=False)
    except DomainError as refusal:
        if refusal.code == "agenda.week_closed":
            return
        raise
    plan = run_plan(job_id=job.pk, clock=lambda: at)
    assert plan is not None
    if plan.problem:
        raise DomainError(plan.problem, **plan.problem_facts)
    accept_plan(plan_id=plan.pk, by=person, at=at)


def _campaign(person: User, at: dt.datetime) -> None:
    targets = rank_targets(
        by=person,
        for_person=person,
        profile=TargetProfile(("36", "37", "93.11Z")),
        weights=DEFAULT_WEIGHTS,
        relationships=("suspect", "prospect"),
        near=[(45.757, 4.846)],
        today=at.date(),
        limit=40,
    )
    if targets:
        save_campaign(
            by=person,
            at=at,
            name="Piscines et régies, printemps",
            weights=DEFAULT_WEIGHTS,
            profile={"naf": "36, 37, 93.11Z"},
            targets=targets,
        )
