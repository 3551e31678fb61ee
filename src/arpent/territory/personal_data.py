"""Declaration of the personal data stored by territory."""

from arpent.kernel.personal_data import CODE, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable("territory.Sector", {"name": Kind.FREE_TEXT}, {"color": CODE}),
    PersonalTable("territory.SectorCommune", none={"commune_code": CODE}),
    PersonalTable("territory.TargetingCampaign", {"name": Kind.FREE_TEXT, "filter": Kind.JSON}, {"weights": "numbers"}),
    PersonalTable("territory.CampaignTarget", none={"parts": "scores"}),
)
