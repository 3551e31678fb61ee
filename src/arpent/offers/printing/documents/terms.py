"""Legal mentions and terms of a quote between firms: conditions, acceptance, certificate."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arpent.parameters.public import figure, vat_territory
from arpent.people.public import get_organisation
from arpent.pricing.public import PricedOffer

from ...models import OfferVersion, Signature
from ...portal.rules.signature import signature_svg
from ..queries.customer import Customer
from .formats import amount_of, day, number, paragraphs, percent

EXEMPT = {
    "dom": gettext_lazy("Exonération de TVA, article 294, 2 du CGI"),
    "untaxed": gettext_lazy("TVA non applicable, article 294, 1 du CGI"),
    "intra_eu": gettext_lazy("Exonération de TVA, article 262 ter, I du CGI"),
    "reverse": gettext_lazy("Autoliquidation de la TVA par le preneur, article 283-2 du CGI"),
    "export": gettext_lazy("Exonération de TVA, article 262, I du CGI"),
}


def conditions_data(*, version: OfferVersion, customer: Customer, on: dt.date) -> dict[str, Any]:
    """Return the conditions as {"rows": [[heading, texts], ...]}, in the active language.

    Mentions required between firms: C. com. L441-9, L441-10, D441-5; CGI ann. II 242 nonies A. ``on``: day whose
    figures of law apply.
    """
    firm = get_organisation()
    rows: list[tuple[str, list[str]]] = [(_("Paiement"), [_payment(version)]), (_("Retard de paiement"), [_late(on)])]
    rows.append((_("Escompte"), [_("Aucun escompte pour paiement anticipé.")]))
    if version.delivery:
        rows.append((_("Livraison"), [version.delivery]))
    if version.incoterm:
        rows.append((_("Incoterm"), [f"{version.incoterm} {version.incoterm_place}".strip() + " (Incoterms® 2020)"]))
    if version.warranty_months:
        rows.append((_("Garantie"), [_("%(n)s mois à compter de la livraison.") % {"n": version.warranty_months}]))
    rows.append(
        (_("Validité"), [_("Offre ferme jusqu’au %(day)s. Ce devis est gratuit.") % {"day": day(version.valid_until)}])
    )
    if version.regime in EXEMPT:
        number_of = (
            _("Votre numéro de TVA : %(number)s.") % {"number": customer.vat_number} if customer.vat_number else ""
        )
        rows.append((_("TVA"), [f"{_exemption(version, customer, on)}.", *([number_of] if number_of else [])]))
    if version.currency != "EUR":
        rate = _("1 %(currency)s = %(rate)s €, cours de cette version.") % {
            "currency": version.currency,
            "rate": number(version.rate),
        }
        rows.append((_("Monnaie"), [rate]))
    if firm and firm.insurance:
        rows.append((_("Assurance"), [firm.insurance]))
    if firm and firm.bank:
        rows.append((_("Banque"), [firm.bank]))
    if version.terms:
        text = _(
            "%(title)s, version %(n)s du %(day)s, remises avec cette offre ; l’acceptation de l’offre vaut acceptation"
            " de ces conditions."
        )
        values = {
            "title": version.terms.document.title,
            "n": version.terms.number,
            "day": day(version.terms.valid_from),
        }
        rows.append((_("Conditions générales"), [text % values]))
    if version.conditions:
        rows.append((_("Conditions particulières et dérogations"), paragraphs(version.conditions)))
    return {"rows": [[name, values] for name, values in rows]}


def _exemption(version: OfferVersion, customer: Customer, on: dt.date) -> str:
    """Return the article that exempts from VAT; a delivery from an overseas department to a Member State is an export
    (CGI 294, 2).
    """
    if version.regime == "export" and vat_territory(customer.country, customer.postcode, on) == "union":
        return _("Exonération de TVA, articles 262, I et 294, 2 du CGI")
    return str(EXEMPT[version.regime])


def _payment(version: OfferVersion) -> str:
    if not version.payment_days:
        rest = _("le solde à réception de la facture") if version.deposit_percent else _("à réception de la facture")
    else:
        words = _("%(n)s jours fin de mois") if version.end_of_month else _("%(n)s jours date de facture")
        rest = (_("le solde à %(when)s") if version.deposit_percent else "%(when)s") % {
            "when": words % {"n": version.payment_days}
        }
    if version.deposit_percent:
        return _("%(percent)s à la commande, %(rest)s.") % {"percent": percent(version.deposit_percent), "rest": rest}
    return f"{rest[:1].upper()}{rest[1:]}."


def _late(on: dt.date) -> str:
    charge = number(figure("payment.fixed_charge", on))
    return _(
        "Pénalités exigibles le lendemain de l’échéance, sans rappel, au taux d’intérêt appliqué par la Banque centrale"
        " européenne à son opération de refinancement la plus récente, majoré de 10 points, et indemnité forfaitaire de"
        " %(charge)s € pour frais de recouvrement (C. com. L441-10 et D441-5)."
    ) % {"charge": charge}


def acceptance_data(*, version: OfferVersion, offer: PricedOffer, signature: Signature | None) -> dict[str, Any]:
    """Return the content of the acceptance box, with the signature when there is one."""
    terms = ""
    if version.terms:
        terms = _(" et les conditions générales de vente version %(n)s remises avec elle") % {"n": version.terms.number}
    words = _("Offre %(offer)s acceptée pour %(amount)s TTC%(terms)s.")
    if not offer.tax:
        words = _("Offre %(offer)s acceptée pour %(amount)s, sans TVA%(terms)s.")
    text = words % {"offer": version.label, "amount": amount_of(offer.gross, version.currency), "terms": terms}
    data: dict[str, Any] = {
        "intro": [text],
        "mention": _("« Bon pour accord », signature et cachet"),
        "name": signature.name if signature else "",
        "function": signature.function if signature else "",
        "date": _moment(signature.signed_at) if signature else "",
        "typed": signature.name if signature and signature.method == Signature.Method.TYPED else "",
    }
    if signature and signature.method == Signature.Method.DRAWN:
        data |= {
            "signature_svg": signature_svg(signature.drawing),
            "signature_alt": _("Signature de %(name)s") % {"name": signature.name},
        }
    return data


def certificate_data(*, version: OfferVersion, signature: Signature) -> dict[str, Any]:
    """Return the certificate of a simple electronic signature (eIDAS, article 25): signatory, time, IP address and
    hashes.
    """
    facts = [
        (_("Client"), ", ".join(((version.document_data or {}).get("letter") or {}).get("recipient") or [])),
        (_("Signataire"), signature.name),
        (_("Fonction"), signature.function),
        (_("Lien privé remis à"), signature.link.name if signature.link else ""),
        (_("Date et heure"), _moment(signature.signed_at)),
        (_("Adresse IP"), signature.ip or ""),
        (_("Navigateur"), signature.user_agent),
        (
            _("Montant TTC") if signature.gross != signature.net else _("Montant, sans TVA"),
            amount_of(signature.gross, version.currency),
        ),
        (_("Votre commande"), signature.order_number),
    ]
    drawn = signature.method == Signature.Method.DRAWN
    data: dict[str, Any] = {
        "intro": (
            _(
                "Cette page constate la signature électronique simple de l’offre %(offer)s (règlement eIDAS, article"
                " 25)."
            )
            % {"offer": version.label}
        ),
        "facts": [[a, b] for a, b in facts if b],
        "typed": "" if drawn else signature.name,
        "caption": _("Signature dessinée par le signataire.") if drawn else _("Nom écrit par le signataire."),
        "hashes": [
            [_("Offre envoyée (PDF)"), signature.file_sha256],
            [_("Contenu de l’offre"), version.fingerprint],
            [_("Contenu signé, options comprises"), signature.fingerprint],
        ],
        "after": [_("Toute modification d’un de ces contenus en change l’empreinte.")],
    }
    if drawn:
        data |= {
            "signature_svg": signature_svg(signature.drawing),
            "signature_alt": _("Signature de %(name)s") % {"name": signature.name},
        }
    return data


def _moment(at: dt.datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M:%S} ({local:%Z})"
