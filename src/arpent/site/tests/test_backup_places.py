"""Where backups and restores write: drafts, files without a name, the folder of a restore."""

import pytest

from arpent.site.backups import BackupError
from arpent.site.backups.places import Draft, claimed_aside, find_leftover, nameless_file, put_in_place


def test_a_draft_never_replaces_a_file_and_leaves_nothing_when_it_is_given_up(tmp_path):
    draft = Draft(tmp_path / "b.zip")
    draft.file.write(b"half")
    draft.close()
    assert list(tmp_path.iterdir()) == []
    draft = Draft(tmp_path / "b.zip")
    (tmp_path / "b.zip").write_bytes(b"other")
    with pytest.raises(FileExistsError):
        draft.publish()
    draft.close()
    assert [p.name for p in tmp_path.iterdir()] == ["b.zip"] and (tmp_path / "b.zip").read_bytes() == b"other"


def test_where_files_need_names_a_killed_draft_is_deleted_by_the_next(tmp_path, monkeypatch):
    monkeypatch.delattr("os.O_TMPFILE", raising=False)
    (tmp_path / ".b.zip.part").write_bytes(b"a copy in clear")
    draft = Draft(tmp_path / "b.zip")
    draft.file.write(b"whole")
    with pytest.raises(BackupError, match="Another backup"):
        Draft(tmp_path / "b.zip")
    draft.publish()
    draft.close()
    assert [p.name for p in tmp_path.iterdir()] == ["b.zip"] and (tmp_path / "b.zip").read_bytes() == b"whole"


def test_a_nameless_file_is_in_no_folder(tmp_path):
    with nameless_file(tmp_path) as file:
        file.write(b"secret")
        assert list(tmp_path.iterdir()) == []


def test_two_restores_of_one_home_exclude_each_other(tmp_path):
    home = tmp_path / "home"
    with claimed_aside(home) as aside:
        (aside / "x").write_text("half")
        with pytest.raises(BackupError, match="Another restore"), claimed_aside(home):
            pass
        assert (aside / "x").exists() and find_leftover(home) == aside
    assert find_leftover(home) is None


def test_a_leftover_is_deleted_and_the_content_of_the_home_is_moved_aside(tmp_path):
    home, leftover = tmp_path / "home", tmp_path / "home.restoring"
    (leftover / "uploads/deals").mkdir(parents=True)
    home.mkdir()
    (home / "mails").mkdir()
    with claimed_aside(home) as aside:
        assert list(aside.iterdir()) == []
        (aside / "new").write_text("new")
        former = put_in_place(aside, home)
    assert (home / "new").exists() and (former / "mails").exists() and not leftover.exists()
