"""Personal data of sample_domain: the titles that people write."""

from arpent.kernel.personal_data import Kind, PersonalTable

PERSONAL_DATA = (PersonalTable("sample_domain.Item", {"title": Kind.FREE_TEXT}),)
