"""URL patterns of sync."""

from django.urls import path

from . import api_views, views

app_name = "sync"
urlpatterns = [
    path("", views.home, name="home"),
    path("versions/<uuid:version_id>/", views.version, name="version"),
    path("versions/<uuid:version_id>/file", views.version_file, name="version_file"),
    path("versions/<uuid:version_id>/drop", views.drop, name="drop"),
    path("phones/<uuid:device_id>/revoke", views.revoke, name="revoke"),
    path("file", views.exported, name="exported"),
    path("policy", views.policy, name="policy"),
    path("v1/devices", api_views.enrol, name="enrol"),
    path("v1/session", api_views.session, name="session"),
    path("v1/state", api_views.state, name="state"),
    path("v1/snapshot/<slug:part>", api_views.snapshot, name="snapshot"),
    path("v1/<slug:kind>/<uuid:key>", api_views.put_submission, name="put"),
]
