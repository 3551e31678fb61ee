"""Queries of the pipeline stages."""

from typing import Any
from uuid import UUID

from ..models import Stage
from ..rules.lifecycle import StageKind


def list_stages() -> list[Stage]:
    """Return all stages in the order of the pipeline."""
    return list(Stage.objects.all())


def first_stage() -> Stage:
    """Return the stage of new deals."""
    return Stage.objects.filter(kind=StageKind.OPEN.value).order_by("position", "id")[0]


def get_stage(stage_id: UUID) -> Stage | None:
    """Return a stage, or None."""
    return Stage.objects.filter(pk=stage_id).first()


def stage_values(stage: Stage) -> dict[str, Any]:
    """Return the form values of a stage, its name in the active language."""
    return {
        "name": str(stage),
        "probability": stage.probability,
        "stale_days": stage.stale_days,
        "requires": stage.requires,
    }
