"""Files are there whole or not at all, and a failed operation leaves none behind."""

import errno
import io

import pytest
from django.db import OperationalError, connection

from arpent.history.actions.operations import operation
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON
from arpent.web.uploads import removing_files_on_error, store_file

pytestmark = pytest.mark.postgresql


class FullDisk(io.BytesIO):
    """A source that ends in the error of a full disk after its first bytes."""

    def read(self, size=-1):
        if self.tell():
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().read(4)


def files(settings):
    return [p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()]


def test_a_full_disk_leaves_no_part_of_a_file(settings):
    with pytest.raises(OSError):
        store_file(folder="x", pk=new_id(), content=FullDisk(b"12345678"))
    assert files(settings) == []


def test_a_file_written_again_stays_as_it_was_when_the_disk_is_full(settings):
    pk = new_id()
    path = store_file(folder="x", pk=pk, content=io.BytesIO(b"first"))
    with pytest.raises(OSError):
        store_file(folder="x", pk=pk, content=FullDisk(b"12345678"))
    assert path.read_bytes() == b"first"


def test_an_operation_that_fails_takes_its_files_along(settings, cast):
    with pytest.raises(ValueError), operation(by=cast.owner, at=NOON, kind="accounts.change"):
        store_file(folder="x", pk=new_id(), content=io.BytesIO(b"data"))
        raise ValueError
    assert files(settings) == []


def test_a_file_of_an_inner_block_is_deleted_with_the_outer_one(settings):
    with pytest.raises(ValueError), removing_files_on_error():
        with removing_files_on_error():
            store_file(folder="x", pk=new_id(), content=io.BytesIO(b"data"))
        raise ValueError
    assert files(settings) == []


def test_the_files_of_a_committed_operation_stay(settings, cast):
    with operation(by=cast.owner, at=NOON, kind="accounts.change"):
        store_file(folder="x", pk=new_id(), content=io.BytesIO(b"data"))
    with removing_files_on_error():
        store_file(folder="x", pk=new_id(), content=io.BytesIO(b"data"))
    assert len(files(settings)) == 2


def test_files_stay_when_the_connection_is_lost_during_the_commit(settings, monkeypatch):
    """A row that is there without its file would be the worse loss."""
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(OperationalError), removing_files_on_error():
        store_file(folder="x", pk=new_id(), content=io.BytesIO(b"data"))
        raise OperationalError("server closed the connection unexpectedly")
    assert len(files(settings)) == 1
