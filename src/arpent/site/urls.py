"""URL patterns of the composition root, then those of each domain under the prefix of its manifest."""

from django.urls import include, path
from django.views.generic import RedirectView

from .domains import manifests
from .web import account_views, field_views, search_views, today_views, views

handler429 = "arpent.site.web.views.too_many"
handler500 = "arpent.site.web.failures.answer_error"
urlpatterns = [
    path("", today_views.today, name="today"),
    path("first-steps/", today_views.first_steps, name="first_steps"),
    path("field/", field_views.field, name="field"),
    path("sw.js", field_views.worker, name="field_worker"),
    path("manifest.webmanifest", field_views.manifest, name="field_manifest"),
    path("field/icon-<int:size>.png", field_views.icon, name="field_icon"),
    path("start/", views.start, name="start"),
    path("health", views.health, name="health"),
    path("search", search_views.search, name="search"),
    path("demo/load", views.load_demo, name="load_demo"),
    path("figures/", views.figures, name="figures"),
    path("charts/visits", today_views.visits_chart, name="visits_chart"),
    path("charts/visits.pdf", today_views.visits_paper, name="visits_paper"),
    path("geo/departements.json", views.outlines, name="outlines"),
    path("geo/contours/<slug:departement>.json", views.contours, name="contours"),
    path(
        "account/sessions/",
        RedirectView.as_view(pattern_name="accounts:sign_ins", http_method_names=["get"]),
        name="account_sessions",
    ),
    path("account/password/reset/", account_views.password_reset, name="account_reset_password"),
    path("account/", include("allauth.urls")),
    *(path(d.url_prefix, include(f"arpent.{d.name}.web.urls")) for d in manifests() if d.url_prefix),
    *(path("", include(f"arpent.{d.name}.web.urls")) for d in manifests() if d.url_prefix == ""),
]
