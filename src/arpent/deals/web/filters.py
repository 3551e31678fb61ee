"""Filter of the board, the list and the forecast of deals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.people.public import User, owner_choices
from arpent.web.list_filters import ChoiceFilter, FilterForm, TextFilter, any_value

from ..permissions import DealPermission
from ..queries.stages import list_stages

WHENS = (("late", _("en retard")), ("week", _("dans les 7 jours")), ("waiting", _("en attente")))


class DealFilterForm(FilterForm):
    """Query parameters of ``DealFilter``; stage and sort order are offered on the list only."""

    text = TextFilter(_("Affaire ou client"))
    owner = ChoiceFilter(_("Commercial"), empty=_("tous"), accepts=any_value)
    when = ChoiceFilter(_("Prochaine action"), WHENS, empty=_("toutes"))
    stage = ChoiceFilter(_("Étape"), empty=_("toutes les ouvertes"), accepts=any_value)
    company = TextFilter("", widget=forms.HiddenInput())

    def __init__(self, query: Any, *, by: User, is_list: bool = False) -> None:
        super().__init__(query)
        owners = owner_choices(by=by, permission=DealPermission.SEE_DEALS, closed_too=True)
        self.offer("owner", owners, hidden=len(owners) < 2)
        self.offer("stage", [(str(s.pk), str(s)) for s in list_stages()], hidden=not is_list)
