"""Events published by clients."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CompaniesDeleting:
    """Companies are about to be deleted with their records; a subscriber raises DomainError to prevent it."""

    company_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class CompaniesPlaced:
    """Companies got, changed or restored a location: their sector holder may change."""

    company_ids: tuple[UUID, ...]
