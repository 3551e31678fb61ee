"""Targeting campaigns: save and delete target lists."""

import datetime as dt
from typing import Any
from uuid import UUID

from arpent.clients.permissions import ClientPermission
from arpent.database.lengths import checked_text
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User, require_permission

from ..models import CampaignTarget, TargetingCampaign
from ..queries.targets import Target
from ..rules.scoring import check_weights


def read_weights(weights: dict[str, int]) -> dict[str, int]:
    """Return the weights of all parts, defaults for missing ones. Raise DomainError territory.bad_weights outside 0 to
    100 or when all are 0.
    """
    try:
        return check_weights(weights)
    except (ValueError, TypeError) as error:
        raise DomainError("territory.bad_weights") from error


def save_campaign(
    *, by: User, at: dt.datetime, name: str, weights: dict[str, int], profile: dict[str, Any], targets: list[Target]
) -> TargetingCampaign:
    """Save a target list under a name, with the scores and their parts.
    ``profile``: the values of the form that found them. Raise ValidationErrors for a name longer than its column,
    DomainError territory.campaign_name_needed, territory.no_target, territory.bad_weights or people.not_allowed.
    """
    require_permission(by, ClientPermission.SEE_CLIENTS)
    name = checked_text(TargetingCampaign, "name", name)
    if not name:
        raise DomainError("territory.campaign_name_needed")
    if not targets:
        raise DomainError("territory.no_target")
    with operation(by=by, at=at, kind="territory.campaign", label=name):
        campaign = TargetingCampaign.objects.create(
            owner=by, name=name, weights=read_weights(weights), filter=profile, created_at=at
        )
        CampaignTarget.objects.bulk_create(
            [
                CampaignTarget(
                    campaign=campaign,
                    company_id=t.candidate.company_id,
                    score=t.score,
                    parts=[
                        {"part": p.part, "points": p.points, "weight": p.weight, "why": p.why, "facts": p.facts}
                        for p in t.parts
                    ],
                )
                for t in targets
            ],
            batch_size=250,
        )
    return campaign


def delete_campaign(*, campaign_id: UUID, by: User, at: dt.datetime) -> None:
    """Delete a campaign (undoable). Raise NotFound when it is not visible."""
    with operation(by=by, at=at, kind="territory.campaign_deleted") as op:
        campaign = TargetingCampaign.objects.visible_to(by).filter(pk=campaign_id).first()
        if campaign is None:
            raise NotFound("campaign")
        op.describe(campaign.name)
        CampaignTarget.objects.visible_to(by).filter(campaign=campaign).delete()
        campaign.delete()


def drop_target(*, target_id: UUID, by: User, at: dt.datetime) -> TargetingCampaign:
    """Remove a company from a campaign (undoable); return the campaign. Raise NotFound for a target out of reach."""
    with operation(by=by, at=at, kind="territory.target_dropped") as op:
        target = (
            CampaignTarget.objects.visible_to(by).select_related("campaign", "company").filter(pk=target_id).first()
        )
        if target is None:
            raise NotFound("target")
        op.describe(target.company.name)
        target.delete()
    return target.campaign
