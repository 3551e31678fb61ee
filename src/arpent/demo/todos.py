"""Tasks of the demonstration: late, of today, repeated, asked by the manager, and one that is done."""

import datetime as dt

from django.utils.timezone import localdate

from arpent.clients.public import CompanyFilter, list_companies
from arpent.people.public import User
from arpent.todos.public import finish_todo, save_todo

# Title, days from today, hour, repetition.
TASKS = (
    ("Rappeler le service achats au sujet du devis", -1, None, ""),
    ("Envoyer la courbe de la pompe au bureau d’études", 0, dt.time(11), ""),
    ("Préparer la semaine prochaine", 0, dt.time(16, 30), "weekly"),
    ("Demander les dates d’arrêt de la maintenance", 2, dt.time(9), ""),
    ("Vérifier le stock de vannes de démonstration", 12, None, "monthly"),
)


def make_todos(person: User, manager: User, at: dt.datetime) -> None:
    """Write the tasks of a negotiator about their customers, one of them asked by the manager."""
    today = localdate(at)
    page = list_companies(by=person, criteria=CompanyFilter(relationship=("customer",)), today=today)
    companies = [row.pk for row in page.rows]
    for n, (title, days, hour, repeat) in enumerate(TASKS):
        values = {"title": title, "due_on": today + dt.timedelta(days=days), "due_time": hour, "repeat": repeat}
        about = companies[n % len(companies)] if companies and not repeat else None
        save_todo(by=person, at=at, values=values, company_id=about)
    forecast = {"title": "Donner le prévisionnel du trimestre", "due_on": today + dt.timedelta(days=3)}
    save_todo(by=manager, at=at, values=forecast | {"assignee_id": person.pk})
    done = save_todo(by=person, at=at, values={"title": "Confirmer le créneau de la mise en service", "due_on": today})
    finish_todo(todo_id=done.pk, by=person, at=at)
