from __future__ import annotations

import io

import pytest

from asn_portal.berkas import registry
from asn_portal.berkas.exports import write_xlsx
from asn_portal.core.enums import Peran
from tests.berkas.jenis_uji import SKPUji, UnitUji
from tests.factories.core import InstansiFactory, user_with

KOLOM = ["KODE", "NAMA UNIT", "KODE INDUK", "MULAI"]


@pytest.fixture(autouse=True)
def jenis_uji(monkeypatch):
    """Only the two kinds of these tests are known."""
    monkeypatch.setattr(registry, "_discover", lambda: None)
    monkeypatch.setattr(registry, "_jenis", {kind.kode: kind() for kind in (UnitUji, SKPUji)})


@pytest.fixture
def kota(db):
    return InstansiFactory(kode="kota-uji")


@pytest.fixture
def operator(kota):
    return user_with(Peran.OPERATOR, instansi=kota)


@pytest.fixture
def verifikator(kota):
    return user_with(Peran.VERIFIKATOR, instansi=kota)


def csv(*baris: str, kepala: str = ",".join(KOLOM)) -> io.BytesIO:
    berkas = io.BytesIO("\r\n".join([kepala, *baris]).encode())
    berkas.name = "unit.csv"
    return berkas


def xlsx(baris, kolom=KOLOM, judul="Data") -> io.BytesIO:
    berkas = io.BytesIO(write_xlsx(judul, kolom, baris))
    berkas.name = "unit.xlsx"
    return berkas
