"""Companies changed by an operation, from the audit trail."""

from uuid import UUID

from arpent.history.public import list_touched


def companies_changed_by(operation_id: UUID) -> list[UUID]:
    """Return the ids of companies that an operation changed, or whose sites or contacts it changed."""
    company_ids = dict.fromkeys(list_touched(operation_id=operation_id, table="clients_company", column="id"))
    for table in ("clients_site", "clients_contact"):
        company_ids.update(dict.fromkeys(list_touched(operation_id=operation_id, table=table, column="company_id")))
    return list(company_ids)
