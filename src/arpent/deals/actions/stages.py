"""The firm's pipeline stages: names, order, probabilities, requirements."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Max

from arpent.database.lengths import checked_text
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_or_raise
from arpent.people.public import User, require_permission

from ..models import Deal, Stage, StageMove
from ..permissions import DealPermission
from ..queries.stages import stage_values
from ..rules.lifecycle import StageKind
from ..rules.stages import stage_probability, stage_refusals, stage_requirements


def save_stage(
    *, by: User, at: dt.datetime, values: dict[str, Any], stage_id: UUID | None = None, seen: Seen = None
) -> Stage:
    """Create or change a stage; new stages are open and last.
    ``values``: name, probability in percent, stale_days, requires. Raise NotFound, ValidationErrors with the message of
    each field, Conflict when a value was changed concurrently (see ``seen``), DomainError people.not_allowed.
    """
    require_permission(by, DealPermission.SET_STAGES)
    name = checked_text(Stage, "name", str(values.get("name", "")))
    probability = int(values.get("probability") or 0)
    refusals = stage_refusals(name=name, probability=probability, requires=values.get("requires", []))
    if refusals:
        raise ValidationErrors(refusals)
    with operation(by=by, at=at, kind="deals.stage", label=name):
        stage = Stage.objects.select_for_update().filter(pk=stage_id).first() if stage_id else Stage()
        if stage is None:
            raise NotFound("stage")
        if stage_id:
            values = merge_or_raise(seen=seen, stored=stage_values(stage), written=values | {"name": name})
            name = values["name"]
        if stage_id is None:
            last = Stage.objects.filter(kind=StageKind.OPEN.value).aggregate(last=Max("position"))["last"]
            stage.position = (last or 0) + 1
            for later in Stage.objects.filter(position__gte=stage.position).order_by("-position"):
                later.position += 1
                later.save(update_fields=["position"])
        if name != str(stage):
            stage.name = name
        stage.probability = stage_probability(stage.kind, int(values.get("probability") or 0))
        stage.stale_days = values.get("stale_days") or None
        stage.requires = stage_requirements(stage.kind, values.get("requires", []))
        stage.save()
    return stage


def shift_stage(*, stage_id: UUID, by: User, at: dt.datetime, steps: int) -> None:
    """Move an open stage up (``steps`` -1) or down (1) among open stages. Raise NotFound, DomainError
    people.not_allowed.
    """
    require_permission(by, DealPermission.SET_STAGES)
    with operation(by=by, at=at, kind="deals.stage") as op:
        rows = list(Stage.objects.select_for_update().filter(kind=StageKind.OPEN.value))
        index = next((i for i, s in enumerate(rows) if s.pk == stage_id), None)
        if index is None:
            raise NotFound("stage")
        op.describe(str(rows[index]))
        target = index + (1 if steps > 0 else -1)
        if 0 <= target < len(rows):
            a, b = rows[index], rows[target]
            a.position, b.position = b.position, a.position
            a.save(update_fields=["position"])
            b.save(update_fields=["position"])


def remove_stage(*, stage_id: UUID, by: User, at: dt.datetime) -> None:
    """Delete an open stage without deals or past moves.
    Raise NotFound, DomainError deals.stage_required for the last open stage or a closed one, deals.stage_in_use,
    people.not_allowed.
    """
    require_permission(by, DealPermission.SET_STAGES)
    with operation(by=by, at=at, kind="deals.stage_removed") as op:
        stage = Stage.objects.select_for_update().filter(pk=stage_id).first()
        if stage is None:
            raise NotFound("stage")
        op.describe(str(stage))
        if not stage.is_open or Stage.objects.filter(kind=StageKind.OPEN.value).count() == 1:
            raise DomainError("deals.stage_required")
        scope_reason = "a stage belongs to the firm: any deal in it keeps it"
        if (
            Deal.objects.unscoped(scope_reason).filter(stage=stage).exists()
            or StageMove.objects.unscoped(scope_reason).filter(stage=stage).exists()
        ):
            raise DomainError("deals.stage_in_use", stage=str(stage))
        stage.delete()
