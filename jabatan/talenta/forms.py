"""Filters of the talent map, kept in the address."""

from __future__ import annotations

from typing import Any

from django import forms

from jabatan.peta.enums import Jenjang
from jabatan.talenta.engine.kotak import NAMA

ALL = [("", "Semua")]


class SaringTalentaForm(forms.Form):
    q = forms.CharField(label="Nama", required=False, max_length=100, widget=forms.SearchInput())
    opd = forms.ChoiceField(label="Perangkat daerah", required=False)
    jenjang = forms.ChoiceField(label="Jenjang", required=False, choices=[*ALL, *Jenjang.choices])
    kotak = forms.ChoiceField(
        label="Kotak",
        required=False,
        choices=[*ALL, *((str(box), f"Kotak {box}: {NAMA[box]}") for box in range(9, 0, -1))],
    )
    daftar = forms.ChoiceField(
        required=False, choices=[("", ""), ("belum", "")], widget=forms.HiddenInput()
    )

    def __init__(self, *args: Any, opd: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opd"].choices = [*ALL, *opd]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """Filters in use; a value that is no choice counts as none."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chips(self) -> list[tuple[str, str]]:
        """Name of the field and the words of its chip."""
        found = []
        for name, value in self.chosen().items():
            if name == "daftar":
                continue
            field = self.fields[name]
            words = dict(getattr(field, "choices", ())).get(value, value)
            found.append((name, words if name == "kotak" else f"{field.label}: {words}"))
        return found
