"""Words for what the rules name by a code."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .rules.lifecycle import Asked, Level
from .rules.margin import Step

STEPS = {
    Step.VOLUME: gettext_lazy("Quantité"), Step.CAMPAIGN: gettext_lazy("Campagne"), Step.NEGOTIATED: gettext_lazy("Remise négociée"),
    Step.GLOBAL: gettext_lazy("Remise sur le total"), Step.PAYMENT: gettext_lazy("Délai de paiement"), Step.CARRIAGE: gettext_lazy("Port à notre charge"),
    Step.WARRANTY: gettext_lazy("Garantie"), Step.INCOTERM: gettext_lazy("Incoterm"), Step.COMMISSION: gettext_lazy("Commission"),
}  # fmt: skip
LEVEL_NAMES = {Level.MANAGER: gettext_lazy("le responsable"), Level.DIRECTION: gettext_lazy("la direction")}


def step_words(step: Step) -> str:
    return str(STEPS[step])


def level_words(asked: Asked, numbers: Mapping[str, int]) -> str:
    """Return whose agreement is needed and why: "Accord de la direction : marge de l’offre 18,2 %, ligne 3 : 4,0 %"."""
    if asked.level == Level.FREE:
        return _("Vous pouvez envoyer cette offre sans demander d’accord.")
    why = []
    for key, percent in asked.reasons[:4]:
        shown = number_format(percent.quantize(Decimal("0.1")), decimal_pos=1)
        if key:
            why.append(_("ligne %(n)s : %(percent)s %%") % {"n": numbers.get(key, "?"), "percent": shown})
        else:
            why.append(_("marge de poche de l’offre : %(percent)s %%") % {"percent": shown})
    told = _("L’accord est à demander : %(who)s.") % {"who": LEVEL_NAMES[asked.level]}
    return f"{told} {', '.join(why)}".strip() if why else told
