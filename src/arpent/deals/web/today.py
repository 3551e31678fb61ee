"""Items and sections of Today from deals: overdue steps, requests without answer, forecast."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arpent.kernel.today import TodayContext, TodayItem, TodayRow, TodaySection
from arpent.web.templatetags.web_tags import ago, euros

from ..queries.forecasting import deal_forecast
from ..queries.listing import DealFilter
from ..queries.team_attention import late_steps_by_person, list_late_deals, list_waiting_requests

MAX_ITEMS = 5
MAX_ROWS = 6
MONTHS = 3
# From so many overdue steps on, a person is marked as needing help.
MANY_LATE_STEPS = 3


def find_late_deals(context: TodayContext) -> list[TodayItem]:
    """Return the person's own deals whose next step is overdue, the oldest first."""
    items = []
    for row in list_late_deals(by=context.by, today=context.day, limit=MAX_ITEMS):
        deal, url = row.deal, reverse("deals:deal", args=[row.deal.pk])
        parts = (row.company, euros(deal.amount), _("prévu %(ago)s") % {"ago": ago(deal.next_step_on)})
        detail = " · ".join(x for x in parts if x)
        label = f"{deal.next_step or _('Prochaine action')} · {deal.title}"
        edit = reverse("deals:edit", args=[deal.pk])
        items.append(TodayItem(label, url, "briefcase", deal.next_step_on, detail, _("Mettre à jour"), edit))
    return items


def find_late_people(context: TodayContext) -> TodaySection:
    """Return who of the team has overdue steps; those who have many need help."""
    board = reverse("deals:board")
    rows = [
        TodayRow(
            late.name,
            ngettext("%(n)d étape en retard", "%(n)d étapes en retard", late.count) % {"n": late.count}
            + " · "
            + _("la plus ancienne %(ago)s") % {"ago": ago(late.oldest)},
            f"{board}?when=late&owner={late.owner_id}",
            is_alert=late.count >= MANY_LATE_STEPS,
        )
        for late in late_steps_by_person(by=context.by, today=context.day)
    ]
    return TodaySection(_("Étapes en retard par personne"), rows, f"{board}?when=late")


def find_requests(context: TodayContext) -> TodaySection:
    """Return the requests without answer, the first due first."""
    rows = [
        TodayRow(
            f"{request.name} · {request.deal.title}",
            _("réponse attendue %(ago)s") % {"ago": ago(request.due_on)},
            reverse("deals:deal", args=[request.deal_id]),
        )
        for request in list_waiting_requests(by=context.by, limit=MAX_ROWS)
    ]
    return TodaySection(_("Demandes sans réponse"), rows)


def find_forecast(context: TodayContext) -> TodaySection:
    """Return the forecast of the first months."""
    months = deal_forecast(by=context.by, criteria=DealFilter(), today=context.day)
    rows = [
        TodayRow(
            date_format(month.month, "F Y"),
            _("%(weighted)s pondéré, de %(low)s à %(high)s")
            % {"weighted": euros(month.weighted), "low": euros(month.low), "high": euros(month.high)},
        )
        for month in months
        if month.month and month.deals
    ]
    return TodaySection(_("Prévision"), rows[:MONTHS], reverse("deals:forecast"))
