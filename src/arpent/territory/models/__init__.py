"""Models of territory."""

from .campaign import CampaignTarget, TargetingCampaign
from .sector import Sector, SectorCommune

__all__ = ["CampaignTarget", "Sector", "SectorCommune", "TargetingCampaign"]
