import datetime as dt

import pytest

from arpent.clients.models import TimelineEntry
from arpent.clients.testing import make_company
from arpent.deals.testing import make_deal
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.kernel.merging import fingerprints
from arpent.notifications.queries import own_notifications
from arpent.people.testing import NOON, refused
from arpent.todos.actions import delete_todo, finish_todo, postpone_todo, save_todo
from arpent.todos.models import Todo
from arpent.todos.queries import TodoFilter, get_todo, listed_todos, todo_rows
from arpent.todos.testing import make_todo

pytestmark = pytest.mark.postgresql

TODAY = NOON.date()


def titles(by, **criteria):
    rows = listed_todos(by=by, criteria=TodoFilter(**criteria), today=TODAY)
    return sorted(t.title for t in rows)


def undo(by, kind):
    operation = Operation.objects.visible_to(by).filter(kind=kind).latest("at", "id")
    undo_operation(operation_id=operation.pk, by=by, at=NOON)


def test_a_task_is_seen_by_who_does_it_who_wrote_it_and_who_manages_them(cast):
    todo = make_todo(cast.owner, assignee_id=cast.mate.pk)
    seen = {name for name, person in cast.everyone().items() if get_todo(todo_id=todo.pk, by=person)}
    assert seen == {"owner", "mate", "manager", "direction", "administrator"}


def test_a_task_is_assigned_within_the_team_only(cast):
    assert refused(lambda: make_todo(cast.owner, assignee_id=cast.stranger.pk)) == "not_found"
    assert make_todo(cast.direction, assignee_id=cast.stranger.pk).assignee_id == cast.stranger.pk


def test_who_gets_a_task_of_somebody_else_is_notified(cast):
    make_todo(cast.owner)
    todo = make_todo(cast.owner, "Porter le plan", assignee_id=cast.mate.pk)
    assert [n.record_id for n in own_notifications(by=cast.mate)] == [todo.pk]
    assert not own_notifications(by=cast.owner).exists()


def test_a_done_task_is_on_the_timeline_of_its_company_and_comes_back_when_undone(cast):
    company = make_company(cast.owner)
    todo = make_todo(cast.owner, company_id=company.pk)
    assert finish_todo(todo_id=todo.pk, by=cast.owner, at=NOON) is None
    entries = TimelineEntry.objects.visible_to(cast.owner).filter(company=company, title="Tâche faite : Rappeler")
    assert entries.count() == 1
    assert titles(cast.owner) == [] and titles(cast.owner, when="done") == ["Rappeler"]
    finish_todo(todo_id=todo.pk, by=cast.owner, at=NOON)
    assert entries.count() == 1
    undo(cast.owner, "todos.finish")
    assert titles(cast.owner) == ["Rappeler"] and entries.count() == 0


def test_a_mate_does_a_task_about_a_company_that_they_do_not_see(cast):
    todo = make_todo(cast.owner, company_id=make_company(cast.owner).pk, assignee_id=cast.mate.pk)
    assert todo_rows([get_todo(todo_id=todo.pk, by=cast.mate)], cast.mate, TODAY)[0].company == ""
    finish_todo(todo_id=todo.pk, by=cast.mate, at=NOON)
    assert titles(cast.mate, when="done") == ["Rappeler"]


def test_the_next_task_of_a_series_is_made_when_one_is_done(cast):
    company = make_company(cast.owner)
    todo = make_todo(cast.owner, repeat="weekly", company_id=company.pk, due_time=dt.time(9))
    postpone_todo(todo_id=todo.pk, by=cast.owner, at=NOON, due_on=TODAY + dt.timedelta(days=2))
    following = finish_todo(todo_id=todo.pk, by=cast.owner, at=NOON)
    assert following.due_on == TODAY + dt.timedelta(days=7)
    assert (following.repeat_from, following.due_time, following.company_id) == (TODAY, dt.time(9), company.pk)
    undo(cast.owner, "todos.finish")
    assert Todo.objects.visible_to(cast.owner).count() == 1


def test_a_task_is_about_records_in_reach_only(cast):
    company = make_company(cast.owner)
    deal = make_deal(cast.owner, "Pompes", company_id=company.pk)
    todo = make_todo(cast.owner, record_type="deal", record_id=deal.pk)
    assert todo.company_id == company.pk
    row = todo_rows([get_todo(todo_id=todo.pk, by=cast.owner)], cast.owner, TODAY)[0]
    assert (row.record, row.company) == ("Pompes", company.name)
    for about in ({"company_id": company.pk}, {"record_type": "deal", "record_id": deal.pk}):
        assert refused(lambda about=about: make_todo(cast.stranger, **about)) == "not_found"
    assert refused(lambda: make_todo(cast.owner, record_type="unknown", record_id=deal.pk)) == "not_found"


def test_what_two_people_change_differently_is_in_conflict(cast):
    todo = make_todo(cast.owner)
    seen = fingerprints({"title": "Rappeler"})
    save_todo(by=cast.manager, at=NOON, todo_id=todo.pk, values={"title": "Écrire"})
    change = {"by": cast.owner, "at": NOON, "todo_id": todo.pk, "values": {"title": "Passer"}}
    assert refused(lambda: save_todo(**change, seen=seen)) == "conflict"
    assert refused(lambda: delete_todo(todo_id=todo.pk, by=cast.owner, at=NOON, seen=seen)) == "changed_since"


def test_out_of_reach_and_wrong_values_are_refused(cast):
    todo = make_todo(cast.owner)
    for act in (finish_todo, delete_todo):
        assert refused(lambda act=act: act(todo_id=todo.pk, by=cast.stranger, at=NOON)) == "not_found"
    yesterday = {"todo_id": todo.pk, "by": cast.owner, "at": NOON, "due_on": TODAY - dt.timedelta(days=1)}
    assert refused(lambda: postpone_todo(**yesterday)) == "todos.postponed_to_past"
    assert refused(lambda: make_todo(cast.owner, " ")) == "todos.title_needed"
    assert refused(lambda: make_todo(cast.owner, repeat="hourly")) == "todos.wrong_repetition"
    finish_todo(todo_id=todo.pk, by=cast.owner, at=NOON)
    assert refused(lambda: postpone_todo(**yesterday | {"due_on": TODAY})) == "todos.is_done"


def test_a_deleted_task_comes_back_when_undone(cast):
    delete_todo(todo_id=make_todo(cast.owner).pk, by=cast.owner, at=NOON)
    assert titles(cast.owner) == []
    undo(cast.owner, "todos.delete")
    assert titles(cast.owner) == ["Rappeler"]


def test_each_section_lists_its_tasks(cast):
    for section, days in (("late", -1), ("today", 0), ("week", 3), ("later", 20)):
        make_todo(cast.owner, section, due_on=TODAY + dt.timedelta(days=days))
    for section in ("late", "today", "week", "later"):
        assert titles(cast.owner, when=section) == [section]
    assert titles(cast.owner, text="lat") == ["late", "later"]
    assert titles(cast.manager, assignee=str(cast.owner.pk), when="today") == ["today"]
