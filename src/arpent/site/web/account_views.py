"""Views of accounts that replace allauth's."""

from allauth.account.views import password_reset as reset_by_mail
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods


@login_not_required
@require_http_methods(["GET", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    """Send a link that sets a password; without a mail server, name who can help."""
    if settings.ARPENT_SENDS_MAIL:
        response: HttpResponse = reset_by_mail(request)
        return response
    return render(request, "account/reset_without_mail.html")
