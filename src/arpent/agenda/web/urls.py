"""URL patterns of agenda."""

from django.urls import path

from . import appointment_views, calendar_views, events_views, feed_views, plan_views

app_name = "agenda"
urlpatterns = [
    path("late", calendar_views.late, name="late"),
    path("", calendar_views.week, name="week"),
    path("calendar", events_views.calendar, name="calendar"),
    path("events.json", events_views.events, name="events"),
    path("days/", calendar_views.pattern, name="pattern"),
    path("week.ics", calendar_views.week_ics, name="week_ics"),
    path("feed/", feed_views.feed, name="feed"),
    path("feed/revoke", feed_views.feed_revoke, name="feed_revoke"),
    path("feed/<str:token>.ics", feed_views.feed_ics_view, name="feed_ics"),
    path("roadbook.pdf", calendar_views.roadbook, name="roadbook"),
    path("appointments/new", appointment_views.appointment_new, name="appointment_new"),
    path("appointments/<uuid:appointment_id>/", appointment_views.appointment, name="appointment"),
    path("appointments/<uuid:appointment_id>/cancel", appointment_views.appointment_cancel, name="appointment_cancel"),
    path("appointments/<uuid:appointment_id>/done", appointment_views.appointment_done, name="appointment_done"),
    path("plan", plan_views.request_week, name="plan_new"),
    path("plan/<uuid:plan_id>/", plan_views.plan, name="plan"),
    path("plan/<uuid:plan_id>/moves/<int:task>", plan_views.moves, name="plan_moves"),
    path("plan/<uuid:plan_id>/move", plan_views.move, name="plan_move"),
    path("plan/<uuid:plan_id>/lock", plan_views.lock, name="plan_lock"),
    path("plan/<uuid:plan_id>/remove", plan_views.remove, name="plan_remove"),
    path("plan/<uuid:plan_id>/again", plan_views.again, name="plan_again"),
    path("plan/<uuid:plan_id>/accept", plan_views.accept, name="plan_accept"),
    path("plan/<uuid:plan_id>/drop", plan_views.drop, name="plan_drop"),
]
