"""Form of a season in which officials may not be replaced."""

from __future__ import annotations

from django import forms

from jabatan.penempatan.enums import JenisLarangan


def _day(label: str, help_text: str, *, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Isi tanggalnya.", "invalid": "Tulis tanggal yang ada."},
    )


class LaranganForm(forms.Form):
    """The day of the event; the portal computes the season from it."""

    jenis = forms.ChoiceField(
        label="Masa larangan", choices=JenisLarangan.choices, widget=forms.RadioSelect
    )
    peristiwa = _day(
        "Tanggal penetapan pasangan calon, atau tanggal pelantikan",
        "Masa enam bulan dihitung dari tanggal ini.",
        required=True,
    )
    akhir = _day(
        "Akhir masa jabatan kepala daerah",
        "Hanya untuk masa sebelum penetapan calon (UU 10/2016 pasal 71 ayat 2).",
        required=False,
    )
    izin_tertulis = forms.CharField(
        label="Izin tertulis Menteri Dalam Negeri",
        help_text="Nomor dan tanggal surat. Kosong berarti belum ada izin.",
        max_length=200,
        required=False,
    )
