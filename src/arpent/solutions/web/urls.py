"""Addresses of solutions."""

from django.urls import path

from . import configurator_views, views

app_name = "solutions"
urlpatterns = [
    path("deals/<uuid:deal_id>/", views.compare_page, name="compare"),
    path("deals/<uuid:deal_id>/panel", views.deal_panel, name="deal_panel"),
    path("configurations/<uuid:family_id>/", configurator_views.configured, name="configured"),
    path("configurations/<uuid:family_id>/keep", configurator_views.keep, name="keep"),
    path("<uuid:solution_id>/edit", views.edit, name="edit"),
    path("<uuid:solution_id>/decide", views.decide, name="decide"),
    path("<uuid:solution_id>/extras", views.extras, name="extras"),
    path("<uuid:solution_id>/remove", views.remove, name="remove"),
]
