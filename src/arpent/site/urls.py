"""Every address, by domain."""

from django.urls import include, path

from .web import search_views, today_views, views

urlpatterns = [
    path("", today_views.today, name="today"),
    path("start/", views.start, name="start"),
    path("health", views.health, name="health"),
    path("search", search_views.search, name="search"),
    path("demo/load", views.load_demo, name="load_demo"),
    path("figures/", views.figures, name="figures"),
    path("charts/visits.json", today_views.visits_chart, name="visits_chart"),
    path("charts/visits.pdf", today_views.visits_paper, name="visits_paper"),
    path("geo/departements.json", views.outlines, name="outlines"),
    path("geo/contours/<slug:departement>.json", views.contours, name="contours"),
    path("account/", include("allauth.urls")),
    path("clients/", include("arpent.clients.web.urls")),
    path("sector/", include("arpent.territory.web.urls")),
    path("agenda/", include("arpent.agenda.web.urls")),
    path("catalogue/", include("arpent.catalogue.web.urls")),
    path("deals/", include("arpent.deals.web.urls")),
    path("offers/", include("arpent.offers.web.urls")),
    path("", include("arpent.people.web.urls")),
]
