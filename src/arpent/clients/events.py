"""What clients tells."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CompaniesDeleting:
    """Companies are about to be deleted with all that hangs on them; whoever cannot let one go raises DomainError."""

    company_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class CompaniesPlaced:
    """Companies got or changed a place (or came back with one): who covers them may change."""

    company_ids: tuple[UUID, ...]
