"""A backup or a restore that is killed leaves the whole or nothing.

`make soak` may run the same campaign for longer.
"""

import os

import pytest

from .backup_kills import Campaign

KILLS = int(os.environ.get("ARPENT_TEST_KILLS", "2"))


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    return Campaign(tmp_path_factory.mktemp("kills"))


def test_a_killed_restore_leaves_no_base_or_the_whole_one(campaign):
    outcome = campaign.kill_restores(KILLS)
    assert outcome.kills == KILLS and outcome.faults == []


def test_a_killed_backup_leaves_no_copy_of_the_base(campaign):
    outcome = campaign.kill_backups(KILLS)
    assert outcome.kills == KILLS and outcome.faults == []
