"""URL patterns of privacy."""

from django.urls import path

from . import retention_views, views

app_name = "privacy"
urlpatterns = [
    path("", views.home, name="home"),
    path("person", views.other, name="other"),
    path("person/export", views.other_export, name="other_export"),
    path("repeats/<uuid:item_id>", views.repeat, name="repeat"),
    path("retention/", retention_views.retention, name="retention"),
    path("erasures/<uuid:erasure_id>/lift", views.lift, name="lift"),
    path("contact/<uuid:contact_id>/", views.person, {"kind": "contact"}, name="contact"),
    path("contact/<uuid:contact_id>/export", views.export, {"kind": "contact"}, name="contact_export"),
    path("user/<uuid:person_id>/", views.person, {"kind": "user"}, name="user"),
    path("user/<uuid:person_id>/export", views.export, {"kind": "user"}, name="user_export"),
    path("company/<uuid:company_id>/", views.person, {"kind": "company"}, name="company"),
    path("company/<uuid:company_id>/export", views.export, {"kind": "company"}, name="company_export"),
    path("contact/<uuid:record_id>/panel", views.panel, {"kind": "contact"}, name="contact_panel"),
    path("user/<uuid:record_id>/panel", views.panel, {"kind": "user"}, name="user_panel"),
    path("company/<uuid:record_id>/panel", views.panel, {"kind": "company"}, name="company_panel"),
]
