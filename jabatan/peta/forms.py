"""Forms of the map and of the list of people; all but one are filters in the address."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from jabatan.peta.enums import GOLONGAN_PNS, GOLONGAN_PPPK, Jenjang, JenjangPendidikan, StatusASN

NIP = re.compile(r"[0-9]{18}", re.ASCII)
# A run of digits this long in a free-text search is a personal number, which has no place in an address.
DIGITS_OF_A_NUMBER = 8
ALL = [("", "Semua")]


class CariNIPForm(forms.Form):
    nip = forms.CharField(
        label="NIP",
        max_length=30,
        help_text="18 angka. NIP dikirim tertutup dan tidak muncul di alamat halaman.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_nip(self) -> str:
        """Blanks and dots are how people write the number."""
        nip = re.sub(r"[\s.]", "", str(self.cleaned_data["nip"]))
        if not NIP.fullmatch(nip):
            raise forms.ValidationError("NIP terdiri atas 18 angka. Periksa lalu cari lagi.")
        return nip


class SaringPegawaiForm(forms.Form):
    q = forms.CharField(label="Nama", required=False, max_length=100, widget=forms.SearchInput())
    opd = forms.ChoiceField(label="Perangkat daerah", required=False)
    jenjang = forms.ChoiceField(label="Jenjang", required=False, choices=[*ALL, *Jenjang.choices])
    golongan = forms.ChoiceField(
        label="Golongan",
        required=False,
        choices=[*ALL, *((g, g) for g in (*GOLONGAN_PNS[::-1], *GOLONGAN_PPPK[::-1]))],
    )
    status = forms.ChoiceField(label="Status", required=False, choices=[*ALL, *StatusASN.choices])
    pendidikan = forms.ChoiceField(
        label="Pendidikan tertinggi", required=False, choices=[*ALL, *JenjangPendidikan.choices]
    )
    pensiun = forms.ChoiceField(
        label="Pensiun dalam",
        required=False,
        choices=[*ALL, ("6", "6 bulan"), ("12", "12 bulan"), ("24", "24 bulan"), ("60", "5 tahun")],
    )
    tanpa_jabatan = forms.BooleanField(label="Tanpa jabatan definitif", required=False)

    def __init__(self, *args: Any, opd: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opd"].choices = [*ALL, *opd]  # type: ignore[attr-defined]

    def active(self) -> list[tuple[str, str]]:
        """Filters in use: name of the field and the words of its chip."""
        chips = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not value:
                continue
            choices = dict(getattr(field, "choices", []) or [])
            text = str(field.label)
            chips.append((name, text if value is True else f"{text}: {choices.get(value, value)}"))
        return chips


class SaringJabatanForm(forms.Form):
    q = forms.CharField(
        label="Nama jabatan", required=False, max_length=100, widget=forms.SearchInput()
    )
    jenjang = forms.ChoiceField(label="Jenjang", required=False, choices=[*ALL, *Jenjang.choices])


def holds_a_number(text: str) -> bool:
    """Whether a search text carries what looks like a NIP or NIK."""
    return len(re.sub(r"[^0-9]", "", text)) >= DIGITS_OF_A_NUMBER
