"""Entries of the Today page: reports that did not arrive, submissions to resolve."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arpent.kernel.today import TodayContext, TodayItem

from ..queries.sorting import count_open, list_alarms


def find_phone_work(context: TodayContext) -> list[TodayItem]:
    """Return an entry for the first device with missing reports, and one with the number of open submissions."""
    items, url = [], reverse("sync:home")
    for row in list_alarms(by=context.by, now=context.now)[:1]:
        text = _("Des saisies de %(name)s ne sont pas arrivées : demandez-lui son téléphone")
        items.append(TodayItem(text % {"name": row.device.person.full_name}, url, "device-mobile"))
    if count := count_open(by=context.by):
        text = ngettext("%(n)s saisie du mobile à traiter", "%(n)s saisies du mobile à traiter", count)
        items.append(TodayItem(text % {"n": count}, url, "device-mobile"))
    return items
