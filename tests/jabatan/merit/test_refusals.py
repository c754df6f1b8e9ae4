"""What the door refuses: exit 2, nothing on standard output, one line that names the path."""

import copy
import json
import subprocess
import sys

import pytest

from jabatan import merit
from jabatan.merit import __main__ as command
from tests.jabatan.merit.cases import SCENARIO, case, golden, person


def put(path, value):
    """The scenario with one value replaced; None in the path's place removes nothing."""

    def change(tree):
        *parents, last = path
        for step in parents:
            tree = tree[step]
        tree[last] = value

    return change


def drop(*path):
    def change(tree):
        *parents, last = path
        for step in parents:
            tree = tree[step]
        del tree[last]

    return change


P = ("kandidat", 0)
G = ("lowongan", 0, "syarat")
B = ("kebijakan", "bobot")
REFUSED = [
    (put(("format",), "merit-2"), "$.format"),
    (put(("agama",), "x"), "$.agama"),
    (put(("agama",), None), "$.agama"),
    (drop("tanggal_acuan"), "$.tanggal_acuan"),
    (put(("tanggal_acuan",), "2026-02-30"), "$.tanggal_acuan"),
    (put(("tanggal_acuan",), "2026-2-3"), "$.tanggal_acuan"),
    (put(("tanggal_acuan",), "٢٠٢٦-11-21"), "$.tanggal_acuan"),
    (put(("tanggal_acuan",), "2026-11-21T00:00"), "$.tanggal_acuan"),
    (put((*P, "agama"), "x"), "$.kandidat[0].agama"),
    (put((*P, "jenis kelamin"), "x"), '$.kandidat[0]["jenis kelamin"]'),
    (put((*P, "id"), "Q"), "$.kandidat[1].id"),
    (put((*P, "id"), ""), "$.kandidat[0].id"),
    (put((*P, "id"), "\ud800"), "$.kandidat[0].id"),
    (put((*P, "id"), 7), "$.kandidat[0].id"),
    (put((*P, "status"), "TNI"), "$.kandidat[0].status"),
    (put((*P, "golongan"), "III/e"), "$.kandidat[0].golongan"),
    (put((*P, "masa_kerja_golongan_bulan"), -1), "$.kandidat[0].masa_kerja_golongan_bulan"),
    (put((*P, "masa_kerja_golongan_bulan"), True), "$.kandidat[0].masa_kerja_golongan_bulan"),
    (put((*P, "tanggal_lahir"), "1982-13-01"), "$.kandidat[0].tanggal_lahir"),
    (put((*P, "pendidikan", 0, "jenjang"), "SARJANA"), "$.kandidat[0].pendidikan[0].jenjang"),
    (put((*P, "riwayat"), {}), "$.kandidat[0].riwayat"),
    (put((*P, "riwayat", 0, "definitif"), 1), "$.kandidat[0].riwayat[0].definitif"),
    (put((*P, "riwayat", 0, "mulai"), "2023-02-29"), "$.kandidat[0].riwayat[0].mulai"),
    (put((*P, "predikat", "24"), "BAIK"), '$.kandidat[0].predikat["24"]'),
    (put((*P, "predikat", "2024"), "CUKUP"), '$.kandidat[0].predikat["2024"]'),
    (put((*P, "hukuman"), [{"tingkat": "parah"}]), "$.kandidat[0].hukuman[0].tingkat"),
    (put((*P, "pelatihan", 0), None), "$.kandidat[0].pelatihan[0]"),
    (put((*P, "komponen", "predikat"), 10001), "$.kandidat[0].komponen.predikat"),
    (put((*P, "komponen", "predikat"), -1), "$.kandidat[0].komponen.predikat"),
    (put((*P, "komponen", "predikat"), 80.0), "$.kandidat[0].komponen.predikat"),
    (put((*P, "komponen", "predikat"), float("nan")), "$.kandidat[0].komponen.predikat"),
    (put((*P, "komponen", "predikat"), float("inf")), "$.kandidat[0].komponen.predikat"),
    (put((*P, "komponen", "predikat"), "80"), "$.kandidat[0].komponen.predikat"),
    (put((*P, "komponen", "predikat"), False), "$.kandidat[0].komponen.predikat"),
    (put((*P, "komponen", "predikat"), 10**30), "$.kandidat[0].komponen.predikat"),
    (put((*P, "komponen", "teknis"), 1), "$.kandidat[0].komponen.teknis"),
    (put((*P, "komponen", "agama"), 1), "$.kandidat[0].komponen.agama"),
    (put((*P, "per_lowongan", "L1", "agama"), 1), "$.kandidat[0].per_lowongan.L1.agama"),
    (put((*P, "per_lowongan", "L1", "teknis"), 1.5), "$.kandidat[0].per_lowongan.L1.teknis"),
    (put(("lowongan", 0, "jenjang"), "eselon"), "$.lowongan[0].jenjang"),
    (drop("lowongan", 0, "syarat"), "$.lowongan[0].syarat"),
    (put((*G, 0, "kode"), "agama"), "$.lowongan[0].syarat[0].kode"),
    (drop(*G, 0, "kode"), "$.lowongan[0].syarat[0].kode"),
    (put((*G, 0, "nilai", 0), "TNI"), "$.lowongan[0].syarat[0].nilai[0]"),
    (put((*G, 0, "tahun"), 2), "$.lowongan[0].syarat[0].tahun"),
    (put((*G, 1, "bidang"), []), "$.lowongan[0].syarat[1].bidang"),
    (put((*G, 2, "tahun"), -1), "$.lowongan[0].syarat[2].tahun"),
    (put((*G, 2, "tahun"), 2.0), "$.lowongan[0].syarat[2].tahun"),
    (put((*B, "kinerja", "predikat"), 6001), "$.kebijakan.bobot.kinerja"),
    (put((*B, "kinerja", "agama"), 0), "$.kebijakan.bobot.kinerja.agama"),
    (put((*B, "kinerja", "teknis"), 0), "$.kebijakan.bobot.kinerja.teknis"),
    (drop(*B, "potensial", "integritas"), "$.kebijakan.bobot.potensial.integritas"),
    (put((*B, "kinerja", "predikat"), True), "$.kebijakan.bobot.kinerja.predikat"),
    (put(("kebijakan", "poros", "kinerja"), 5001), "$.kebijakan.poros"),
    (put(("kebijakan", "gabungan", "pengawas", "teknis"), 4999), "$.kebijakan.gabungan.pengawas"),
    (put(("kebijakan", "gabungan", "eselon"), {}), "$.kebijakan.gabungan.eselon"),
    (put(("kebijakan", "ambang", "tinggi"), 5999), "$.kebijakan.ambang.menengah"),
    (put(("kebijakan", "seri", 0), "usia"), "$.kebijakan.seri[0]"),
    (put(("kebijakan", "seri", 0), "potensial"), "$.kebijakan.seri"),
    (put(("kandidat",), None), "$.kandidat"),
]


@pytest.mark.parametrize(("change", "path"), REFUSED, ids=[path for _, path in REFUSED])
def test_bad_input_is_refused_with_its_path(change, path, tmp_path, capfdbinary):
    broken = copy.deepcopy(SCENARIO)
    change(broken)
    file = tmp_path / "case.json"
    file.write_text(json.dumps(broken))

    with pytest.raises(merit.MeritInputError) as refusal:
        merit.rank(broken)
    status = command.main(["rank", str(file)])

    out, err = capfdbinary.readouterr()
    assert refusal.value.path == path
    assert (status, out) == (2, b"")
    assert err.startswith(f"{path}: ".encode())
    assert err.count(b"\n") == 1


TEXTS = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"merit-1"',
    b"\xff\xfe",
    b"\xef\xbb\xbf{}",
    b'{"format": "merit-1", "format": "merit-1"}',
    b'{"format": NaN}',
    b'{"format": 1e400}',
    b'{"format": ' + b"9" * 10_000 + b"}",
    b"[" * 200_000,
    b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    b'{"\\ud800": 1}',
    b'{"a\\nb\xe2\x80\xa8": 1}',
    b'{"format": "merit-1"} x',
]


@pytest.mark.parametrize("data", TEXTS, ids=[repr(text[:24]) for text in TEXTS])
@pytest.mark.parametrize("verb", ["rank", "verify"])
def test_broken_text_is_refused_in_one_line(verb, data, tmp_path, capfdbinary):
    file = tmp_path / "case.json"
    file.write_bytes(data)

    status = command.main([verb, str(file)])

    out, err = capfdbinary.readouterr()
    assert (status, out) == (2, b"")
    assert err.startswith(b"$")
    assert len(err.decode().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["rank"], ["urut", "x"], ["rank", "tidak-ada.json"], ["rank", "."], ["rank", "a\0b"]],
)
def test_wrong_calls_exit_2(arguments, capfdbinary):
    assert command.main(arguments) == 2

    out, err = capfdbinary.readouterr()
    assert (out, err.count(b"\n")) == (b"", 1)


def stored(name="rank-01-kepala-bidang-anggaran"):
    masukan = golden(name)
    return {
        "format": "merit-run-1",
        "mesin": "merit 0",
        "masukan": masukan,
        "hasil": merit.rank(masukan),
    }


def run(tmp_path, content):
    file = tmp_path / "run.json"
    file.write_text(json.dumps(content))
    return command.main(["verify", str(file)])


def test_verify_agrees_with_an_honest_run(tmp_path, capfdbinary):
    assert run(tmp_path, stored()) == 0
    assert capfdbinary.readouterr() == (b"cocok\n", b"")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (put(("hasil", "lowongan", "L1", "peringkat", 0, "nilai"), "80.59"), "$.hasil.lowongan.L1.peringkat[0].nilai"),
        (put(("hasil", "lowongan", "L1", "peringkat", 0, "urutan"), True), "$.hasil.lowongan.L1.peringkat[0].urutan"),
        (drop("hasil", "lowongan", "L1", "tidak_memenuhi", 1), "$.hasil.lowongan.L1.tidak_memenuhi[1]"),
        (put(("hasil", "lowongan", "L2"), {}), "$.hasil.lowongan.L2"),
        (put(("masukan", "kandidat", 0, "komponen", "potensi"), 7001), "$.hasil.lowongan.L1.peringkat[0].nilai"),
        (put(("masukan", "kandidat", 0, "masa_kerja_golongan_bulan"), 25), "$.hasil.sidik_jari"),
    ],
)  # fmt: skip
def test_verify_shows_the_first_difference(change, path, tmp_path, capfdbinary):
    content = stored()
    change(content)

    assert run(tmp_path, content) == 1
    assert capfdbinary.readouterr().out.startswith(f"{path}: ".encode())


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (put(("catatan",), 1), "$.catatan"),
        (drop("mesin"), "$.mesin"),
        (put(("masukan", "kandidat", 0, "agama"), "x"), "$.masukan.kandidat[0].agama"),
        (put(("hasil", "lowongan", "L1", "peringkat", 0, "urutan"), 1.0), "$.hasil.lowongan.L1.peringkat[0].urutan"),
    ],
)  # fmt: skip
def test_verify_refuses_a_broken_run(change, path, tmp_path, capfdbinary):
    content = stored()
    change(content)

    assert run(tmp_path, content) == 2
    assert capfdbinary.readouterr().err.startswith(f"{path}: ".encode())


def test_absurd_numbers_of_years_do_not_overflow():
    huge = 10**25
    gates = [
        {"kode": "usia", "maksimal": huge},
        {"kode": "disiplin", "tahun": huge},
        {"kode": "masa_jenjang", "jenjang": ["pengawas"], "tahun": huge},
        {"kode": "predikat", "minimal": "BAIK", "tahun": huge},
    ]
    one = person(
        masa_kerja_golongan_bulan=huge, riwayat=[{"jenjang": "pengawas", "mulai": "0001-01-01"}]
    )
    two = person("B", masa_kerja_golongan_bulan=huge + 1)

    found = merit.rank(case(one, gates=gates))["lowongan"]["L"]
    order = merit.rank(case(one, two))["lowongan"]["L"]["peringkat"]

    assert found["tidak_memenuhi"] == [{"id": "A", "syarat": ["masa_jenjang"]}]
    assert [row["id"] for row in order] == ["B", "A"]


@pytest.mark.parametrize("cut_off", ["0001-01-01", "9999-12-31"])
def test_the_first_and_last_day_of_the_calendar_work(cut_off):
    gates = [
        {"kode": "usia", "maksimal": 50},
        {"kode": "disiplin", "tahun": 5},
        {"kode": "masa_jenjang", "jenjang": ["pengawas"], "tahun": 0},
        {"kode": "predikat", "minimal": "BAIK", "tahun": 0},
    ]
    one = person(
        tanggal_lahir=cut_off,
        riwayat=[{"jenjang": "pengawas", "mulai": cut_off, "selesai": cut_off}],
    )

    assert (
        len(merit.rank(case(one, gates=gates, cut_off=cut_off))["lowongan"]["L"]["peringkat"]) == 1
    )


def test_importing_the_engine_loads_neither_django_nor_pandas():
    code = "import sys, jabatan.merit; print({'django', 'pandas', 'scipy'} & set(sys.modules))"

    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"
