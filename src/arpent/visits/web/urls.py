"""URL patterns of visits."""

from django.urls import path

from . import form_views, views

app_name = "visits"
urlpatterns = [
    path("", views.visits, name="list"),
    path("forms/", form_views.forms, name="forms"),
    path("forms/new", form_views.form_new, name="form_new"),
    path("forms/<uuid:form_id>/", form_views.form, name="form"),
    path("forms/<uuid:form_id>/sections/new", form_views.section_new, name="section_new"),
    path("sections/<uuid:section_id>/", form_views.section, name="section"),
    path("sections/<uuid:section_id>/shift", form_views.section_shift, name="section_shift"),
    path("sections/<uuid:section_id>/remove", form_views.section_remove, name="section_remove"),
    path("company/<uuid:company_id>/", views.company_panel, name="company_panel"),
    path("appointment/<uuid:appointment_id>/", views.appointment_panel, name="appointment_panel"),
    path("files/<uuid:attachment_id>", views.file, name="file"),
    path("files/<uuid:attachment_id>/remove", views.file_remove, name="file_remove"),
    path("<uuid:visit_id>/", views.visit, name="visit"),
    path("<uuid:visit_id>/remove", views.visit_remove, name="visit_remove"),
]
