"""Replies to surveys."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from arpent.clients.public import get_company_name
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.people.public import User, get_person, require_permission

from ..models import ReportForm, SurveyReply
from ..permissions import VisitPermission
from ..queries.forms import get_form, questions_of
from ..rules.report import MAX_ROWS
from ..rules.sections import moment_of, read_answers


def save_reply(
    *, reply_id: UUID, by: User, at: dt.datetime, body: Mapping[str, Any], author_id: UUID | None = None
) -> SurveyReply:
    """Create or replace a company's reply to a survey. ``body``: company, form, answered_at, answers by section id.
    Raise NotFound for a company or author out of reach, DomainError visits.survey_deleted, visits.unreadable,
    people.not_allowed, or those of ``read_answers`` and ``moment_of``.
    """
    require_permission(by, VisitPermission.REPORT_VISITS)
    company, form_id = parse_id(str(body.get("company") or "")), parse_id(str(body.get("form") or ""))
    form = get_form(form_id=form_id, by=by) if form_id else None
    if form is None or form.purpose != ReportForm.Purpose.SURVEY:
        raise DomainError("visits.survey_deleted")
    sent_answers = body.get("answers") or {}
    if not isinstance(sent_answers, Mapping) or len(sent_answers) > MAX_ROWS:
        raise DomainError("visits.unreadable")
    answers = read_answers(questions_of(form), sent_answers)
    name = get_company_name(company_id=company, by=by) if company else None
    if company is None or name is None:
        raise NotFound("company")
    with operation(by=by, at=at, kind="visits.survey", label=f"{form.name} · {name}"):
        reply = SurveyReply.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=reply_id).first()
        author = get_person(
            person_id=reply.person_id if reply else author_id or by.pk,
            by=by,
            permission=VisitPermission.REPORT_VISITS,
            closed_too=reply is not None,
        )
        if author is None:
            raise NotFound("person")
        reply = reply or SurveyReply(id=reply_id, person=author)
        reply.company_id, reply.form, reply.answers = company, form, answers
        reply.answered_at = moment_of(body.get("answered_at"))
        reply.revision += 1
        reply.save(force_insert=reply.revision == 1)
    return reply
