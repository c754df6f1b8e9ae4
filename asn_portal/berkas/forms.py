"""Forms of the import pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings

from asn_portal.berkas import registry
from asn_portal.berkas.enums import StatusImpor
from asn_portal.berkas.services.simpanan import batas_ukuran
from asn_portal.core.models import Instansi

if TYPE_CHECKING:
    from asn_portal.core.scope import Scope


class UnggahForm(forms.Form):
    """Kind of file, the file, and the instansi where there are several."""

    jenis = forms.ChoiceField(label="Jenis data", error_messages={"required": "Pilih jenis data."})
    instansi = forms.ModelChoiceField(Instansi.objects.none(), label="Instansi")
    berkas = forms.FileField(
        label="Berkas",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Pilih berkas yang akan diunggah.",
            "empty": "Berkas yang dipilih kosong.",
        },
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        pilihan = [(j.kode, j.judul) for j in registry.semua() if scope.has(*j.peran)]
        jenis = self.fields["jenis"]
        assert isinstance(jenis, forms.ChoiceField)  # noqa: S101 -- for the type checker
        jenis.choices = [("", "Pilih jenis data"), *pilihan]
        peran = {peran for j in registry.semua() for peran in j.peran}
        ids = scope.instansi_ids(peran)
        instansi = self.fields["instansi"]
        assert isinstance(instansi, forms.ModelChoiceField)  # noqa: S101
        instansi.queryset = Instansi.objects.filter(pk__in=ids).order_by("nama")
        if len(ids) == 1:
            instansi.widget = forms.HiddenInput()
            instansi.initial = next(iter(ids))
        self.fields["berkas"].help_text = f"Excel (.xlsx) atau CSV. {batas_ukuran()}"

    def clean_berkas(self) -> Any:
        """Name and size; the content is judged by the reader."""
        berkas = self.cleaned_data["berkas"]
        akhiran = Path(berkas.name).suffix.lower()
        if akhiran not in {".xlsx", ".csv"}:
            raise forms.ValidationError(
                f"Berkas harus .xlsx atau .csv. Yang dipilih {akhiran or 'tanpa akhiran'}."
            )
        if berkas.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(batas_ukuran())
        return berkas


class SaringForm(forms.Form):
    """Filters of the history."""

    q = forms.CharField(label="Nama berkas", required=False, max_length=100)
    jenis = forms.ChoiceField(label="Jenis data", required=False)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), *StatusImpor.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jenis = self.fields["jenis"]
        assert isinstance(jenis, forms.ChoiceField)  # noqa: S101 -- for the type checker
        jenis.choices = [("", "Semua"), *((j.kode, j.judul) for j in registry.semua())]
