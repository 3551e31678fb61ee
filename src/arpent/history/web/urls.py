"""URL patterns of history."""

from django.urls import path

from . import views

app_name = "history"
urlpatterns = [
    path("history/", views.history, name="history"),
    path("history/<uuid:operation_id>/", views.operation_detail, name="operation"),
    path("history/<uuid:operation_id>/undo", views.undo, name="undo"),
    path("jobs/<uuid:job_id>/", views.job, name="job"),
    path("jobs/<uuid:job_id>/stop", views.job_stop, name="job_stop"),
]
