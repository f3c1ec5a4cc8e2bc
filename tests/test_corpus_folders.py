"""Folders hold articles, and sometimes a file that tells of the folder."""

from kg.corpus import read


def test_a_readme_in_a_folder_is_noted_and_no_article(tmp_path):
    for name in ("README.md", "licence.txt", "a.txt"):
        (tmp_path / name).write_text("Some words in a row.", encoding="utf-8")
    noted = []
    assert [a.id for a in read([tmp_path], on_skip=noted.append)] == ["a"]
    assert {n.kind for n in noted} == {"note"}
    assert len(noted) == 2


def test_a_readme_named_by_itself_is_read(tmp_path):
    (tmp_path / "README.md").write_text("Some words in a row.", encoding="utf-8")
    assert len(list(read([tmp_path / "README.md"], on_skip=[].append))) == 1
