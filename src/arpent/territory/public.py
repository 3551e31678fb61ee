"""Public interface of territory."""

from .actions.campaigns import save_campaign
from .actions.sectors import pick_communes, save_sector
from .queries.planned_stops import register_planned_stops_provider
from .queries.targets import campaign_company_ids, list_campaigns, rank_targets
from .rules.scoring import DEFAULT_WEIGHTS, TargetProfile

__all__ = [
    "DEFAULT_WEIGHTS",
    "TargetProfile",
    "campaign_company_ids",
    "list_campaigns",
    "pick_communes",
    "rank_targets",
    "register_planned_stops_provider",
    "save_campaign",
    "save_sector",
]
