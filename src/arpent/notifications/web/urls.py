"""Addresses of notifications."""

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("", views.notification_list, name="list"),
    path("panel", views.panel, name="panel"),
    path("settings", views.settings_page, name="settings"),
    path("colleagues", views.colleagues, name="colleagues"),
    path("read", views.read_all, name="read_all"),
    path("<uuid:notification_id>/open", views.open_notification, name="open"),
    path("<uuid:notification_id>/read", views.read, name="read"),
]
