"""The filter of the list of offers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from arpent.deals.permissions import DealPermission
from arpent.people.public import User, owner_choices
from arpent.web.list_filters import ChoiceFilter, FilterForm, TextFilter, any_value

from ..models import STATES

WHENS = (
    ("remind", _("à relancer")),
    ("ending", _("finissent dans 7 jours")),
    ("unopened", _("pas encore ouvertes")),
)
SORTS = (
    ("new", _("les plus récentes")),
    ("valid", _("fin de validité")),
    ("net", _("montant, le plus fort")),
)


class OfferFilterForm(FilterForm):
    """Filter of the list of offers; owners and sectors are offered when the person sees several."""

    text = TextFilter(_("Chercher"), placeholder=_("Numéro, titre, client"))
    state = ChoiceFilter(_("État"), STATES, empty=_("tous les états"))
    when = ChoiceFilter(_("À faire"), WHENS, empty=_("toutes"))
    owner = ChoiceFilter(_("Commercial"), empty=_("tout le monde"), accepts=any_value)
    sector = ChoiceFilter(_("Secteur"), empty=_("tous les secteurs"), accepts=any_value)
    sort = ChoiceFilter(_("Trier"), SORTS, wide=True)

    def __init__(self, query: Any, *, by: User) -> None:
        super().__init__(query)
        owners = owner_choices(by=by, permission=DealPermission.SEE_DEALS, closed_too=True)
        for name in ("owner", "sector"):
            self.offer(name, owners, hidden=len(owners) < 2)
