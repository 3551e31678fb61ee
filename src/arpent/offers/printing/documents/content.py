"""Content of the quote document: letter, need, solution, prices, conditions, acceptance, certificate."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arpent.catalogue.public import list_product_sheets
from arpent.deals.public import guide_of, list_needs
from arpent.kernel.codes import country_name
from arpent.people.public import User, get_organisation
from arpent.pricing.public import selected_lines

from ...models import OfferLine, OfferVersion, Signature
from ...queries.calculation import QuoteCalculation
from ...queries.pricing import price_version
from ..queries.customer import Customer, get_customer
from .formats import day as format_day
from .formats import paragraphs
from .labels import document_labels
from .prices import prices_data
from .terms import acceptance_data, certificate_data, conditions_data

# Maximum number of product sheets in a document.
MAX_SHEETS = 30
CLOSING = re.compile(r"salutations|cordialement|agréer|sincères|regards|sincerely|faithfully|respectueusement", re.I)
# With at most this number of lines, the parts follow without page breaks.
FEW_LINES = 15


def document_data(*, figures: QuoteCalculation, by: User, day: dt.date, pictures: Mapping[str, str]) -> dict[str, Any]:
    """Return the data of the document's template, in the active language. ``pictures``: file name by reference."""
    version, offer = figures.version, figures.version.offer
    customer = get_customer(company_id=offer.deal.company_id, by=by)
    selected = {x.key: x.is_selected for x in figures.lines}
    firm = get_organisation()
    need = _need(version, by)
    solution = _solution(figures, selected, by, pictures) if version.with_sheets else None
    return {
        "lang": version.language,
        "region": "FR" if version.language == "fr" else "GB",
        "title": f"{_('Offre')} {version.label} — {customer.name or offer.title}",
        "description": offer.title,
        "keywords": [offer.number],
        "words": document_labels(version.currency),
        "accent": "#1d4e6b",
        "compact": len(figures.lines) <= FEW_LINES,
        "seller": _seller(firm, customer.country),
        "offer": {"running": f"{_('Offre')} {offer.number}, {_('version')} {version.number}", "mark": version.label},
        "letter": _letter(
            version, customer, firm, day, by, usual=_usual_letter(version, need=bool(need), solution=bool(solution))
        ),
        "need": need,
        "solution": solution,
        "prices": prices_data(
            version=version, lines=figures.lines, offer=figures.offer, selected=selected, pictures=pictures
        ),
        "conditions": conditions_data(version=version, customer=customer, on=day),
        "acceptance": acceptance_data(version=version, offer=figures.offer, signature=None),
        "terms": None,
        "certificate": None,
    }


def signed_data(
    *, version: OfferVersion, lines: list[OfferLine], pictures: Mapping[str, str], signature: Signature
) -> dict[str, Any]:
    """Return the parts of the document that the signature changes: prices, acceptance, certificate."""
    offer, selected = (
        price_version(version, lines, signature.selected_options),
        selected_lines(lines, signature.selected_options),
    )
    return {
        "prices": prices_data(version=version, lines=lines, offer=offer, selected=selected, pictures=pictures),
        "acceptance": acceptance_data(version=version, offer=offer, signature=signature),
        "certificate": certificate_data(version=version, signature=signature),
    }


def _seller(firm: Any, customer_country: str) -> dict[str, Any]:
    if firm is None:
        return {"name": "Arpent", "legal": ""}
    capital = (
        _("au capital de %(amount)s €")
        % {
            "amount": number_format(
                firm.capital, decimal_pos=0 if firm.capital == int(firm.capital) else 2, force_grouping=True
            )
        }
        if firm.capital
        else ""
    )
    legal = [
        f"{firm.name}, {firm.legal_form} {capital}".strip(" ,") if firm.legal_form or capital else firm.name,
        ", ".join(firm.address_lines),
        _registration(firm),
        f"{_('TVA')} {firm.vat_number}" if firm.vat_number else "",
    ]
    abroad = customer_country != (firm.country or "FR")
    country = country_name(firm.country or "FR", get_language() or "fr") if abroad else ""
    return {
        "name": firm.name,
        "address": [*firm.address_lines, *([country] if country else [])],
        "contact": [x for x in (firm.phone, firm.email, firm.website) if x],
        "legal": " — ".join(x for x in legal if x),
    }


def _registration(firm: Any) -> str:
    """Return the registration as C. com. R123-237 requires it: "RCS Lyon 123 456 789"; the SIREN alone without a
    registry.
    """
    siren = " ".join(firm.siren[i : i + 3] for i in range(0, len(firm.siren), 3)).replace(" ", "\u00a0")
    if firm.registry:
        return f"RCS {firm.registry} {siren}".strip()
    return f"SIREN {siren}" if siren else ""


def _usual_letter(version: OfferVersion, *, need: bool, solution: bool) -> list[str]:
    """Return the default cover letter, which announces only the parts that follow."""
    if need and solution:
        parts = _(
            "Vous trouverez ci-après votre besoin tel que nous l’avons compris, la solution proposée, son prix ligne"
            " par ligne et nos conditions."
        )
    elif need:
        parts = _(
            "Vous trouverez ci-après votre besoin tel que nous l’avons compris, notre prix ligne par ligne et nos"
            " conditions."
        )
    elif solution:
        parts = _("Vous trouverez ci-après la solution proposée, son prix ligne par ligne et nos conditions.")
    else:
        parts = _("Vous trouverez ci-après notre prix ligne par ligne et nos conditions.")
    return [
        _("Nous vous remercions de votre confiance et vous remettons notre offre pour votre projet « %(title)s ».")
        % {"title": version.offer.title},
        parts,
        _(
            "Cette offre est ferme jusqu’au %(day)s. Pour l’accepter, signez-la en ligne par le lien privé qui"
            " l’accompagne, ou renvoyez la page d’acceptation datée et signée."
        )
        % {"day": format_day(version.valid_until)},
    ]


def _address_lines(customer: Customer, home: str) -> list[str]:
    """Return the customer's address in the active language, with the country when it is not ``home``."""
    abroad = customer.country != (home or "FR")
    country = country_name(customer.country, get_language() or "fr") if abroad else ""
    return [x for x in (customer.address, f"{customer.postcode} {customer.city}".strip(), country) if x]


def _letter(
    version: OfferVersion, customer: Customer, firm: Any, day: dt.date, by: User, *, usual: list[str]
) -> dict[str, Any]:
    offer, contact = version.offer, version.contact
    person = version.sent_by or offer.deal.owner or by
    recipient = [
        customer.name,
        _("À l’attention de %(name)s") % {"name": contact.full_name} if contact else "",
        contact.function if contact else "",
        *_address_lines(customer, firm.country if firm else "FR"),
    ]
    own = paragraphs(version.letter)
    # A custom letter has its own greeting and closing.
    greeting = own.pop(0) if own and len(own[0]) <= 60 and own[0].endswith(",") else _("Madame, Monsieur,")
    closed = bool(own) and bool(CLOSING.search(own[-1]))
    closing = _("Je reste à votre disposition et vous prie d’agréer l’expression de mes salutations distinguées.")
    place = firm.city if firm and firm.city else ""
    return {
        "recipient": [x for x in recipient if x],
        "place_date": _("%(place)s, le %(day)s") % {"place": place, "day": format_day(day)}
        if place
        else format_day(day),
        "references": [
            [_("Offre :"), offer.number],
            [_("Version :"), str(version.number)],
            [_("Valable jusqu’au :"), format_day(version.valid_until)],
        ],
        "object": offer.title,
        "salutation": greeting,
        "paragraphs": own or usual,
        "closing": "" if closed else closing,
        "signatory": {"name": person.full_name, "lines": [x for x in (person.phone, person.email) if x]},
        "enclosures": (
            [f"{version.terms.document.title}, {_('version')} {version.terms.number}"] if version.terms else []
        ),
    }


def _need(version: OfferVersion, by: User) -> dict[str, Any] | None:
    groups, facts = [], []
    for sheet in list_needs(deal_id=version.offer.deal_id, by=by):
        rows = [
            {
                "question": a.question.text,
                "answer": a.shown,
                "required": a.must,
                "level_text": _("exigé") if a.must else _("souhaité"),
            }
            for a in guide_of(family_id=sheet.family_id, need_id=sheet.pk, by=by)
            if a.value and a.question.code  # questions that only help the salesperson are not printed
        ]
        name = f"{sheet.quantity} × {sheet.family.name}" if sheet.quantity > 1 else sheet.family.name
        if rows:
            groups.append({"title": name, "rows": rows})
        if sheet.deadline_on:
            facts.append([_("Échéance, %(what)s") % {"what": name}, format_day(sheet.deadline_on)])
        if sheet.constraints:
            facts.append([_("Contraintes, %(what)s") % {"what": name}, sheet.constraints])
    if not groups and not facts:
        return None
    return {
        "intro": _("Voici ce que nous avons retenu de nos échanges. Dites-nous si un point est à corriger."),
        "facts": facts,
        "groups": groups,
    }


def _in_language(value: str, language: str) -> str:
    """Return a technical value in the active language: "5.54 N*m" is "5,54 N·m" in French."""
    value = re.sub(r"(?<=[^\W\d])\*(?=[^\W\d])", "·", value)
    return re.sub(r"(?<=\d)\.(?=\d)", ",", value) if language == "fr" else value


def _solution(
    figures: QuoteCalculation, selected: Mapping[str, bool], by: User, pictures: Mapping[str, str]
) -> dict[str, Any] | None:
    products = {x.reference: x for x in figures.lines if x.kind == "product" and x.product and selected[x.key]}
    sheets = list_product_sheets(products=[x.product for x in products.values() if x.product], by=by)
    shown = [(r, x) for r, x in products.items() if sheets.get(r) or x.description or r in pictures][:MAX_SHEETS]
    if not shown:
        return None
    return {
        "intro": "",
        "products": [
            {
                "name": str(x),
                "reference": r,
                "picture": pictures.get(r, ""),
                "picture_alt": str(x),
                "description": paragraphs(x.description),
                "characteristics": [
                    [name, _in_language(value, figures.version.language)] for name, value in sheets.get(r, [])
                ],
            }
            for r, x in shown
        ],
    }
