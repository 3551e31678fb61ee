"""URL patterns of territory."""

from django.urls import path

from . import sector_views, target_views

app_name = "territory"
urlpatterns = [
    path("", sector_views.sectors, name="sectors"),
    path("zones.json", sector_views.zones, name="zones"),
    path("new", sector_views.sector, name="sector_new"),
    path("pick", sector_views.pick, name="pick"),
    path("shape", sector_views.shape, name="shape"),
    path("targets/", target_views.targets, name="targets"),
    path("campaigns/<uuid:campaign_id>/", target_views.campaign, name="campaign"),
    path("campaigns/<uuid:campaign_id>/delete", target_views.campaign_delete, name="campaign_delete"),
    path("campaigns/targets/<uuid:target_id>/drop", target_views.target_drop, name="target_drop"),
    path("<uuid:sector_id>/", sector_views.sector, name="sector"),
    path("<uuid:sector_id>/delete", sector_views.sector_delete, name="sector_delete"),
]
