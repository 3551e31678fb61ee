"""What a phone had last written of a record: the base that its next version is merged from (docs/adr/0023)."""

from typing import Any

from ..models import ItemVersion
from ..rules.verdicts import State


def get_former_body(*, version: ItemVersion) -> dict[str, Any]:
    """Return each value as the device last sent it before a version, in versions that were written or that a person settled.

    Those still open do not count: what they changed must be asked again, not taken for known. {} when there is none.
    """
    rows = ItemVersion.objects.visible_to(version.item.person).filter(item=version.item_id, device=version.device_id)
    rows = rows.filter(seq__lt=version.seq, state__in=[State.APPLIED.value, State.SETTLED.value])
    former: dict[str, Any] = {}
    for one in rows.order_by("seq"):
        former |= one.told
    return former
