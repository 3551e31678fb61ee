from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("history/", views.history, name="history"),
    path("history/<uuid:operation_id>/", views.operation_detail, name="operation"),
    path("history/<uuid:operation_id>/undo", views.undo, name="undo"),
    path("jobs/<uuid:job_id>/", views.job, name="job"),
    path("jobs/<uuid:job_id>/stop", views.job_stop, name="job_stop"),
    path("settings/", views.settings_page, name="settings"),
    path("settings/identity", views.identity, name="identity"),
    path("settings/people/", views.people, name="people"),
    path("settings/people/new", views.person_new, name="person_new"),
    path("settings/people/<uuid:person_id>/", views.person, name="person"),
    path("settings/people/<uuid:person_id>/invite", views.invite, name="invite"),
    path("settings/teams/new", views.team_new, name="team_new"),
]
