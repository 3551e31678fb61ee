"""Cached travel matrices from the configured provider, with fallback to the estimate."""

import datetime as dt
import hashlib
import io
from dataclasses import replace

import numpy as np
from django.conf import settings

from .connectors.roads import Estimate, Osrm, ProviderDown, TravelProvider, Valhalla
from .models import CachedMatrix
from .rules.travel import Floats, TravelMatrix


def get_provider() -> TravelProvider:
    """Return the provider of ARPENT_OSRM_URL or ARPENT_VALHALLA_URL, else the estimate."""
    if settings.ARPENT_OSRM_URL:
        return Osrm(settings.ARPENT_OSRM_URL)
    if settings.ARPENT_VALHALLA_URL:
        return Valhalla(settings.ARPENT_VALHALLA_URL)
    return Estimate()


def measure_travel(
    lats: Floats, lons: Floats, *, at: dt.datetime, provider: TravelProvider | None = None
) -> TravelMatrix:
    """Return the travel matrix between n points, from the cache or the road engine.

    ``lats`` and ``lons``: float64 arrays of shape (n,), in degrees. ``provider``: by default the configured one. When
    the road engine fails, the estimate is returned with ``problem`` set to the engine's name, and not cached.
    """
    provider = provider or get_provider()
    if isinstance(provider, Estimate):
        return provider.matrix(lats, lons)
    key = hashlib.sha256(np.round(np.stack([lats, lons]), 5).tobytes() + provider.name.encode()).hexdigest()
    cached = CachedMatrix.objects.filter(pk=key).first()
    if cached:
        existing = np.load(io.BytesIO(bytes(cached.data)))
        return TravelMatrix(existing["seconds"], existing["metres"], cached.provider, estimated=False)
    try:
        matrix = provider.matrix(lats, lons)
    except ProviderDown:
        return replace(Estimate().matrix(lats, lons), problem=provider.name)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, seconds=matrix.seconds, metres=matrix.metres)
    CachedMatrix.objects.update_or_create(
        pk=key, defaults={"provider": matrix.provider, "made_at": at, "data": buffer.getvalue()}
    )
    return matrix
