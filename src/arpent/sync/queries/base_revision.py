"""The base of the three-way comparison of a version (docs/adr/0023, 0034)."""

from typing import Any

from ..models import SubmissionVersion
from ..rules.version_state import State

WRITTEN = [State.APPLIED.value, State.RESOLVED.value]


def get_base_body(*, version: SubmissionVersion) -> dict[str, Any] | None:
    """Return the body that a version was based on, the device's last acknowledged revision; None when it is not known.
    It consists of what the device submitted before, as far as it was applied or resolved; open versions do not count,
    because their changes must be decided again. It is not known for a device that has submitted nothing of the record,
    or that has read a later revision since.
    """
    rows = SubmissionVersion.objects.visible_to(version.submission.person).filter(
        submission=version.submission_id, device=version.device_id
    )
    base: dict[str, Any] = {}
    revision = -1
    for one in rows.filter(seq__lt=version.seq, state__in=WRITTEN).select_related("submission").order_by("seq"):
        base |= one.corrected_body
        # A merged record has content that the device has not seen.
        revision = max(revision, one.revision if one.state == State.APPLIED else one.base_revision)
    return base if version.base_revision <= revision else None
