"""Pages of notifications: the bell's panel, the list, the choices."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.kernel.ids import parse_id
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.notifications import mark_all_read, mark_read, set_channels
from ..queries import (
    count_unread,
    describe_notifications,
    digest_hour,
    list_channels,
    list_panel,
    suggest_mentions,
    unread_first,
)
from .forms import HOUR_FIELD, ChannelsForm
from .items import to_items

PAGE_SIZE = 50


@require_GET
def notification_list(request: HttpRequest) -> HttpResponse:
    """List the person's notifications, unread ones first."""
    by = current_user(request)
    page = Paginator(unread_first(by), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "items": to_items(describe_notifications(page, by=by)),
        "page_obj": page,
        "unread": count_unread(by=by),
    }
    return render(request, "notifications/list.html", context)


@require_GET
def panel(request: HttpRequest) -> HttpResponse:
    """Show the first notifications, under the bell."""
    by = current_user(request)
    context = {"items": to_items(list_panel(by=by)), "unread": count_unread(by=by)}
    return render(request, "notifications/panel.html", context)


@require_GET
def colleagues(request: HttpRequest) -> JsonResponse:
    """Return the colleagues to mention on a record ("type", "record"), by the beginning of a name ("q")."""
    record_id = parse_id(request.GET.get("record", ""))
    labels = record_id and suggest_mentions(
        by=current_user(request),
        type_code=request.GET.get("type", ""),
        record_id=record_id,
        text=request.GET.get("q", ""),
    )
    return JsonResponse({"labels": labels or []})


@require_POST
def open_notification(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    """Mark a notification as read and go to its record."""
    by = current_user(request)
    found = mark_read(notification_id=notification_id, by=by, at=timezone.now())
    item = to_items(describe_notifications([found], by=by))[0]
    return redirect(item.url or "notifications:list")


@require_POST
def read(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    """Mark a notification as read, or with "unread" as unread again."""
    is_read = not request.POST.get("unread")
    mark_read(notification_id=notification_id, by=current_user(request), at=timezone.now(), read=is_read)
    return redirect("notifications:list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all notifications as read."""
    n = mark_all_read(by=current_user(request), at=timezone.now())
    text = ngettext("%(n)d notification marquée comme lue.", "%(n)d notifications marquées comme lues.", n)
    messages.info(request, text % {"n": n})
    return redirect("notifications:list")


@require_http_methods(["GET", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """Choose where each type of notification goes, and the hour of the digests."""
    by = current_user(request)
    form = ChannelsForm(request.POST or None, settings=list_channels(by=by), hour=digest_hour(by=by))
    return form_page(
        request,
        form,
        lambda values: set_channels(by=by, at=timezone.now(), hour=values.pop(HOUR_FIELD), channels=values),
        done=reverse("notifications:list"),
        heading=_("Mes notifications"),
        back=reverse("notifications:list"),
        intro=""
        if settings.ARPENT_SENDS_MAIL
        else _("Cette installation n’envoie pas d’e-mails : tout reste dans la cloche, rien ne se perd."),
    )
