"""Snapshot of visits for phones, and the current state of records that phones change."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from arpent.people.public import User

from ..models import Attachment, LeftItem, SurveyReply, Visit
from .forms import form_as_data, list_forms
from .visits import list_left, visit_as_body


def snapshot_forms(*, by: User) -> list[dict[str, Any]]:
    """Return the firm's active forms, as ``form_as_data`` returns them."""
    return [form_as_data(f) for f in list_forms(by=by, active_only=True)]


def snapshot_visits(
    *, by: User, company_ids: list[UUID], each: int = 3, **_allowed: bool
) -> dict[UUID, list[dict[str, Any]]]:
    """Return the last ``each`` visits of companies, latest first; files are included for one's own visits only."""
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for start in range(0, len(company_ids), 400):
        rows = Visit.objects.visible_to(by).filter(company_id__in=company_ids[start : start + 400])
        latest: dict[UUID, list[Visit]] = defaultdict(list)
        for visit in rows.select_related("person").order_by("-started_at", "-pk"):
            if len(latest[visit.company_id]) < each:
                latest[visit.company_id].append(visit)
        chosen = [v for rows in latest.values() for v in rows]
        left: dict[UUID, list[LeftItem]] = defaultdict(list)
        for item in LeftItem.objects.visible_to(by).filter(visit__in=[v.pk for v in chosen]):
            left[item.visit_id].append(item)
        files: dict[UUID | None, list[Attachment]] = defaultdict(list)
        for file in Attachment.objects.visible_to(by).filter(visit__in=[v.pk for v in chosen if v.person_id == by.pk]):
            files[file.visit_id].append(file)
        for visit in chosen:
            found[visit.company_id].append(
                {
                    "id": str(visit.pk),
                    "revision": visit.revision,
                    "own": visit.person_id == by.pk,
                    "by": visit.person.full_name,
                    "body": visit_as_body(visit, left[visit.pk]),
                    "files": [_file(f) for f in files[visit.pk]],
                }
            )
    return found


def _file(file: Attachment) -> dict[str, str]:
    """Return what a phone keeps of a file: all but its bytes, which it fetches when they are looked at."""
    return {
        "id": str(file.pk),
        "kind": file.kind,
        "type": file.media_type,
        "sha256": file.sha256,
        "caption": file.caption,
        "taken_at": file.taken_at.isoformat(),
    }


def get_revision(model: str, *, record_id: UUID, by: User) -> int | None:
    """Return the revision of a visit, survey reply or file (1); None when the person cannot see it."""
    if model == "file":
        return 1 if Attachment.objects.visible_to(by).filter(pk=record_id).exists() else None
    rows: Any = Visit.objects if model == "visit" else SurveyReply.objects
    found: int | None = rows.visible_to(by).filter(pk=record_id).values_list("revision", flat=True).first()
    return found


def read_body(model: str, *, record_id: UUID, by: User) -> dict[str, Any] | None:
    """Return a record in the shape a phone submits; None when the person cannot see it."""
    if model == "visit":
        visit = Visit.objects.visible_to(by).filter(pk=record_id).first()
        return visit_as_body(visit, list_left(visit_id=visit.pk, by=by)) if visit else None
    if model == "survey":
        reply = SurveyReply.objects.visible_to(by).filter(pk=record_id).first()
        return (
            {
                "company": str(reply.company_id),
                "form": str(reply.form_id),
                "answered_at": reply.answered_at.isoformat(),
                "answers": reply.answers,
            }
            if reply
            else None
        )
    file = Attachment.objects.visible_to(by).filter(pk=record_id).first()
    return (
        {
            "company": str(file.company_id),
            "visit": str(file.visit_id or ""),
            "kind": file.kind,
            "type": file.media_type,
            "caption": file.caption,
            "taken_at": file.taken_at.isoformat(),
        }
        if file
        else None
    )
