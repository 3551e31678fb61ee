"""The list of deals."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arpent.lists.web.components import Column, ColumnKind, ListDefinition, QuickFilter, model_column
from arpent.people.public import User
from arpent.web.list_filters import FilterForm

from ..models import Deal
from ..permissions import DealPermission
from ..queries.listing import Card, DealFilter, deal_cards, listed_deals
from .filters import DealFilterForm


def filter_form(query: QueryDict, by: User) -> FilterForm:
    """Return the filter of the list, which also chooses a stage."""
    return DealFilterForm(query, by=by, is_list=True)


def quick_filters(by: User) -> list[QuickFilter]:
    """Return the filters in sight: one's own deals, late next steps, those of the week, waiting ones."""
    return [
        QuickFilter(_("Mes affaires"), {"owner": str(by.pk)}),
        QuickFilter(_("En retard"), {"when": "late"}),
        QuickFilter(_("Dans les 7 jours"), {"when": "week"}),
        QuickFilter(_("En attente"), {"when": "waiting"}),
    ]


def deal_of(card: Card) -> Deal:
    """Return the deal of a card."""
    return card.deal


def deal_url(card: Card) -> str:
    """Return the address of a card's deal."""
    return reverse("deals:deal", args=[card.deal.pk])


DEALS = ListDefinition(
    code="deals.deals",
    title=_("Affaires"),
    url_name="deals:list",
    permission=DealPermission.SEE_DEALS,
    filter_class=DealFilter,
    filter_form=filter_form,
    rows=listed_deals,
    prepare=deal_cards,
    quick_filters=quick_filters,
    sort="next_step_on",
    columns=(
        model_column(Deal, "title", deal_of, label=_("Affaire"), url=deal_url),
        Column("company", _("Client"), lambda c: c.company, order=("company__name_key",)),
        Column(
            "stage",
            _("Étape"),
            lambda c: str(c.deal.stage),
            order=("stage__position",),
            template="deals/cells/stage.html",
            group=lambda c: str(c.deal.stage),
        ),
        model_column(Deal, "amount", deal_of, kind=ColumnKind.MONEY),
        model_column(Deal, "probability", deal_of, kind=ColumnKind.PERCENT),
        model_column(Deal, "expected_on", deal_of),
        model_column(Deal, "next_step", deal_of, order=(), template="deals/cells/next_step.html"),
        model_column(Deal, "next_step_on", deal_of, is_default=False),
        Column(
            "owner",
            _("Commercial"),
            lambda c: str(c.deal.owner),
            order=("owner__last_name", "owner__first_name"),
            group=lambda c: str(c.deal.owner),
        ),
        model_column(Deal, "stage_since", deal_of, label=_("Dans l’étape depuis le"), is_default=False),
        model_column(Deal, "created_at", deal_of, label=_("Créée le"), is_default=False),
    ),
)
