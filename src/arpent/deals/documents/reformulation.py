"""The reformulation of a need as a PDF, for the customer to read and sign."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arpent.people.public import get_organisation
from arpent.web.pdf import render_pdf

from ..models import NeedSheet
from ..queries.needs import Answered


def reformulation_pdf(*, sheet: NeedSheet, guide: list[Answered], company: str, person: str, at: dt.datetime) -> bytes:
    """Return the reformulation of a need as PDF, for the customer to confirm."""
    organisation = get_organisation()
    budget = ""
    if sheet.budget is not None:
        whole = Decimal(sheet.budget).quantize(Decimal(1), ROUND_HALF_UP)
        budget = f"{number_format(whole, decimal_pos=0, force_grouping=True)} €"
    rows = [
        (_("Quantité"), str(sheet.quantity)),
        (_("Budget (HT)"), budget),
        (_("Échéance"), date_format(sheet.deadline_on, "DATE_FORMAT") if sheet.deadline_on else ""),
        (_("Contraintes"), sheet.constraints),
        (_("Critères de décision, du plus au moins important"), sheet.criteria),
    ]
    data = {
        "lang": (get_language() or "fr")[:2],
        "firm": organisation.name if organisation else "",
        "company": company,
        "person": person,
        "title": _("Votre besoin, tel que nous l’avons compris"),
        "subject": f"{sheet.deal.title} · {sheet.family.name}",
        "must": _("exigé"),
        "wish": _("souhaité"),
        "answers": [[a.question.text, a.shown, _("exigé") if a.must else _("souhaité")] for a in guide if a.value],
        "rows": [[label, text] for label, text in rows if text],
        "agree": _("Le client confirme que ce besoin est le sien."),
        "sign": _("Nom, date et signature :"),
    }
    template = (files("arpent.deals") / "need.typ").read_bytes()
    return render_pdf(template, data, at=at)
