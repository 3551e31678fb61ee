"""Notifications reach those they concern, once, on the channels they chose."""

import datetime as dt

import pytest
from django.urls import reverse

from arpent.clients.actions.companies import change_company, change_many
from arpent.clients.testing import make_company
from arpent.kernel.errors import DomainError, NotFound
from arpent.notifications.actions.mails import send_pending_mails
from arpent.notifications.actions.notifications import delete_old_notifications, mark_read, set_channels
from arpent.notifications.models import Notification
from arpent.notifications.queries import count_unread, list_panel
from arpent.notifications.testing import make_notification
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql


def rows_of(person):
    return list(Notification.objects.visible_to(person).filter(person=person))


def give(company, to, by):
    return change_company(company_id=company.pk, by=by, at=NOON, values={"owner_id": to.pk})


def test_who_is_given_a_client_is_notified_by_name(cast):
    company = make_company(cast.owner, "Laiterie Ydrance")
    give(company, cast.mate, cast.manager)
    (row,) = list_panel(by=cast.mate)
    assert (row.name, row.who, row.is_read) == ("Laiterie Ydrance", cast.manager.full_name, False)
    assert count_unread(by=cast.mate) == 1
    assert rows_of(cast.manager) == rows_of(cast.owner) == []


def test_nobody_is_notified_of_what_they_took_themselves(cast):
    company = make_company(cast.owner)
    give(company, cast.manager, cast.manager)
    assert rows_of(cast.manager) == []


def test_many_clients_given_at_once_are_one_notification(cast):
    ids = [make_company(cast.owner, f"Client {n}").pk for n in range(3)]
    change_many(company_ids=ids, by=cast.manager, at=NOON, field="owner", value=str(cast.mate.pk))
    (one,) = rows_of(cast.mate)
    assert one.text == "et 2 autres"


def test_a_record_that_is_out_of_reach_by_now_shows_neither_name_nor_text(cast, login):
    company = make_company(cast.stranger, "Secret SA")
    make_notification(cast.owner, company.pk, text="mot secret")
    (row,) = list_panel(by=cast.owner)
    assert (row.name, row.text) == ("", "")
    body = login(cast.owner).get(reverse("notifications:list")).content.decode()
    assert "Secret" not in body and "mot secret" not in body and "plus accès" in body


def test_a_type_that_is_off_notifies_nobody(cast):
    set_channels(by=cast.mate, at=NOON, channels={"clients.given": "off"}, hour=8)
    give(make_company(cast.owner), cast.mate, cast.manager)
    assert rows_of(cast.mate) == []


def test_another_persons_notification_is_not_found(cast):
    one = make_notification(cast.owner, make_company(cast.owner).pk)
    for other in (cast.mate, cast.manager, cast.stranger):
        with pytest.raises(NotFound):
            mark_read(notification_id=one.pk, by=other, at=NOON)


def test_an_unknown_channel_or_type_is_refused(cast):
    for channels in ({"clients.given": "pigeon"}, {"clients.nothing": "mail"}):
        with pytest.raises(DomainError, match="wrong_channel"):
            set_channels(by=cast.owner, at=NOON, channels=channels, hour=8)


def test_opening_one_marks_it_read_and_leads_to_its_record(cast, login):
    company = make_company(cast.owner)
    one = make_notification(cast.owner, company.pk)
    client = login(cast.owner)
    response = client.post(reverse("notifications:open", args=[one.pk]))
    assert response.url == reverse("clients:company", args=[company.pk])
    assert count_unread(by=cast.owner) == 0
    client.post(reverse("notifications:read", args=[one.pk]), {"unread": "1"})
    assert count_unread(by=cast.owner) == 1


def test_the_list_asks_the_same_number_of_questions_however_long(cast, login, django_assert_max_num_queries):
    client = login(cast.owner)
    for n in range(30):
        make_notification(cast.owner, make_company(cast.owner, f"Client {n}").pk)
    with django_assert_max_num_queries(12):
        client.get(reverse("notifications:list"))


def test_what_was_read_long_ago_is_deleted_and_nothing_else(cast):
    company = make_company(cast.owner)
    old, unread = (make_notification(cast.owner, company.pk) for _ in range(2))
    old = rows_of(cast.owner)[0]
    mark_read(notification_id=old.pk, by=cast.owner, at=NOON)
    assert delete_old_notifications(NOON + dt.timedelta(days=89)) == 0
    assert delete_old_notifications(NOON + dt.timedelta(days=91)) == 1
    assert len(rows_of(cast.owner)) == 1 and unread


class TestMails:
    @pytest.fixture(autouse=True)
    def _server(self, settings):
        settings.ARPENT_SENDS_MAIL = True
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}

    def notify(self, cast, channel):
        set_channels(by=cast.mate, at=NOON, channels={"clients.given": channel}, hour=8)
        give(make_company(cast.owner, "Laiterie Ydrance"), cast.mate, cast.manager)

    def test_a_mail_leaves_at_once_and_only_once(self, cast):
        self.notify(cast, "mail")
        assert [send_pending_mails(NOON), send_pending_mails(NOON)] == [1, 0]

    def test_what_was_read_in_the_bell_is_not_mailed(self, cast):
        self.notify(cast, "mail")
        mark_read(notification_id=rows_of(cast.mate)[0].pk, by=cast.mate, at=NOON)
        assert send_pending_mails(NOON) == 0

    def test_without_a_server_it_waits_in_the_bell(self, cast, settings):
        settings.ARPENT_SENDS_MAIL = False
        self.notify(cast, "mail")
        assert send_pending_mails(NOON) == 0
        assert count_unread(by=cast.mate) == 1
        settings.ARPENT_SENDS_MAIL = True
        assert send_pending_mails(NOON) == 1

    def test_two_notifications_of_a_day_are_one_digest(self, cast):
        self.notify(cast, "daily")
        give(make_company(cast.owner, "Papeterie Trévigne"), cast.mate, cast.manager)
        assert [send_pending_mails(NOON), send_pending_mails(NOON)] == [1, 0]
