"""Creates offers from solutions, refreshes their prices, creates new versions, deletes offers that were never
sent.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.utils.timezone import localdate

from arpent.catalogue.public import get_price_list, terms_of_sale_on
from arpent.database.lengths import checked_text, fitted
from arpent.deals.permissions import DealPermission
from arpent.deals.public import get_deal, open_deal
from arpent.history.public import operation
from arpent.kernel.errors import DomainError
from arpent.kernel.ids import new_id
from arpent.people.public import User, require_permission
from arpent.pricing.public import regime_of
from arpent.solutions.public import Solution, get_solution, list_id_for, list_solutions

from ..approval.queries.policies import policy_on
from ..models import NumberSequence, Offer, OfferLine, OfferVersion
from ..printing.queries.customer import get_customer, get_usual_contact, seller_place
from ..queries.catalogue import price_references
from ..queries.versions import get_version, list_lines
from ..rules.lifecycle import OPEN, OUT, State, check_open
from ..rules.line_positions import STEP
from .line_prices import STORED_FIELDS, apply_catalogue
from .totals import recalculate_version, update_deal_amount


def open_offer_with_deal(
    *, by: User, at: dt.datetime, company_id: UUID, title: str, next_step: str, next_step_on: dt.date
) -> Offer:
    """Open a deal of a company and an offer in it, both with this title, as one operation.

    Raise NotFound for a company out of reach, ValidationErrors for an empty or too long title.
    """
    with operation(by=by, at=at, kind="offers.offer", label=title):
        values = {"title": title, "next_step": next_step, "next_step_on": next_step_on}
        deal = open_deal(by=by, at=at, company_id=company_id, values=values)
        return open_offer(by=by, at=at, deal_id=deal.pk, title=title)


def open_offer(
    *,
    by: User,
    at: dt.datetime,
    deal_id: UUID,
    title: str = "",
    solution_ids: Sequence[UUID] = (),
    list_id: UUID | None = None,
    usual_list: bool = True,
    offer_id: UUID | None = None,
) -> Offer:
    """Create an offer in a deal. Its first version contains, for each given solution, a section, its parts and its
    extras.

    ``list_id``: price list; without it, ``usual_list`` takes the list of the first solution, else the customer's.
    ``offer_id``: id assigned by the device. The other conditions come from the policy of the day and the customer's
    place.

    Raise DomainError "offers.other_deal" for a solution of another deal, NotFound for a deal or solution the person
    does not see, ValidationErrors "database.text_too_long" for the title.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    title = checked_text(Offer, "title", title)
    deal = get_deal(deal_id=deal_id, by=by)
    solutions = [get_solution(solution_id=s, by=by) for s in solution_ids]
    if any(s.deal_id != deal.pk for s in solutions):
        raise DomainError("offers.other_deal")
    if list_id is None and usual_list:
        solution_list_id = solutions[0].price_list_id if solutions else None
        list_id = solution_list_id or list_id_for(company_id=deal.company_id, by=by)
    price_list = get_price_list(list_id=list_id, by=by) if list_id else None
    day = localdate(at)
    with operation(by=by, at=at, kind="offers.offer", label=(title or deal.title)):
        deal = get_deal(deal_id=deal_id, by=by, lock=True)
        policy = policy_on(by=by, day=day)
        place = get_customer(company_id=deal.company_id, by=by)
        offer = Offer.objects.create(
            id=offer_id or new_id(),
            deal=deal,
            owner_id=deal.owner_id,
            year=day.year,
            sequence=_next_sequence(day.year),
            title=title or fitted(Offer, "title", deal.title),
            created_at=at,
        )
        version = OfferVersion(
            offer=offer,
            number=1,
            created_at=at,
            created_by=by,
            price_list=price_list,
            priced_on=day,
            currency=price_list.currency if price_list else "EUR",
            rate=price_list.rate if price_list else Decimal(1),
            regime=regime_of(place.country, place.postcode, *seller_place(), on=day).value,
            valid_until=day + dt.timedelta(days=policy.validity_days),
            deposit_percent=policy.deposit_percent,
            payment_days=policy.payment_days,
            financing_rate_percent=policy.financing_rate_percent,
            warranty_percent=policy.warranty_percent,
            commission_percent=policy.commission_percent,
            language="fr" if place.country in ("FR", "BE", "LU", "CH", "MC") else "en",
            incoterm_place=place.city,
            contact_id=get_usual_contact(company_id=deal.company_id, by=by),
        )
        version.terms = terms_of_sale_on(by=by, day=day, language=version.language)
        version.save(force_insert=True)
        add_solutions(version=version, solutions=solutions, by=by, day=day)
        recalculate_version(version=version, by=by)
    return offer


def _next_sequence(year: int) -> int:
    """Return the next offer number of a year, with a row lock; numbers are never reused."""
    NumberSequence.objects.get_or_create(year=year)
    numbers = NumberSequence.objects.select_for_update().get(year=year)
    numbers.last += 1
    numbers.save(update_fields=["last"])
    return numbers.last


def add_solutions(*, version: OfferVersion, solutions: Sequence[Solution], by: User, day: dt.date) -> None:
    """Append the lines of solutions of one deal to a version, at the catalogue prices of a day."""
    if not solutions:
        return
    evaluations = {w.solution.pk: w for w in list_solutions(deal_id=solutions[0].deal_id, by=by, day=day)}
    existing = list_lines(version=version, by=by)
    position = max((x.position for x in existing), default=0.0)
    added = []
    for solution in solutions:
        row = evaluations[solution.pk]
        position += STEP
        name = f"{solution.quantity} × {solution.name}" if solution.quantity > 1 else solution.name
        added.append(
            OfferLine(
                version=version,
                key=uuid4().hex,
                position=position,
                kind="section",
                label=fitted(OfferLine, "label", name),
            )
        )
        catalogue_lines = price_references(
            version=version, by=by, quantities=[(x.reference, Decimal(x.quantity)) for x in row.lines]
        )
        for part, catalogue_line in zip(row.lines, catalogue_lines, strict=True):
            position += STEP
            line = OfferLine(
                version=version,
                key=uuid4().hex,
                position=position,
                kind="product",
                reference=part.reference,
                label=fitted(OfferLine, "label", part.name),
                quantity=Decimal(part.quantity),
            )
            if catalogue_line:
                apply_catalogue(line, catalogue_line, fresh=True)
            added.append(line)
    OfferLine.objects.bulk_create(added)


def refresh_prices(*, by: User, at: dt.datetime, offer_id: UUID) -> OfferVersion:
    """Apply today's catalogue prices and costs to the product lines of the open version; return it.

    Manual prices and discounts are unchanged, and so are products without a price in the list. Raise DomainError
    "offers.frozen" for a sent version.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="offers.prices") as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        check_open(version.state)
        op.describe(version.label)
        version.priced_on = localdate(at)
        lines = list_lines(version=version, by=by)
        products = [x for x in lines if x.kind == "product"]
        catalogue_lines = price_references(
            version=version, by=by, quantities=[(x.reference, x.quantity) for x in products]
        )
        version.revision += 1
        changed = []
        for line, catalogue_line in zip(products, catalogue_lines, strict=True):
            # Without a price in the list, the price is unchanged.
            if catalogue_line and catalogue_line.active and (catalogue_line.list_price or not line.list_price):
                apply_catalogue(line, catalogue_line, fresh=False)
                line.cost, line.delivery_days, line.product_id = (
                    catalogue_line.cost,
                    catalogue_line.delivery_days,
                    catalogue_line.product_id,
                )
                changed.append(line)
        OfferLine.objects.visible_to(by).bulk_update(changed, STORED_FIELDS)
        version.save(update_fields=["priced_on", "revision"])
        recalculate_version(version=version, by=by)
    return version


COPIED = [
    f.attname
    for f in OfferVersion._meta.local_fields
    if f.attname
    not in (
        "id",
        "number",
        "state",
        "revision",
        "created_at",
        "created_by_id",
        "sent_at",
        "sent_by_id",
        "snapshot",
        "fingerprint",
        "document_data",
        "parties",
        "approval_level",
        "loss_case",
        "loss_reason",
        "loss_lines",
        "loss_by_id",
        "loss_at",
    )
]


def new_version(*, by: User, at: dt.datetime, offer_id: UUID) -> OfferVersion:
    """Create the next version: a draft with the same lines and conditions, and today's general terms.

    The sent version can still be signed until the next one is sent. Raise DomainError "offers.still_open" while the
    last version can be edited, "offers.already_signed" once it is signed.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="offers.version") as op:
        last = get_version(offer_id=offer_id, by=by, lock=True)
        if last.state in OPEN:
            raise DomainError("offers.still_open", version=last.number)
        if last.state == State.SIGNED:
            raise DomainError("offers.already_signed")
        values: dict[str, Any] = {n: getattr(last, n) for n in COPIED}
        policy = policy_on(by=by, day=localdate(at))
        values["valid_until"] = max(
            last.valid_until or localdate(at), localdate(at) + dt.timedelta(days=policy.validity_days)
        )
        version = OfferVersion(number=last.number + 1, created_at=at, created_by=by, **values)
        version.terms = terms_of_sale_on(by=by, day=localdate(at), language=version.language)
        version.save(force_insert=True)
        lines = list_lines(version=last, by=by)
        OfferLine.objects.bulk_create([_copy(x, version) for x in lines])
        version.offer = last.offer
        op.describe(version.label)
        recalculate_version(version=version, by=by)
    return version


def _copy(line: OfferLine, version: OfferVersion) -> OfferLine:
    names = [f.attname for f in OfferLine._meta.local_fields if f.attname not in ("id", "version_id")]
    return OfferLine(version=version, **{n: getattr(line, n) for n in names})


def remove_offer(*, by: User, at: dt.datetime, offer_id: UUID) -> UUID:
    """Delete an offer that was never sent (undoable); return the deal's id.

    Raise DomainError "offers.has_sent_version" when a version was sent, NotFound for an invisible offer.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="offers.offer_removed") as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        op.describe(str(version.offer))
        sent = OfferVersion.objects.visible_to(by).filter(offer=offer_id, state__in=[s.value for s in OUT])
        if sent.exists():
            raise DomainError("offers.has_sent_version")
        deal_id: UUID = version.offer.deal_id
        version.offer.delete()  # delete() clears pk: the deal's amount then depends on the other offers
        update_deal_amount(offer=version.offer, by=by)
    return deal_id
