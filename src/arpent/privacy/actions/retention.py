"""Propose each month the data whose retention ended, and carry out what an administrator accepts."""

import datetime as dt
from collections.abc import Collection
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from arpent.database.lengths import checked_text
from arpent.history.public import operation, redact_entries
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User, list_administrators, require_permission
from arpent.web.uploads import erase_file

from ..models import Erasure, RetentionItem
from ..permissions import PrivacyPermission
from ..queries.declared import every_row
from ..queries.repeats import REPEAT
from ..queries.retention import count_stock, list_due_contacts, stock_rows
from ..queries.subjects import subject_of
from ..rules.retention import STOCKS, add_months
from .erasing import erase_person

CONTACT = "clients.Contact"


def propose_retention(*, at: dt.datetime, by: User | None = None) -> int:
    """Store as proposals what is due today, in local time; return the number of new ones. Postponed items return on
    their day.
    ``by``: who asks; the worker uses the first administrator.
    """
    by = by or next(iter(list_administrators()), None)
    today, new = localdate(at), 0
    items = every_row(RetentionItem)
    with operation(by=by, at=at, kind="privacy.proposed"):
        items.filter(state="postponed", postponed_to__lte=today).update(state="proposed", proposed_at=at)
        known = set(items.values_list("rule", "table", "record_id"))
        for rule, record, due in list_due_contacts(today):
            if (rule, CONTACT, record) not in known:
                RetentionItem.objects.create(rule=rule, table=CONTACT, record_id=record, due_on=due, proposed_at=at)
                new += 1
        for rule, table in STOCKS.items():
            new += _propose_stock(rule, table, at, today)
    return new


def _propose_stock(rule: str, table: str, at: dt.datetime, today: dt.date) -> int:
    count, before = count_stock(rule, today)
    if not count:
        return 0
    item = every_row(RetentionItem).filter(rule=rule, table=table, record_id="").first()
    if item is not None and item.state == RetentionItem.State.POSTPONED:
        return 0
    fresh = item is None or item.state != RetentionItem.State.PROPOSED
    item = item or RetentionItem(rule=rule, table=table)
    item.state, item.due_on, item.proposed_at, item.facts = RetentionItem.State.PROPOSED, before, at, {"count": count}
    item.save()
    return int(fresh)


def accept_retention(*, item_ids: Collection[UUID], by: User, at: dt.datetime) -> int:
    """Erase the chosen proposals; return their number. A contact is erased as at their own request.
    Raise DomainError privacy.nothing_chosen, people.not_allowed.
    """
    items = _chosen(item_ids, by)
    with operation(by=by, at=at, kind="privacy.retention"):
        for item in items:
            if item.table == CONTACT:
                item.state = _erase_contact(item, by, at)
            else:
                _clear_stock(item, by, at)
                item.state = RetentionItem.State.DONE
            item.decided_at, item.decided_by = at, by
            item.save()
    return len(items)


def postpone_retention(*, item_ids: Collection[UUID], by: User, at: dt.datetime, months: int, reason: str) -> int:
    """Postpone the chosen proposals by 1 to 12 months with a reason; return their number.
    Raise DomainError privacy.reason_needed, privacy.wrong_day, privacy.nothing_chosen, people.not_allowed,
    ValidationErrors for a reason longer than its column.
    """
    reason = checked_text(RetentionItem, "reason", reason)
    if not reason:
        raise DomainError("privacy.reason_needed")
    if not 1 <= months <= 12:
        raise DomainError("privacy.wrong_day")
    items = _chosen(item_ids, by)
    with operation(by=by, at=at, kind="privacy.retention"):
        for item in items:
            item.state, item.reason = RetentionItem.State.POSTPONED, reason
            item.postponed_to, item.decided_at, item.decided_by = add_months(localdate(at), months), at, by
            item.save()
    return len(items)


def _chosen(item_ids: Collection[UUID], by: User) -> list[RetentionItem]:
    require_permission(by, PrivacyPermission.ERASE_PERSONS)
    if not item_ids:
        raise DomainError("privacy.nothing_chosen")
    return list(
        RetentionItem.objects.visible_to(by)
        .filter(pk__in=item_ids, state=RetentionItem.State.PROPOSED)
        .exclude(rule=REPEAT)
    )


def _erase_contact(item: RetentionItem, by: User, at: dt.datetime) -> str:
    try:
        subject = subject_of("contact", UUID(item.record_id))
        erase_person(subject=subject, by=by, at=at, basis=Erasure.Basis.RETENTION)
    except NotFound:
        return RetentionItem.State.MISSING
    except DomainError as refusal:
        if refusal.code != "privacy.already_erased":
            raise
        return RetentionItem.State.MISSING
    return RetentionItem.State.DONE


def _clear_stock(item: RetentionItem, by: User, at: dt.datetime) -> None:
    rows = stock_rows(item.rule, item.due_on)
    if item.rule == "retention.phone_versions":
        rows.update(body={}, facts={})
    elif item.rule == "retention.import_files":
        for pk, stored_as in list(rows.values_list("pk", "stored_as")):
            transaction.on_commit(partial(erase_file, folder="imports", name=stored_as))
            rows.model._base_manager.filter(pk=pk).update(stored_as="")
    else:
        records: dict[str, set[str]] = {}
        for table, record in rows:
            records.setdefault(table, set()).add(record)
        redact_entries(redact=lambda _table, _row: {}, by=by, at=at, reason=item.rule, records=records)
