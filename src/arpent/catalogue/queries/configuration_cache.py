"""Cache of configurations by revision of the catalogue.

LRU of at most ``MAX_CACHED`` entries per process; a new revision clears it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import connection

from arpent.configurator.public import Configuration, FamilyModel, Need
from arpent.people.public import User

from ..models import Family, Revision
from .families import family_model

MAX_CACHED = 64
Key = tuple[UUID, tuple[Need, ...]]


class ConfigurationCache:
    """Thread-safe LRU cache of models and configurations of one revision."""

    def __init__(self, max_size: int = MAX_CACHED) -> None:
        self._max_size, self._token, self._lock = max_size, "", threading.Lock()
        self._models: OrderedDict[UUID, FamilyModel] = OrderedDict()
        self._configurations: OrderedDict[Key, Configuration] = OrderedDict()

    def get(
        self, token: str, family_id: UUID, needs: tuple[Need, ...], load: Callable[[], FamilyModel]
    ) -> Configuration:
        """Return a configuration of revision ``token``; ``load`` returns the family's model on a miss.

        Another revision than the last one clears the cache. Raise DomainError as `Configuration` does.
        """
        with self._lock:
            self._enter(token)
            configuration = self._configurations.get((family_id, needs))
            if configuration is not None:
                self._configurations.move_to_end((family_id, needs))
                return configuration
            model = self._models.get(family_id)
        model = load() if model is None else model
        configuration = Configuration(model, needs)
        with self._lock:
            if token == self._token:
                _put_lru(self._models, family_id, model, self._max_size)
                _put_lru(self._configurations, (family_id, needs), configuration, self._max_size)
        return configuration

    def _enter(self, token: str) -> None:
        if token != self._token:
            self._token = token
            self._models.clear()
            self._configurations.clear()


def _put_lru[K, V](cache: OrderedDict[K, V], key: K, value: V, max_size: int) -> None:
    cache[key] = value
    cache.move_to_end(key)
    while len(cache) > max_size:
        cache.popitem(last=False)


_CACHE = ConfigurationCache()


def may_cache() -> bool:
    """Return whether data read now may be cached: inside a transaction it may be rolled back."""
    return not connection.in_atomic_block


def data_version(*, by: User) -> str:
    """Return the revision of the catalogue, or "" when nothing may be cached."""
    if not may_cache():
        return ""
    return Revision.objects.visible_to(by).values_list("token", flat=True).first() or ""


def open_configuration(*, family_id: UUID, by: User, needs: Sequence[Need] = ()) -> Configuration:
    """Return a family's configuration with needs, cached by revision.

    Raise Family.DoesNotExist when it is not visible, DomainError when it cannot be configured.
    """
    token = data_version(by=by)  # read before the rows: later commits have another token
    if not token:
        return Configuration(family_model(family_id=family_id, by=by), tuple(needs))
    Family.objects.visible_to(by).only("pk").get(pk=family_id)
    return _CACHE.get(token, family_id, tuple(needs), lambda: family_model(family_id=family_id, by=by))
