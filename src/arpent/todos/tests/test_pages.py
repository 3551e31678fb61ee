import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arpent.clients.actions.contacts import save_contact
from arpent.clients.testing import make_company
from arpent.deals.testing import make_deal
from arpent.people.testing import NOON, form_values
from arpent.todos.models import Todo
from arpent.todos.testing import make_todo

LIST = reverse("todos:list")


def test_a_typed_line_fills_in_the_form_and_the_task_is_listed(cast, login):
    client = login(cast.owner)
    reading = client.get(reverse("todos:reading"), {"line": "Rappeler M. Durand demain 9h"})
    assert "Rappeler M. Durand" in reading.text and "09:00" in reading.text
    page = client.get(reverse("todos:new"), {"line": "Rappeler M. Durand demain 9h"})
    values = form_values(page, "title")
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert (values["title"], values["due_on"], values["due_time"]) == (
        "Rappeler M. Durand",
        tomorrow.isoformat(),
        "09:00",
    )
    response = client.post(reverse("todos:new"), values, follow=True)
    assert "Rappeler M. Durand" in response.text and "09:00" in response.text
    assert client.post(reverse("todos:new"), values | {"title": " "}).status_code == 422


def test_a_task_is_done_and_put_off_from_where_it_is_shown(cast, login):
    client, today = login(cast.owner), timezone.localdate()
    todo = make_todo(cast.owner, due_on=today)
    panel = client.get(reverse("todos:today_panel", args=[cast.owner.pk]))
    assert "Rappeler" in panel.text and "Reporter" in panel.text
    response = client.post(reverse("todos:postpone", args=[todo.pk]), {"to": "tomorrow", "next": "/"})
    assert response.url == "/"
    todo = Todo.objects.visible_to(cast.owner).get()
    assert todo.due_on == today + dt.timedelta(days=1)
    client.post(reverse("todos:postpone", args=[todo.pk]), {"to": "monday", "next": "https://elsewhere.example/"})
    todo = Todo.objects.visible_to(cast.owner).get()
    assert todo.due_on.weekday() == 0 and todo.due_on > today
    client.post(reverse("todos:postpone", args=[todo.pk]), {"to": "day", "day": "2031-01-15"})
    assert Todo.objects.visible_to(cast.owner).get().due_on == dt.date(2031, 1, 15)
    response = client.post(reverse("todos:done", args=[todo.pk]), {"next": "https://elsewhere.example/"})
    assert response.url == LIST
    assert "Rappeler" in client.get(LIST, {"when": "done"}).text


def test_a_task_is_changed_and_deleted_on_its_page(cast, login):
    client = login(cast.owner)
    url = reverse("todos:todo", args=[make_todo(cast.owner).pk])
    values = form_values(client.get(url))
    client.post(url, values | {"title": "Écrire", "repeat": "monthly", "assignee_id": str(cast.mate.pk)})
    changed = Todo.objects.visible_to(cast.mate).get()
    assert (changed.title, changed.repeat, changed.assignee_id) == ("Écrire", "monthly", cast.mate.pk)
    client.post(reverse("todos:delete", args=[changed.pk]))
    assert not Todo.objects.visible_to(cast.owner).exists()


def test_panels_show_the_tasks_of_their_record(cast, login):
    client = login(cast.owner)
    company = make_company(cast.owner)
    contact = save_contact(company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Durand"})
    deal = make_deal(cast.owner, "Pompes", company_id=company.pk)
    make_todo(cast.owner, "Appeler", contact_id=contact.pk)
    make_todo(cast.owner, "Chiffrer", record_type="deal", record_id=deal.pk)
    for name, pk, shown, hidden in (
        ("company_panel", company.pk, ["Appeler", "Chiffrer"], []),
        ("contact_panel", contact.pk, ["Appeler"], ["Chiffrer"]),
        ("deal_panel", deal.pk, ["Chiffrer"], ["Appeler"]),
    ):
        url = reverse(f"todos:{name}", args=[pk])
        text = client.get(url).text
        assert all(t in text for t in shown) and not any(t in text for t in hidden)
        assert login(cast.stranger).get(url).status_code == 404
        client = login(cast.owner)
    page = client.get(reverse("todos:new"), {"about": "deal", "record": deal.pk})
    assert "Pompes" in page.text
    assert client.get(reverse("todos:new"), {"about": "deal", "record": company.pk}).status_code == 404
    assert client.get(reverse("todos:new"), {"contact": "x"}).status_code == 404


def test_the_list_takes_as_many_queries_for_twenty_tasks_as_for_two(cast, login):
    client, company = login(cast.owner), make_company(cast.owner)
    deal = make_deal(cast.owner, "Pompes", company_id=company.pk)
    counts = []
    for n in (2, 18):
        for _ in range(n):
            make_todo(cast.owner, record_type="deal", record_id=deal.pk)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_pages_are_in_english_too(cast, login):
    cast.owner.language = "en"
    cast.owner.save()
    assert "New task" in login(cast.owner).get(LIST).text
