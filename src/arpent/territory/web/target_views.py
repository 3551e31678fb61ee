"""Views of target lists and campaigns."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.people.public import User, get_person
from arpent.web.error_messages import error_message
from arpent.web.session import current_user

from ..actions.campaigns import delete_campaign, drop_target, read_weights, save_campaign
from ..messages import PARTS, WHY
from ..queries.planned_stops import find_place, planned_stops
from ..queries.sectors import list_sectors
from ..queries.targets import Target, get_campaign, list_campaign_targets, rank_targets
from ..rules.scoring import PARTS as PART_NAMES
from ..rules.scoring import TargetProfile
from .forms import TargetForm


def _rank(by: User, form: TargetForm) -> tuple[list[Target], dict[str, int]]:
    values = form.cleaned_data
    person = get_person(person_id=parse_id(values["person"]) or by.pk, by=by)
    if person is None:
        raise NotFound("person")
    prefixes = tuple(p[:6] for p in re.split(r"[,;\s]+", values["naf"].upper()) if p)
    profile = TargetProfile(prefixes, values["employees_from"] or 0, values["employees_to"] or 0)
    weights = read_weights({p: values[f"weight_{p}"] for p in PART_NAMES if values[f"weight_{p}"] is not None})
    chosen = values["relationship"]
    relationships = () if chosen == "all" else (chosen,) if chosen else ("suspect", "prospect")
    today = timezone.localdate()
    near = planned_stops(by=by, person=person, today=today)
    targets = rank_targets(
        by=by,
        for_person=person,
        profile=profile,
        weights=weights,
        relationships=relationships,
        near=near,
        today=today,
        center=find_place(values["around"]),
        within_km=values["within_km"],
        in_sector=values["where"] != "all" and any(s.holder_id == person.pk for s in list_sectors(by=by)),
    )
    return targets, weights


def words(parts: list[Any]) -> list[dict[str, Any]]:
    """Return the parts of a score with their label and explanation."""
    rows = []
    for p in parts:
        part = (
            p
            if isinstance(p, dict)
            else {"part": p.part, "points": p.points, "weight": p.weight, "why": p.why, "facts": p.facts}
        )
        facts = {
            k: number_format(v, force_grouping=True) if isinstance(v, int) else v for k, v in part["facts"].items()
        }
        rows.append({**part, "label": PARTS[part["part"]], "text": str(WHY[part["why"]]) % facts})
    return rows


@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    """Rank targets (GET); POST saves them as a campaign."""
    by = current_user(request)
    data = request.POST if request.method == "POST" else request.GET
    defaults = {f"weight_{p}": TargetForm(by=by).fields[f"weight_{p}"].initial for p in PART_NAMES} | {
        "person": str(by.pk)
    }
    form = TargetForm(data if data else defaults, by=by)
    rows: list[dict[str, Any]] = []
    ranked: list[Target] = []
    sentence = ""
    if form.is_valid():
        try:
            ranked, weights = _rank(by, form)
            if request.method == "POST":
                saved_criteria = ranked[: max(1, min(200, int(request.POST.get("keep") or 60)))]
                campaign = save_campaign(
                    by=by,
                    at=timezone.now(),
                    name=request.POST.get("name", ""),
                    weights=weights,
                    profile={k: v for k, v in form.cleaned_data.items() if v is not None},
                    targets=saved_criteria,
                )
                return redirect("territory:campaign", campaign_id=campaign.pk)
        except (DomainError, ValueError) as refusal:
            if isinstance(refusal, NotFound):
                raise
            sentence = error_message(
                refusal if isinstance(refusal, DomainError) else DomainError("territory.bad_weights")
            )
    rows = [{"target": t, "parts": words(t.parts)} for t in ranked]
    context = {"form": form, "rows": rows, "sentence": sentence}
    return render(request, "territory/targets.html", context, status=422 if sentence or form.errors else 200)


@require_GET
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show a campaign with its targets and the explanation of their scores. Raise NotFound for one out of reach."""
    by = current_user(request)
    campaign = get_campaign(campaign_id=campaign_id, by=by)
    if campaign is None:
        raise NotFound("campaign")
    rows = [{"target": t, "parts": words(t.parts)} for t in list_campaign_targets(campaign=campaign, by=by)]
    return render(request, "territory/campaign.html", {"campaign": campaign, "rows": rows})


@require_POST
def campaign_delete(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Delete a campaign (POST)."""
    delete_campaign(campaign_id=campaign_id, by=current_user(request), at=timezone.now())
    return redirect("territory:sectors")


@require_POST
def target_drop(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Remove a company from a campaign (POST)."""
    removed = drop_target(target_id=target_id, by=current_user(request), at=timezone.now())
    return redirect("territory:campaign", campaign_id=removed.pk)
