"""Every address, by domain."""

from django.urls import include, path
from django.views.generic import RedirectView

from .web import account_views, field_views, search_views, today_views, views

handler429 = "arpent.site.web.views.too_many"
handler500 = "arpent.site.web.failures.answer_error"
urlpatterns = [
    path("", today_views.today, name="today"),
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
    path("clients/", include("arpent.clients.web.urls")),
    path("sector/", include("arpent.territory.web.urls")),
    path("agenda/", include("arpent.agenda.web.urls")),
    path("catalogue/", include("arpent.catalogue.web.urls")),
    path("deals/", include("arpent.deals.web.urls")),
    path("visits/", include("arpent.visits.web.urls")),
    path("sync/", include("arpent.sync.web.urls")),
    path("privacy/", include("arpent.privacy.web.urls")),
    path("offers/", include("arpent.offers.web.urls")),
    path("solutions/", include("arpent.solutions.web.urls")),
    path("orders/", include("arpent.orders.web.urls")),
    path("reports/", include("arpent.reports.web.urls")),
    path("imports/", include("arpent.imports.web.urls")),
    path("", include("arpent.history.web.urls")),
    path("", include("arpent.accounts.web.urls")),
]
