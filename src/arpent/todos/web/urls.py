"""Addresses of todos."""

from django.urls import path

from . import panels, views

app_name = "todos"
urlpatterns = [
    path("", views.todos, name="list"),
    path("new", views.todo_new, name="new"),
    path("reading", views.reading, name="reading"),
    path("<uuid:todo_id>/", views.todo, name="todo"),
    path("<uuid:todo_id>/done", views.todo_done, name="done"),
    path("<uuid:todo_id>/postpone", views.todo_postpone, name="postpone"),
    path("<uuid:todo_id>/delete", views.todo_delete, name="delete"),
    path("panels/company/<uuid:company_id>", panels.company_panel, name="company_panel"),
    path("panels/contact/<uuid:contact_id>", panels.contact_panel, name="contact_panel"),
    path("panels/deal/<uuid:deal_id>", panels.deal_panel, name="deal_panel"),
    path("panels/offer/<uuid:offer_id>", panels.offer_panel, name="offer_panel"),
    path("panels/today/<uuid:person_id>", panels.today_panel, name="today_panel"),
]
