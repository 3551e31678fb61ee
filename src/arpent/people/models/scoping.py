"""Default-deny row access: querysets must be scoped with ``visible_to(person)`` before they are evaluated.

An unscoped queryset raises :class:`UnscopedRead`. The only exception is ``unscoped(reason)``, whose uses are counted by
a test.
"""

from typing import Any, Self

from django.db import models

from ..permissions import PeoplePermission
from ..rules.roles import Scope, scope_of


class UnscopedRead(RuntimeError):
    """Rows were read without ``visible_to`` or ``unscoped``: a bug."""


class ScopedQuerySet[M: models.Model](models.QuerySet[M]):
    """A queryset that raises UnscopedRead when it is evaluated before ``visible_to`` or ``unscoped``.
    ``owner_paths``: lookups of the owner's id, of which one must match; empty for rows that belong to the firm.
    ``permission``: the permission whose scope decides.
    """

    _scope: str | None = None
    owner_paths: tuple[str, ...] = ("owner",)
    permission: str = PeoplePermission.SEE_COLLEAGUES

    def visible_to(self, person: Any) -> Self:
        """Return the rows the person may see: their own, their team's or all, by the role's scope; none for a closed
        account.
        """
        scoped = self._marked(f"visible_to:{person.pk}")
        reach = scope_of(person.role, self.permission) if person.is_active else None
        if reach is None:
            return scoped.none()
        if reach == Scope.ALL or not self.owner_paths:
            # Rows without an owner belong to the firm: any permitted scope sees all of them.
            return scoped
        condition = models.Q()
        for path in self.owner_paths:
            if reach == Scope.TEAM and person.team_id:
                condition |= models.Q(**{f"{path}__in": person.colleague_ids()})
            else:
                condition |= models.Q(**{path: person.pk})
        return scoped.filter(condition)

    def unscoped(self, reason: str) -> Self:
        """Return all rows. Raise UnscopedRead without a ``reason`` why the read is not on behalf of a person."""
        if not reason:
            raise UnscopedRead("unscoped() needs a reason")
        return self._marked(f"unscoped:{reason}")

    def _marked(self, scope: str) -> Self:
        clone = self._chain()  # type: ignore[attr-defined]
        clone._scope = scope
        return clone  # type: ignore[no-any-return]

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._scope = self._scope
        return clone  # type: ignore[no-any-return]

    def _check(self) -> None:
        if self._scope is None and not self.query.is_empty():
            raise UnscopedRead(f"{self.model.__name__} was read without visible_to(person)")

    def _fetch_all(self) -> None:
        self._check()
        super()._fetch_all()  # type: ignore[misc]

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        """Iterate as Django does. Raise UnscopedRead for an unscoped queryset."""
        self._check()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        """Count as Django does. Raise UnscopedRead for an unscoped queryset."""
        self._check()
        return super().count()

    def exists(self) -> bool:
        """Return whether there are rows, as Django does. Raise UnscopedRead for an unscoped queryset."""
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Aggregate as Django does. Raise UnscopedRead for an unscoped queryset."""
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Update as Django does. Raise UnscopedRead for an unscoped queryset."""
        self._check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete as Django does. Raise UnscopedRead for an unscoped queryset."""
        self._check()
        return super().delete()

    def explain(self, **kwargs: Any) -> str:
        """Explain the query as Django does. Raise UnscopedRead for an unscoped queryset."""
        self._check()
        return super().explain(**kwargs)
