"""Items and sections of Today from offers: approvals to decide, offers that end, follow-ups, orders of the month."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arpent.kernel.today import TodayContext, TodayItem, TodayRow, TodaySection
from arpent.people.public import Role
from arpent.pricing.public import Margin
from arpent.web.templatetags.web_tags import ago, euros

from ..queries.listing import ListedOffer, has_sent_offer, list_ending, list_to_remind, list_waiting_approvals
from ..queries.orders_of_month import MonthOrders, orders_of_month

MAX_ITEMS = 5


def find_approvals(context: TodayContext) -> list[TodayItem]:
    """Return the approvals this person may decide, the oldest first, each with the customer and the amount."""
    items = []
    for approval in list_waiting_approvals(by=context.by)[:MAX_ITEMS]:
        offer, url = approval.version.offer, reverse("offers:approval", args=[approval.pk])
        since = _("demandé par %(who)s, %(ago)s") % {
            "who": approval.requested_by.full_name,
            "ago": ago(localdate(approval.requested_at)),
        }
        detail = f"{offer.deal.company.name} · {euros(offer.net)} · {since}"
        items.append(TodayItem(offer.number, url, "shield-check", detail=detail, act=_("Décider"), act_url=url))
    return items


def find_ending(context: TodayContext) -> list[TodayItem]:
    """Return a person's own sent offers that end within three days."""
    items = []
    for row in list_ending(by=context.by, today=context.day):
        day = date_format(row.offer.valid_until, "j F") if row.offer.valid_until else ""
        items.append(_item(row, "file-text", _("finit le %(day)s") % {"day": day}))
    return items


def find_to_remind(context: TodayContext) -> list[TodayItem]:
    """Return a person's own offers to follow up, the earliest first."""
    rows = list_to_remind(by=context.by, today=context.day, limit=MAX_ITEMS)
    return [_item(row, "phone", _sent(row)) for row in rows]


def _sent(row: ListedOffer) -> str:
    sent_at = row.offer.sent_at
    return _("envoyée %(ago)s") % {"ago": ago(localdate(sent_at))} if sent_at else ""


def _item(row: ListedOffer, icon: str, when: str) -> TodayItem:
    offer = row.offer
    return TodayItem(
        f"{offer.number} · {row.company or offer.title}",
        reverse("offers:offer", args=[offer.pk]),
        icon,
        due=offer.valid_until,
        detail=" · ".join(x for x in (euros(offer.net), when) if x),
        act=_("Relancer"),
        act_url=reverse("offers:reminder", args=[offer.pk]),
    )


def find_orders(context: TodayContext) -> TodaySection:
    """Return the orders of the month against last year's: by person for a manager, by team for the direction."""
    by_team = context.by.role == Role.DIRECTION
    found = orders_of_month(by=context.by, today=context.day, by_team=by_team)
    url = reverse("offers:list") + "?state=signed"
    rows = [TodayRow(orders.name or _("Ensemble"), _orders_text(orders)) for orders in found]
    if not rows:
        rows = [TodayRow(_("Aucune commande ce mois-ci"), "")]
    return TodaySection(_("Commandes de %(month)s") % {"month": date_format(context.day, "F Y")}, rows, url)


def _orders_text(orders: MonthOrders) -> str:
    count = ngettext("%(n)d commande", "%(n)d commandes", orders.count) % {"n": orders.count}
    margin = Margin(orders.pocket, orders.cost).on_price_shown
    parts = [euros(orders.net), count]
    if margin is not None and orders.count:
        parts.append(_("marge nette %(percent)s %%") % {"percent": _percent(margin)})
    parts.append(_("mois précédent %(amount)s") % {"amount": euros(orders.month_before)})
    parts.append(_("un an avant %(amount)s") % {"amount": euros(orders.year_before)})
    return " · ".join(parts)


def _percent(value: object) -> str:
    return str(value).replace(".", ",")


def has_offer_sent(context: TodayContext) -> bool:
    """Return whether the user has sent an offer."""
    return has_sent_offer(by=context.by)
