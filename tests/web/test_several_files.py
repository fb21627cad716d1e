"""Several files chosen in one press are each evidence by a deed of its own, all of them or none."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, entries, key_on, send, words

from bihuan.dossiers.models import Evidence, StoredFile
from bihuan.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found().fed_back().planned_and_accepted(), monkeypatch)


@pytest.fixture
def liaison(desks: Desks) -> Client:
    return desks("unit_liaison")


@pytest.fixture
def url(desks: Desks) -> str:
    return reverse("finding_do", args=[desks.county.finding("1").id, "attach_evidence"])


def picture(number: int, name: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name or f"照片{number}.jpg", b"\xff\xd8\xff" + bytes([number]) * 40)


def labels() -> list[str]:
    return list(Evidence.objects.order_by("id").values_list("label", flat=True))


def attached() -> list[Entry]:
    return list(Entry.objects.filter(action="attach_evidence").order_by("number"))


def test_each_file_is_evidence_by_an_entry_and_a_key_of_its_own(liaison: Client, url: str) -> None:
    before = entries()
    answer = send(liaison, url, file=[picture(n) for n in range(5)])
    assert answer.status_code == 302
    assert labels() == [f"照片{n}.jpg" for n in range(5)]
    assert entries() == before + 5
    assert len({entry.key for entry in attached()}) == 5
    assert "文件共 5 个。" in words(liaison.get(answer["Location"]))


def test_a_second_press_repeats_nothing(liaison: Client, url: str) -> None:
    key = key_on(liaison.get(url))
    for _press in range(2):
        answer = liaison.post(url, {"key": key, "file": [picture(n) for n in range(3)], "label": "现场"})
        assert answer.status_code == 302
    assert len(labels()) == len(attached()) == 3
    assert attached()[0].key == key
    said = words(liaison.get(answer["Location"]))
    assert "此前已办理：上传佐证" in said
    assert "此前已在" not in said


def test_a_press_with_one_more_file_adds_that_one_only(liaison: Client, url: str) -> None:
    key = key_on(liaison.get(url))
    for count in (2, 3):
        liaison.post(url, {"key": key, "file": [picture(n) for n in range(count)]})
    assert len(labels()) == len(attached()) == 3


def test_where_one_of_three_cannot_be_kept_nothing_is_written(liaison: Client, url: str) -> None:
    before = entries()
    chosen = [picture(1), SimpleUploadedFile("空.pdf", b""), SimpleUploadedFile("a.exe", b"MZ\x00\x00\x01")]
    answer = send(liaison, url, file=chosen, label="现场")
    said = words(answer)
    assert answer.status_code == 400
    assert "空.pdf：文件是空的" in said
    assert "a.exe：" in said
    assert "照片1.jpg" not in said
    assert 'value="现场"' in answer.content.decode()
    assert (entries(), Evidence.objects.count()) == (before, 0)


def test_what_goes_wrong_at_a_later_file_takes_the_earlier_ones_back(
    liaison: Client, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, files = entries(), StoredFile.objects.count()
    answer = send(liaison, url, file=[picture(1), picture(2)], label="长" * 197)
    assert answer.status_code == 400
    assert "请缩短" in words(answer)
    assert (entries(), Evidence.objects.count(), StoredFile.objects.count()) == (before, 0, files)


def test_the_same_file_twice_in_one_choice_is_there_once(liaison: Client, url: str) -> None:
    answer = send(liaison, url, file=[picture(1), picture(2), picture(1, "副本.jpg")])
    assert labels() == ["照片1.jpg", "照片2.jpg"]
    assert "文件共 2 个。" in words(liaison.get(answer["Location"]))


def test_a_file_that_stood_there_is_told(liaison: Client, url: str) -> None:
    send(liaison, url, file=picture(1))
    answer = send(liaison, url, file=[picture(1), picture(2)])
    assert labels() == ["照片1.jpg", "照片2.jpg"]
    assert "文件共 2 个。 其中 1 个此前已在。" in words(liaison.get(answer["Location"]))


def test_a_label_stands_for_all_files_and_is_numbered(liaison: Client, url: str) -> None:
    send(liaison, url, file=[picture(1), picture(2)], label="现场")
    assert labels() == ["现场 (1)", "现场 (2)"]


def test_a_label_of_one_file_bears_no_number(liaison: Client, url: str) -> None:
    send(liaison, url, file=[picture(1)], label="现场")
    assert labels() == ["现场"]


def test_without_a_file_the_field_is_marked(liaison: Client, url: str) -> None:
    answer = send(liaison, url, label="现场")
    assert answer.status_code == 400
    assert 'id="id_file_error"' in answer.content.decode()


def test_a_name_too_long_is_told_of_its_file(liaison: Client, url: str) -> None:
    answer = send(liaison, url, file=[picture(1), picture(2, "长" * 220 + ".jpg")])
    assert answer.status_code == 400
    assert f"{'长' * 220}.jpg：" in words(answer)
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("page", ["card", "deed"])
def test_both_forms_take_several_files_and_say_so(desks: Desks, liaison: Client, url: str, page: str) -> None:
    shown = liaison.get(url if page == "deed" else reverse("finding", args=[desks.county.finding("1").id]))
    html = shown.content.decode()
    control = next(part for part in html.split("<input")[1:] if 'type="file"' in part)
    assert "multiple" in control.partition(">")[0]
    assert "可以一次选多个文件，合计不超过 50 MB。" in words(shown)


def test_more_than_is_taken_in_one_request_is_refused_with_what_to_do(liaison: Client, url: str, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 60
    answer = send(liaison, url, file=[picture(1), picture(2)])
    assert answer.status_code == 413
    assert "分几次" in words(answer)
    assert Evidence.objects.count() == 0


def test_more_files_than_are_taken_at_once_are_refused_as_that(liaison: Client, url: str) -> None:
    most = house.DATA_UPLOAD_MAX_NUMBER_FILES
    answer = send(liaison, url, file=[picture(n) for n in range(most + 1)])
    said = words(answer)
    assert answer.status_code == 413
    assert f"一次上传的文件超过 {most} 个" in said
    assert "分几次" in said
    assert Evidence.objects.count() == 0
