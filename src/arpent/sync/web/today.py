"""Entries of the Today page: reports that did not arrive, submissions to resolve."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from arpent.kernel.today import TodayContext, TodayItem
from arpent.web.templatetags.web_tags import ago

from ..queries.sorting import list_alarms, list_open

MAX_ITEMS = 3


def find_phone_work(context: TodayContext) -> list[TodayItem]:
    """Return an entry for the first device with missing reports, and one for each of the first open submissions."""
    items, url = [], reverse("sync:home")
    for row in list_alarms(by=context.by, now=context.now)[:1]:
        text = _("Des saisies de %(name)s ne sont pas arrivées : demandez-lui son téléphone")
        items.append(TodayItem(text % {"name": row.device.person.full_name}, url, "device-mobile"))
    for version in list_open(by=context.by, limit=MAX_ITEMS):
        submission, page = version.submission, reverse("sync:version", args=[version.pk])
        since = _("reçue %(ago)s") % {"ago": ago(localdate(version.received_at))}
        items.append(
            TodayItem(
                _("Saisie du mobile : %(what)s") % {"what": submission},
                page,
                "device-mobile",
                detail=f"{submission.person.full_name} · {since}",
                act=_("Traiter"),
                act_url=page,
            )
        )
    return items
