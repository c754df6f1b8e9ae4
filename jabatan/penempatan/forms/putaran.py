"""Filters of the list of vacancies; opening and cancelling a round."""

from __future__ import annotations

from typing import Any

from django import forms

from jabatan.penempatan.enums import StatusLowongan
from jabatan.peta.enums import Jenjang
from jabatan.peta.models import Kursi

ANY = [("", "Semua")]


class SaringLowonganForm(forms.Form):
    """GET form above the list."""

    q = forms.CharField(label="Cari jabatan atau unit", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[*ANY, *StatusLowongan.choices]
    )
    jenjang = forms.ChoiceField(label="Jenjang", required=False, choices=[*ANY, *Jenjang.choices])
    putaran = forms.ChoiceField(label="Putaran", required=False)

    def __init__(self, *args: Any, putaran: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["putaran"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*ANY, *putaran]
        for one in self.fields.values():
            # Filters are all free; the words "boleh dikosongkan" would only be noise here.
            one.required = False


class BukaPutaranForm(forms.Form):
    """What the officer chooses; rules and requirements come from the sealed sets."""

    nama = forms.CharField(
        label="Nama putaran",
        max_length=200,
        min_length=5,
        help_text="Contoh: Pengisian administrator triwulan IV 2026.",
    )
    tanggal_acuan = forms.DateField(
        label="Tanggal acuan",
        help_text="Semua bukti dan syarat dinilai menurut keadaan pada tanggal ini.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    tanggal_pelantikan = forms.DateField(
        label="Rencana tanggal pelantikan",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    kursi = forms.ModelMultipleChoiceField(
        label="Jabatan kosong",
        queryset=Kursi.objects.none(),
        to_field_name="kode",
        error_messages={
            "required": "Pilih paling sedikit satu jabatan kosong.",
            "invalid_choice": "Jabatan %(value)s tidak kosong lagi atau sudah ada di putaran lain.",
        },
    )

    def __init__(self, *args: Any, kursi: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kursi"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = kursi

    def clean(self) -> dict[str, Any]:
        """The inauguration cannot come before the cut-off."""
        found: dict[str, Any] = super().clean() or {}
        cut_off, day = found.get("tanggal_acuan"), found.get("tanggal_pelantikan")
        if cut_off and day and day < cut_off:
            self.add_error(
                "tanggal_pelantikan",
                "Rencana tanggal pelantikan harus pada atau sesudah tanggal acuan.",
            )
        seats = found.get("kursi")
        if seats and len({seat.instansi_id for seat in seats}) > 1:
            self.add_error("kursi", "Satu putaran hanya untuk satu instansi.")
        return found


class BatalkanForm(forms.Form):
    """Reason of a cancelled round."""

    alasan = forms.CharField(
        label="Alasan pembatalan",
        min_length=20,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
