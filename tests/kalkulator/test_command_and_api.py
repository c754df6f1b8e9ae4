"""The command and the API answer the same, from the golden table, and refuse the same."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

HERE = Path(__file__).parent


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", quoting=csv.QUOTE_NONE))


GOLDEN = rows("golden.csv")
BAD = rows("bad.csv")
HUGE = {
    "nested": "[" * 100_000,
    "long integer": '{"pegawai": ' + "9" * 5000 + "}",
    "large body": '{"tugas": "' + "x" * 300_000 + '"}',
    "too many rows": json.dumps({"standar": [1] * 1001, "capaian": [1] * 1001}),
    "surrogate key": '{"\\ud800\\nkunci": 1}',
}


def run(*args):
    """Return exit code, standard output and standard error of the command."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("kalkulator", *args, stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def post(name, body):
    return Client(enforce_csrf_checks=True).post(
        f"/api/v1/kalkulator/{name}/",
        data=body.encode("utf-8", "surrogatepass"),
        content_type="application/json",
    )


@pytest.mark.parametrize("row", GOLDEN, ids=[f"{r['nama']} {r['sumber']}" for r in GOLDEN])
def test_the_command_and_the_api_give_the_golden_result(row):
    code, out, err = run(row["nama"], row["masukan"])
    assert (code, err) == (0, "")
    answer = json.loads(out)
    expected = json.loads(row["hasil"])
    assert {key: answer["hasil"].get(key) for key in expected} == expected
    assert all(step.endswith(".") for step in answer["langkah"])
    assert answer["dasar"]
    response = post(row["nama"], row["masukan"])
    assert (response.status_code, response.json()) == (200, answer)


@pytest.mark.parametrize("row", BAD, ids=[f"{r['nama']} {r['masukan']}" for r in BAD])
def test_bad_input_is_refused_in_one_line_that_names_the_key(row):
    code, out, err = run(row["nama"], row["masukan"])
    assert (code, out) == (2, "")
    assert err.startswith(f"{row['kunci']}: ")
    assert err.count("\n") == 1
    response = post(row["nama"], row["masukan"])
    assert response.status_code == 400
    assert list(response.json()["kesalahan"]["bidang"]) == [row["kunci"]]


@pytest.mark.parametrize("body", HUGE.values(), ids=HUGE.keys())
def test_absurd_input_is_refused_and_never_a_traceback(body):
    code, out, err = run("jpm", body)
    assert (code, out, err.count("\n")) == (2, "", 1)
    err.encode("utf-8")
    assert post("jpm", body).status_code == 400


def test_an_unknown_calculator_is_refused():
    code, out, err = run("zodiak", "{}")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "abk" in err
    assert post("zodiak", "{}").status_code == 404
    assert run() == (2, "", err.replace("'zodiak'", "''"))


def test_an_empty_input_is_refused():
    code, out, err = run("abk")
    assert (code, out, err.split(":")[0]) == (2, "", "masukan")
    assert post("abk", "").status_code == 400


def test_bytes_that_are_no_text_are_refused():
    response = Client().post(
        "/api/v1/kalkulator/jpm/", data=b"\xff\xfe", content_type="application/json"
    )
    assert response.status_code == 400


def test_only_json_by_post_is_taken():
    assert Client().get("/api/v1/kalkulator/jpm/").status_code == 405
    assert Client().post("/api/v1/kalkulator/jpm/", data={"standar": "1"}).status_code == 415


def test_a_number_that_starts_in_the_future_is_named():
    answer = json.loads(run("nip", '{"nip": "199809262190051001", "jenis": "PNS"}')[1])
    assert answer["hasil"]["kesalahan"] == ["TMT_MENDATANG"]
