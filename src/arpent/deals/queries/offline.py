"""Deals and guides in the offline snapshot; need sheets as devices write them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from arpent.catalogue.public import list_families, list_questions
from arpent.people.public import User

from ..models import Deal, NeedAnswer, NeedSheet


def snapshot_deals(
    *, by: User, company_ids: list[UUID], prices: bool = False, **_allowed: bool
) -> dict[UUID, list[dict[str, Any]]]:
    """Return the open deals of companies by company id; amounts (EUR excl. VAT, as text) only when ``prices``."""
    deals_by_company: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for start in range(0, len(company_ids), 400):
        rows = Deal.objects.visible_to(by).filter(
            company_id__in=company_ids[start : start + 400], closed_at__isnull=True
        )
        for deal in rows.select_related("stage").order_by("next_step_on"):
            deals_by_company[deal.company_id].append(
                {
                    "id": str(deal.pk),
                    "title": deal.title,
                    "stage": str(deal.stage),
                    "amount": str(deal.amount or "") if prices else "",
                    "need": deal.need[:600],
                    "competitor": deal.competitor,
                    "next_step": deal.next_step,
                    "next_step_on": deal.next_step_on.isoformat() if deal.next_step_on else "",
                }
            )
    return deals_by_company


def snapshot_guides(*, by: User) -> list[dict[str, Any]]:
    """Return each family with its guide (may be empty)."""
    return [
        {
            "id": str(family.pk),
            "name": family.name,
            "questions": [
                {
                    "id": str(q.pk),
                    "text": q.text,
                    "kind": q.kind,
                    "unit": q.unit,
                    "values": list(q.values),
                    "why": q.why,
                    "follow_up": q.follow_up,
                    "is_characteristic": bool(q.code),
                    "comparison": str(q.get_comparison_display()) if q.code and q.comparison != "=" else "",
                }
                for q in list_questions(family_id=family.pk, by=by)
            ],
        }
        for family in list_families(by=by)
    ]


def need_edition(*, record_id: UUID, by: User) -> int | None:
    """Return the revision of a need sheet; None when it is not visible."""
    revision: int | None = (
        NeedSheet.objects.visible_to(by).filter(pk=record_id).values_list("revision", flat=True).first()
    )
    return revision


def read_need_body(*, record_id: UUID, by: User) -> dict[str, Any] | None:
    """Return a need sheet in the shape a device submits; None when it is not visible."""
    sheet = NeedSheet.objects.visible_to(by).select_related("deal").filter(pk=record_id).first()
    if sheet is None:
        return None
    answers = NeedAnswer.objects.visible_to(by).filter(sheet=sheet)
    return {
        "deal": str(sheet.deal_id),
        "company": str(sheet.deal.company_id),
        "deal_title": sheet.deal.title,
        "family": str(sheet.family_id),
        "quantity": str(sheet.quantity),
        "budget": str(sheet.budget or ""),
        "deadline_on": sheet.deadline_on.isoformat() if sheet.deadline_on else "",
        "constraints": sheet.constraints,
        "criteria": sheet.criteria,
        "supplier": sheet.supplier,
        "supplier_weakness": sheet.supplier_weakness,
        "answers": {str(a.question_id): {"value": a.value, "must": a.must} for a in answers},
    }
