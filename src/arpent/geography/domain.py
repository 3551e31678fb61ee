"""Manifest of geography: communes, contours, distances."""

from arpent.kernel.manifest import Domain, UndoSpec

from .personal_data import PERSONAL_DATA

DOMAIN = Domain(
    name="geography",
    undo=UndoSpec(unaudited={"geography_cachedmatrix": "a cache"}),
    personal_data=PERSONAL_DATA,
)
