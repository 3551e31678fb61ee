"""Addresses of what all lists share."""

from django.urls import path

from . import exporting, views

app_name = "lists"
urlpatterns = [
    path("views", views.save, name="view_save"),
    path("views/<uuid:list_view_id>/delete", views.delete, name="view_delete"),
    path("export", exporting.export, name="export"),
    path("columns", views.columns, name="columns"),
]
