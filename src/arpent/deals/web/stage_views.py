"""Views of the pipeline stages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import NotFound
from arpent.people.public import require_permission
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.stages import remove_stage, save_stage, shift_stage
from ..messages import REQUIREMENTS
from ..permissions import DealPermission
from ..queries.stages import get_stage, list_stages, stage_values
from .forms import StageForm


@require_GET
def stages(request: HttpRequest) -> HttpResponse:
    """List the stages with their requirements."""
    require_permission(current_user(request), DealPermission.SET_STAGES)
    rows = [{"stage": s, "requires": [REQUIREMENTS[r] for r in s.requires]} for s in list_stages()]
    return render(request, "deals/stages.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def stage(request: HttpRequest, stage_id: UUID | None = None) -> HttpResponse:
    """Create or change a stage. Raise NotFound for an unknown one."""
    by = current_user(request)
    require_permission(by, DealPermission.SET_STAGES)
    stored = get_stage(stage_id) if stage_id else None
    if stage_id and stored is None:
        raise NotFound("stage")
    form = StageForm(request.POST or None, initial=stage_values(stored) if stored else {})
    opened = open_edit_form(request, form, stored, create_url=reverse("deals:stage_new"))
    return form_page(
        request,
        form,
        lambda values: save_stage(by=by, at=timezone.now(), values=values, stage_id=stage_id, seen=seen_values(opened)),
        done=reverse("deals:stages"),
        heading=str(stored) if stored else _("Nouvelle étape"),
        back=reverse("deals:stages"),
        danger=reverse("deals:stage_delete", args=[stage_id]) if stored and stored.is_open else "",
    )


@require_POST
def stage_shift(request: HttpRequest, stage_id: UUID) -> HttpResponse:
    """Move a stage up or down (POST)."""
    shift_stage(
        stage_id=stage_id,
        by=current_user(request),
        at=timezone.now(),
        steps=1 if request.POST.get("steps") == "1" else -1,
    )
    return redirect("deals:stages")


@require_POST
def stage_delete(request: HttpRequest, stage_id: UUID) -> HttpResponse:
    """Delete a stage (POST)."""
    remove_stage(stage_id=stage_id, by=current_user(request), at=timezone.now())
    return redirect("deals:stages")
