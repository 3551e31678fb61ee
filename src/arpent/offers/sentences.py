"""Texts for codes of offers: waterfall steps, approval levels and reasons, suggestions, legal cases."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arpent.pricing.public import Step

from .approval.rules.below_cost import BY_CODE
from .approval.rules.suggestions import ApprovalSuggestion
from .rules.lifecycle import CHOICES, MANUAL_RATE, Level, RequiredApproval

STEPS = {
    Step.VOLUME: gettext_lazy("Quantité"),
    Step.PROMOTION: gettext_lazy("Campagne"),
    Step.NEGOTIATED: gettext_lazy("Remise négociée"),
    Step.GLOBAL: gettext_lazy("Remise sur le total"),
    Step.PAYMENT: gettext_lazy("Délai de paiement"),
    Step.CARRIAGE: gettext_lazy("Port à notre charge"),
    Step.WARRANTY: gettext_lazy("Garantie"),
    Step.INCOTERM: gettext_lazy("Incoterm"),
    Step.COMMISSION: gettext_lazy("Commission"),
}
SUGGESTIONS = {
    "payment": gettext_lazy("un paiement à %(value)s jours au lieu de %(previous)s"),
    "carriage": gettext_lazy("un port payé par le client (il nous coûte %(previous)s €)"),
    "both": gettext_lazy("un port payé par le client et un paiement à %(value)s jours au lieu de %(previous)s"),
    "deposit": gettext_lazy("un acompte de %(value)s %% au lieu de %(previous)s %%"),
    "line": gettext_lazy("une remise de %(value)s %% au lieu de %(previous)s %% sur la ligne %(n)s"),
    "discount": gettext_lazy("une remise sur le total de %(value)s %% au lieu de %(previous)s %%"),
    "price": gettext_lazy("un prix net de %(value)s %(currency)s au lieu de %(previous)s"),
}
LOSS_CASES = {
    "closing": gettext_lazy("vente motivée par la cessation ou le changement d’une activité commerciale"),
    "season": gettext_lazy("produit saisonnier, en fin de saison ou entre deux saisons de vente"),
    "obsolete": gettext_lazy("produit démodé ou dépassé par des perfectionnements techniques"),
    "restocked": gettext_lazy("même produit, réapprovisionné à la baisse : le nouveau prix d’achat fait foi"),
    "aligned": gettext_lazy(
        "alignement sur un prix légalement pratiqué dans la même zone, en magasin de moins de 1 000 m² (300 m² en"
        " alimentaire)"
    ),
    "perishable": gettext_lazy("produit périssable menacé d’altération rapide, sans publicité hors du point de vente"),
    "sales": gettext_lazy("produit soldé (C. com. L310-3)"),
    "not_resold": gettext_lazy("hors du champ de l’article : prestation, ou produit qui n’est pas revendu en l’état"),
}
LEVEL_NAMES = {Level.MANAGER: gettext_lazy("votre responsable"), Level.DIRECTION: gettext_lazy("la direction")}


def step_words(step: Step) -> str:
    """Return the label of a waterfall step."""
    return str(STEPS[step])


def level_words(required_approval: RequiredApproval, numbers: Mapping[str, int]) -> str:
    """Return the required approval with its reasons: "Demandez l’accord de la direction : ligne 3 : 4,0 % (il faut 15
    %)".
    """
    if required_approval.level == Level.FREE:
        return _("Vous pouvez envoyer cette offre sans demander d’accord.")
    reasons = why_words(required_approval, numbers)
    request = _("Demandez l’accord de %(who)s") % {"who": LEVEL_NAMES[required_approval.level]}
    return _("%(request)s : %(why)s.") % {"request": request, "why": reasons} if reasons else f"{request}."


def suggestion_words(change: ApprovalSuggestion, currency: str, numbers: Mapping[str, int] | None = None) -> str:
    """Return a suggestion: "paiement à 30 jours au lieu de 60"."""
    plain = {
        k: number_format(v.normalize() if v else 0, force_grouping=True)
        for k, v in (("value", change.value), ("previous", change.previous))
    }
    if change.kind == "price":
        plain = {
            k: number_format(v, decimal_pos=2, force_grouping=True)
            for k, v in (("value", change.value), ("previous", change.previous))
        }
    return str(SUGGESTIONS[change.kind]) % {**plain, "currency": currency, "n": (numbers or {}).get(change.key, "?")}


def legal_case_words(case: str) -> str:
    """Return a legal case of a sale below cost, with its article."""
    return f"{LOSS_CASES[case]} ({BY_CODE[case].source})"


def why_words(required_approval: RequiredApproval, numbers: Mapping[str, int]) -> str:
    """Return the first four reasons of the required approval, separated by commas; "" when none is required."""
    texts = [reason_words(key, percent, floor, numbers) for key, percent, floor in required_approval.reasons]
    texts += [other_words(code, key, numbers) for code, key in required_approval.others]
    return ", ".join(texts[:4])


def other_words(code: str, key: str, numbers: Mapping[str, int]) -> str:
    """Return a reason other than a margin: "ligne 3 : coût saisi à la main, sans fiche au catalogue"."""
    if code == MANUAL_RATE:
        return _("aucun tarif de l’entreprise ne donne le cours de cette monnaie")
    return _("ligne %(n)s : coût saisi à la main, sans fiche au catalogue") % {"n": numbers.get(key, "?")}


def reason_words(key: str, percent: Decimal | None, floor: Decimal, numbers: Mapping[str, int]) -> str:
    """Return a reason with the missed floor: "ligne 5 : 12,1 % (il faut 15 %)"."""
    if percent is None:
        return _nothing_left(key, numbers)
    shown = number_format(percent.quantize(Decimal("0.1"), ROUND_HALF_UP), decimal_pos=1).replace("-", "−")
    values = {
        "n": numbers.get(key, "?"),
        "percent": shown,
        "floor": number_format(floor.normalize(), force_grouping=False),
    }
    if key == CHOICES:
        return (
            _(
                "avec les options et variantes les moins rentables, marge nette après conditions %(percent)s %% "
                "(il faut %(floor)s %%)"
            )
            % values
        )
    if key:
        return _("ligne %(n)s : %(percent)s %% (il faut %(floor)s %%)") % values
    return _("marge nette après conditions de l’offre %(percent)s %% (il faut %(floor)s %%)") % values


def _nothing_left(key: str, numbers: Mapping[str, int]) -> str:
    if key == CHOICES:
        return _("avec les options et variantes les moins rentables, il ne reste rien du prix")
    if key:
        return _("ligne %(n)s : il ne reste rien du prix") % {"n": numbers.get(key, "?")}
    return _("il ne reste rien du prix de l’offre")
