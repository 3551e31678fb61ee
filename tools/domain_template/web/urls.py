"""Addresses of sample_domain."""

from django.urls import path

from . import views

app_name = "sample_domain"
urlpatterns = [
    path("", views.items, name="list"),
    path("new", views.item_new, name="new"),
]
