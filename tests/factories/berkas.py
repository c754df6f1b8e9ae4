"""Imports and their rows."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from asn_portal.berkas.enums import StatusBaris, StatusImpor
from asn_portal.berkas.models import BarisImpor, Impor
from tests.factories.core import InstansiFactory


class ImporFactory(DjangoModelFactory):
    """A saved import whose file is gone."""

    class Meta:
        model = Impor

    instansi = factory.SubFactory(InstansiFactory)
    jenis = "unit"
    nama_berkas = "HierarkiUnor.xlsx"
    sha256 = "0" * 64
    ukuran = 36_351
    status = StatusImpor.DITERAPKAN
    hitungan = factory.LazyFunction(lambda: {"BARU": 1, "BERUBAH": 0, "SAMA": 0, "BERMASALAH": 0})


class BarisImporFactory(DjangoModelFactory):
    class Meta:
        model = BarisImpor

    impor = factory.SubFactory(ImporFactory)
    nomor = factory.Sequence(lambda n: n + 2)
    status = StatusBaris.BARU
    ringkas = "D01 · Dinas Contoh"
