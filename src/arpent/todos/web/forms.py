"""Form of a task, and filter of the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.people.public import User, list_team_mates
from arpent.web.form_fields import HALF, QUARTER, WIDE
from arpent.web.list_filters import ChoiceFilter, FilterForm, TextFilter, any_value
from arpent.web.model_forms import RecordForm, choice_field, model_field

from ..models import Todo
from ..rules.due import Section

SECTIONS = {
    Section.LATE: _("en retard"),
    Section.TODAY: _("aujourd’hui"),
    Section.WEEK: _("cette semaine"),
    Section.LATER: _("plus tard"),
    Section.DONE: _("faites"),
}


class TodoForm(RecordForm):
    """A task: what, until when, for whom, how often."""

    due_time = model_field(
        Todo, "due_time", widget=forms.TimeInput(attrs={"type": "time"} | QUARTER, format="%H:%M"), required=False
    )
    assignee_id = choice_field(Todo, "assignee", HALF, required=True)

    field_order = ("title", "due_on", "due_time", "assignee_id", "repeat", "note")
    columns = {"title": WIDE, "due_on": QUARTER, "repeat": HALF, "note": {"rows": 3} | WIDE}

    class Meta(RecordForm.Meta):
        model = Todo
        fields = ("title", "due_on", "repeat", "note")

    def __init__(self, *args: Any, by: User, assignee: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(list_team_mates(by=by))
        if assignee and assignee not in people:
            people.append(assignee)
        self.fields["assignee_id"].choices = [(str(p.pk), p.choice_label) for p in people]  # type: ignore[attr-defined]


class TodoFilterForm(FilterForm):
    """Query parameters of ``TodoFilter``."""

    text = TextFilter(_("Tâche"))
    when = ChoiceFilter(_("Quand"), tuple(SECTIONS.items()), empty=_("toutes celles à faire"))
    assignee = ChoiceFilter(_("Pour"), empty=_("tous"), accepts=any_value)
    company = TextFilter("", widget=forms.HiddenInput())

    def __init__(self, query: Any, *, by: User) -> None:
        super().__init__(query)
        people = [(str(p.pk), p.choice_label) for p in list_team_mates(by=by)]
        self.offer("assignee", people, hidden=len(people) < 2)
