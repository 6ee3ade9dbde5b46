"""Loading the official files: bad lines are said, the same file twice changes nothing, a wrong file is a sentence."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.reference.models import Activity, Commune, Department, JobTitle, Loading, Occupation, Region

pytestmark = pytest.mark.django_db

OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "data"
COMMUNES = (
    "code_insee,nom,type,commune_parente,departement,region,codes_postaux,population,latitude,longitude,bassin_emploi\n"
)
ROUBAIX = "59512,Roubaix,commune-actuelle,,59,32,59100,98286,50.68837,3.18190,3217\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "regions.csv", "code,nom\n32,Hauts-de-France\n11,Île-de-France\n")
    write(tmp_path, "departements.csv", "code,region,nom\n59,32,Nord\n75,11,Paris\n")
    write(tmp_path, "bassins_emploi.csv", "code,libelle\n3217,BASSIN ROUBAIX\n1107,PARIS\n")
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def imported(folder: Path, *options: str) -> str:
    told = io.StringIO()
    call_command("import_reference", str(folder), *options, stdout=told, stderr=io.StringIO())
    return told.getvalue()


def counts(report: str, source: str) -> list[int]:
    """read, added, changed, same, left out, refused"""
    return [int(each) for each in next(line for line in report.splitlines() if line.startswith(source)).split()[1:]]


def test_a_commune_is_added_then_the_same_then_changed(folder):
    write(folder, "communes.csv", COMMUNES + ROUBAIX)
    assert counts(imported(folder), "communes") == [1, 1, 0, 0, 0, 0]
    assert counts(imported(folder), "communes") == [1, 0, 0, 1, 0, 0]
    write(folder, "communes.csv", COMMUNES + ROUBAIX.replace("98286", "98300"))
    assert counts(imported(folder), "communes") == [1, 0, 1, 0, 0, 0]
    assert Commune.objects.get(pk="59512").population == 98300


def test_a_dry_run_says_the_same_and_changes_nothing(folder):
    write(folder, "communes.csv", COMMUNES + ROUBAIX)
    assert counts(imported(folder, "--dry-run"), "communes") == [1, 1, 0, 0, 0, 0]
    assert not Commune.objects.exists()
    assert not Loading.objects.exists()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (ROUBAIX.replace("98286", "beaucoup"), "population: 'beaucoup' is not a count"),
        (ROUBAIX.replace("98286", "99999999999"), "population"),
        (ROUBAIX.replace("50.68837", "150"), "nowhere on Earth"),
        (ROUBAIX.replace("50.68837", "nan"), "nowhere on Earth"),
        (ROUBAIX.replace("50.68837", ""), "are not degrees"),
        (ROUBAIX.replace("59100", "5910"), "'5910' is not a postcode"),
        (ROUBAIX.replace("59512", "5951"), "is not a code"),
        (ROUBAIX.replace(",59,", ",58,"), "department: '58' is not known"),
        (ROUBAIX.replace("3217", "9999"), "basin: '9999' is not known"),
        (ROUBAIX.replace("actuelle,,", "actuelle,59999,"), "parent: '59999' is not known"),
        (ROUBAIX.replace("Roubaix", "R" * 61), "nom has 61 characters"),
        (ROUBAIX.replace("Roubaix", ""), "nom is empty"),
        (ROUBAIX.replace("Roubaix", "Rou\x07baix"), "cannot be printed"),
        ("59512,Roubaix\n", "not as many fields"),
        (ROUBAIX.replace("\n", ",un de trop\n"), "not as many fields"),
        ("59513,Autre" + ROUBAIX[13:] + ROUBAIX.replace("59512", "59513"), "59513 stands already on line 2"),
    ],
)
def test_a_bad_line_is_said_by_its_number_and_the_good_one_is_loaded(folder, line, why):
    write(folder, "communes.csv", COMMUNES + line + ROUBAIX.replace("59512", "59599"))
    report = imported(folder)
    assert counts(report, "communes")[-1] == 1
    assert why in report
    assert "communes.csv line " in report
    assert Commune.objects.filter(pk="59599").exists()


def test_a_line_that_points_at_a_refused_line_is_refused_too(folder):
    district = "59901,Roubaix 1er,arrondissement-municipal,59902,59,32,59100,10,,,3217\n"
    parent = "59902,Roubaix entier,commune-actuelle,59903,59,32,59100,10,,,3217\n"
    write(folder, "communes.csv", COMMUNES + district + parent + ROUBAIX)
    assert counts(imported(folder), "communes") == [3, 1, 0, 0, 0, 2]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"code;nom\n1;2\n", "the column 'code_insee' is missing"),
        (COMMUNES.encode(), "no line after the names of the columns"),
        (b"", "is missing"),
        (COMMUNES.encode() + "é".encode("latin-1"), "line 2 is not UTF-8"),
        (b"\x89PNG\0\0" + COMMUNES.encode(), "not UTF-8"),
        (b"\0" * 10, "not a text file"),
        (COMMUNES.encode() + b'59512,"Roub', "is not CSV"),
    ],
)
def test_a_wrong_file_is_a_sentence_and_nothing_is_loaded(folder, content, sentence):
    (folder / "communes.csv").write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        imported(folder)
    assert not Region.objects.exists()


def test_a_folder_without_an_official_file_says_the_names_that_are_known(tmp_path):
    with pytest.raises(CommandError, match="regions"):
        imported(tmp_path)
    with pytest.raises(CommandError, match="is not a folder"):
        imported(tmp_path / "nowhere")


def test_two_files_that_could_be_the_same_are_a_sentence(folder):
    (folder / "old").mkdir()
    write(folder / "old", "regions_2020.csv", "code,nom\n32,Nord\n")
    with pytest.raises(CommandError, match="Keep one"):
        imported(folder)


def test_a_semicolon_a_byte_order_mark_and_another_order_of_columns_are_read(folder):
    write(folder, "regions.csv", "\ufeffnom;code\nHauts-de-France;32\nÎle-de-France;11\n")
    imported(folder)
    assert Region.objects.get(pk="32").name == "Hauts-de-France"


def test_a_line_that_says_nothing_of_use_is_left_out(folder):
    write(folder, "communes.csv", COMMUNES + ROUBAIX + "59999,Ancienne,commune-deleguee,59512,59,32,,,,,\n")
    assert counts(imported(folder), "communes") == [2, 1, 0, 0, 1, 0]


def test_an_activity_is_the_same_with_and_without_its_dot(folder):
    write(folder, "naf_rev2_732.csv", "code,libelle,section\n62.01Z,Programmation informatique,J\n")
    imported(folder)
    assert Activity.objects.get().code == "6201Z"


def test_what_is_no_longer_in_the_file_stays(folder):
    imported(folder)
    write(folder, "departements.csv", "code,region,nom\n59,32,Nord\n")
    assert counts(imported(folder), "departments") == [1, 0, 0, 1, 0, 0]
    assert Department.objects.count() == 2


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official files are not beside this project")
def test_the_official_files_load_whole_and_a_second_time_changes_nothing():
    first, second = imported(OFFICIAL), imported(OFFICIAL)
    assert counts(first, "communes") == [35014, 35014, 0, 0, 0, 0]
    assert counts(second, "communes") == [35014, 0, 0, 35014, 0, 0]
    assert counts(second, "titles")[1:3] == [0, 0]
    assert (Occupation.objects.count(), JobTitle.objects.count(), Activity.objects.count()) == (1584, 11061, 731)
    assert "naf_rev2_732.csv line 691: libelle holds a sign that cannot be printed" in first
    assert [each.code for each in Commune.objects.at("59100")] == ["59512"]
    assert [each.name for each in Commune.objects.at("75011")] == ["Paris 11e Arrondissement"]
