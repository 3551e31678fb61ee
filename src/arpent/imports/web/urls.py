"""Addresses of the import wizard."""

from django.urls import path

from . import views

app_name = "imports"
urlpatterns = [
    path("", views.upload, name="upload"),
    path("<uuid:file_id>/", views.mapping, name="mapping"),
    path("<uuid:file_id>/preview", views.preview, name="preview"),
    path("<uuid:file_id>/run", views.run, name="run"),
    path("<uuid:file_id>/report", views.report, name="report"),
    path("<uuid:file_id>/rejected.csv", views.rejected, name="rejected"),
]
