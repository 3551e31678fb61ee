from .campaign import Campaign, CampaignTarget
from .sector import Sector, SectorCommune

__all__ = ["Campaign", "CampaignTarget", "Sector", "SectorCommune"]
