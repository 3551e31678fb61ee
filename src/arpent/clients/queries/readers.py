"""Who may see a company."""

from uuid import UUID

from arpent.people.public import User, list_people_with_access

from ..models import Company
from ..models.company import CompanyQuerySet


def company_readers(by: User, company_id: UUID) -> list[User] | None:
    """Return the people who may see a company; None when ``by`` may not."""
    owners = Company.objects.visible_to(by).filter(pk=company_id).values_list(*CompanyQuerySet.owner_paths).first()
    return None if owners is None else list_people_with_access(permission=CompanyQuerySet.permission, owners=owners)
