"""Input of the data quality score."""

from ..models import Company, Contact, Site
from ..rules.data_quality import DataQualityFacts


def data_quality_facts(company: Company, sites: list[Site], contacts: list[Contact]) -> DataQualityFacts:
    """Return the input of the data quality score of a company; ``sites``: the main one first."""
    main = sites[0] if sites else None
    return DataQualityFacts(
        has_siret=bool(main and main.siret) or bool(company.siren),
        precision=main.precision if main else "none",
        has_phone=bool(company.phone) or any(c.phone or c.mobile for c in contacts),
        has_email=bool(company.email) or any(c.email for c in contacts),
        has_named_contact=bool(contacts),
        has_activity=bool(company.naf),
        hours_confirmed_on=main.hours_confirmed_on if main else None,
        last_contact_on=company.last_visit_on,
    )
