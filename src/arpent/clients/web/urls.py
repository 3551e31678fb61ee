"""Addresses of the commercial file."""

from django.urls import path

from . import company_views, list_views, locating_views, picker_views

app_name = "clients"
urlpatterns = [
    path("", list_views.companies, name="list"),
    path("contacts", list_views.contacts, name="contacts"),
    path("map", list_views.companies_map, name="map"),
    path("points.json", list_views.points, name="points"),
    path("lasso", list_views.lasso, name="lasso"),
    path("bulk", list_views.bulk, name="bulk"),
    path("views/save", list_views.view_save, name="view_save"),
    path("views/<uuid:view_id>/delete", list_views.view_delete, name="view_delete"),
    path("locate", locating_views.locate, name="locate"),
    path("new", company_views.company_new, name="new"),
    path("options", picker_views.options, name="options"),
    path("duplicates", picker_views.duplicates, name="duplicates"),
    path("new/quick", picker_views.quick_new, name="quick_new"),
    path("<uuid:company_id>/", company_views.company, name="company"),
    path("<uuid:company_id>/edit", company_views.company_edit, name="company_edit"),
    path("<uuid:company_id>/delete", company_views.company_delete, name="company_delete"),
    path("<uuid:company_id>/note", company_views.note, name="note"),
    path("<uuid:company_id>/sites/new", company_views.site, name="site_new"),
    path("<uuid:company_id>/sites/<uuid:site_id>/", company_views.site, name="site"),
    path("<uuid:company_id>/sites/<uuid:site_id>/hours", company_views.hours, name="hours"),
    path("<uuid:company_id>/sites/<uuid:site_id>/delete", company_views.site_delete, name="site_delete"),
    path("<uuid:company_id>/contacts/new", company_views.contact, name="contact_new"),
    path("<uuid:company_id>/contacts/<uuid:contact_id>/", company_views.contact, name="contact"),
    path("<uuid:company_id>/contacts/<uuid:contact_id>/delete", company_views.contact_delete, name="contact_delete"),
]
