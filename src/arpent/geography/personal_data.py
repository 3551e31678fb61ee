"""Declaration that geography stores no personal data, only a cache of travel times between points."""

from arpent.kernel.personal_data import CODE, HASH, PersonalTable

PERSONAL_DATA = (PersonalTable("geography.CachedMatrix", none={"key": HASH, "provider": CODE, "data": "travel times"}),)
