"""Items of Today from offers: approvals to decide, offers that end, customers to remind."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arpent.kernel.today import TodayContext, TodayItem

from ..queries.listing import count_to_remind, list_ending, list_waiting_approvals


def find_approvals(context: TodayContext) -> list[TodayItem]:
    """Return one item with the number of approvals this person may decide; none without any."""
    waiting = len(list_waiting_approvals(by=context.by))
    if not waiting:
        return []
    text = ngettext("%(n)s offre attend votre accord", "%(n)s offres attendent votre accord", waiting)
    return [TodayItem(text % {"n": waiting}, reverse("offers:approvals"), "shield-check")]


def find_ending(context: TodayContext) -> list[TodayItem]:
    """Return a person's own sent offers that end within three days."""
    label = _("L’offre %(number)s, %(title)s, finit le %(day)s")
    return [
        TodayItem(
            label
            % {
                "number": offer.number,
                "title": offer.title,
                "day": date_format(offer.valid_until, "j F") if offer.valid_until else "",
            },
            reverse("offers:offer", args=[offer.pk]),
            "file-text",
            due=offer.valid_until,
        )
        for offer in list_ending(by=context.by, today=context.day)
    ]


def find_to_remind(context: TodayContext) -> list[TodayItem]:
    """Return one item with the number of a person's own offers to remind; none without any."""
    count = count_to_remind(by=context.by, today=context.day)
    if not count:
        return []
    text = ngettext("%(n)s offre est à relancer", "%(n)s offres sont à relancer", count)
    return [TodayItem(text % {"n": count}, reverse("offers:list") + "?when=remind", "phone")]
