"""Target lists with scores and their parts."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import numpy as np

from arpent.clients.public import HEADCOUNT_BANDS, VisitCandidate, list_visit_candidates, visible_companies
from arpent.database.lists import prevent_lazy_loading
from arpent.geography.public import nearest_seconds
from arpent.kernel.coordinates import Point, great_circle_km
from arpent.people.public import User

from ..models import CampaignTarget, TargetingCampaign
from ..rules.scoring import Facts, ScorePart, TargetProfile, score_target

LIMIT = 200


@dataclass(frozen=True)
class Target:
    """A candidate with its score from 0 to 100 and the parts of the score."""

    candidate: VisitCandidate
    score: int
    parts: list[ScorePart]


def rank_targets(
    *,
    by: User,
    for_person: User,
    profile: TargetProfile,
    weights: dict[str, int],
    relationships: tuple[str, ...],
    near: list[tuple[float, float]],
    today: dt.date,
    limit: int = LIMIT,
    center: Point | None = None,
    within_km: int | None = None,
    in_sector: bool = False,
) -> list[Target]:
    """Return the best targets of a person, best first, at most ``limit``.
    ``relationships``: () for all. ``near``: (latitude, longitude) of planned places, or the base. ``within_km``:
    straight-line distance to ``center``, else to one of ``near``; ``in_sector``: only in the person's sector. The full
    part for potential is given from the 95th percentile of the candidates.
    """
    candidates = list_visit_candidates(by=by, for_person=for_person)
    candidates = [c for c in candidates if not relationships or c.relationship in relationships]
    if in_sector:
        candidates = [c for c in candidates if c.in_sector]
    if within_km:
        centres = [center] if center else [Point(*place) for place in near]
        candidates = [
            c for c in candidates if any(great_circle_km(Point(c.lat, c.lon), p) <= within_km for p in centres)
        ]
    if not candidates:
        return []
    minutes = _minutes_off(candidates, near)
    potentials = sorted(c.potential for c in candidates if c.potential)
    top = potentials[int(len(potentials) * 0.95)] if potentials else Decimal(1)
    scored = []
    for c, off in zip(candidates, minutes, strict=True):
        band = HEADCOUNT_BANDS.get(c.headcount)
        facts = Facts(c.naf, band, c.potential, off, c.last_visit_on, c.data_quality_score)
        score, parts = score_target(facts, profile, weights, top, today)
        scored.append(Target(c, score, parts))
    scored.sort(key=lambda t: (-t.score, t.candidate.name, str(t.candidate.site_id)))
    return scored[:limit]


def _minutes_off(candidates: list[VisitCandidate], near: list[tuple[float, float]]) -> list[float | None]:
    if not near:
        return [None] * len(candidates)
    lats, lons = np.array([c.lat for c in candidates]), np.array([c.lon for c in candidates])
    places = np.array(near)
    return [float(s) / 60 for s in nearest_seconds(lats, lons, places[:, 0], places[:, 1])]


def list_campaigns(*, by: User) -> list[TargetingCampaign]:
    """Return the visible campaigns, latest first."""
    return list(prevent_lazy_loading(TargetingCampaign.objects.visible_to(by).select_related("owner")))


def get_campaign(*, campaign_id: UUID, by: User) -> TargetingCampaign | None:
    """Return a campaign, or None when it is not visible."""
    return TargetingCampaign.objects.visible_to(by).select_related("owner").filter(pk=campaign_id).first()


def list_campaign_targets(*, campaign: TargetingCampaign, by: User) -> list[CampaignTarget]:
    """Return the targets of a campaign whose companies are visible, best first."""
    rows = CampaignTarget.objects.visible_to(by).filter(campaign=campaign, company__in=visible_companies(by=by))
    return list(prevent_lazy_loading(rows.select_related("company")).order_by("-score", "pk"))


def campaign_company_ids(*, campaign_ids: list[UUID], by: User) -> list[UUID]:
    """Return the visible companies of campaigns, each once, best first."""
    rows = (
        CampaignTarget.objects.visible_to(by)
        .filter(campaign_id__in=campaign_ids, company__in=visible_companies(by=by))
        .order_by("-score", "pk")
    )
    return list(dict.fromkeys(rows.values_list("company_id", flat=True)))
