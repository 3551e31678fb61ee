"""Addresses of reports."""

from django.urls import path

from . import win_rate_views

app_name = "reports"
urlpatterns = [
    path("win-rate/", win_rate_views.win_rate, name="win_rate"),
    path("offers/<uuid:offer_id>/win-probability", win_rate_views.win_probability, name="win_probability"),
]
