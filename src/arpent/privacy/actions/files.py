"""Remove files from the disk once the erasure is committed."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from arpent.web.uploads import erase_file

from ..queries.declared import every_row, list_declared
from ..queries.files import FoundFile, is_stored_table, rewrite_table
from ..rules.words import Words


def remove_files(files: Iterable[FoundFile], words: Words) -> int:
    """Remove files with their rows, and return their number; a stored table is rewritten without the person's rows."""
    count = 0
    for file in files:
        count += 1
        if is_stored_table(file):
            rewrite_table(file, words)
            continue
        _forget_rows(file)
        transaction.on_commit(partial(erase_file, folder=file.path.parent.name, name=file.path.name))
    return count


def _forget_rows(file: FoundFile) -> None:
    """Delete the rows that name a file, in whichever table; rows that are kept forget it."""
    value = file.path.name
    for table, model in list_declared():
        for stored in table.files:
            if stored.path.partition("/")[0] != file.path.parent.name:
                continue
            rows = every_row(model).filter(**{stored.column: value})
            if stored.keep_row:
                rows.update(**{stored.column: ""})
            else:
                rows.delete()
