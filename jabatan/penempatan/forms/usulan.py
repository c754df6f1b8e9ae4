"""Forms of proposals, approvals, decisions and decrees."""

from __future__ import annotations

from typing import Any

from django import forms

from jabatan.penempatan.enums import (
    AlasanPPK,
    AlasanTolak,
    AlasanUsulan,
    KertasSK,
    StatusSK,
    StatusUsulan,
)

ANY = [("", "Semua")]
MIN_REASON, MIN_OVERRIDE, MAX_REASON = 20, 150, 4000
MAX_PDF = 5 * 1024 * 1024


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Isi tanggal berlaku.", "invalid": "Tulis tanggal yang ada."},
    )


def _reason(label: str, minimum: int = MIN_REASON, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MAX_REASON,
        min_length=minimum,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Isi alasannya.",
            "min_length": "Alasan paling sedikit %(limit_value)d huruf. Sekarang %(show_value)d.",
        },
        **kwargs,
    )


class UsulanForm(forms.Form):
    """Reason and date; which reason is needed depends on the place of the candidate."""

    alasan_kode = forms.ChoiceField(
        label="Mengapa bukan peringkat pertama",
        required=False,
        widget=forms.RadioSelect,
        choices=[one for one in AlasanUsulan.choices if one[0] != AlasanUsulan.PERINGKAT_SATU],
    )
    alasan = _reason("Uraian alasan", required=False)
    tanggal_berlaku = _day("Tanggal berlaku", "Hari pertama di jabatan baru.")
    alasan_data_lama = _reason(
        "Alasan memakai perhitungan lama",
        required=False,
        help_text="Ada data baru sejak perhitungan ini. Sebaiknya hitung ulang dahulu.",
    )

    def __init__(self, *args: Any, pertama: bool, basi: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if pertama:
            del self.fields["alasan_kode"]
            self.fields["alasan"].label = "Catatan"
        else:
            self.fields["alasan_kode"].required = True
            self.fields["alasan_kode"].error_messages["required"] = "Pilih alasan utama."
            self.fields["alasan"].required = True
        if basi:
            self.fields["alasan_data_lama"].required = True
        else:
            del self.fields["alasan_data_lama"]


class PerbaikiForm(forms.Form):
    """Change a draft or a returned proposal."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    alasan = _reason("Uraian alasan", required=False)
    tanggal_berlaku = _day("Tanggal berlaku", "Hari pertama di jabatan baru.")


class AlasanForm(forms.Form):
    """One reason, for withdrawing and cancelling."""

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    alasan = _reason("Alasan")


class TidakForm(forms.Form):
    """Category and one sentence, for returning and refusing."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    alasan_kode = forms.ChoiceField(
        label="Alasan utama",
        choices=AlasanTolak.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasan utama."},
    )
    alasan = _reason("Uraian alasan", help_text="Satu kalimat cukup, paling sedikit 20 huruf.")


class PernyataanForm(forms.Form):
    """The person concerned: willing or not, with a note."""

    bersedia = forms.TypedChoiceField(
        label="Pernyataan Anda",
        choices=[("ya", "Saya bersedia"), ("tidak", "Saya tidak bersedia")],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih bersedia atau tidak bersedia."},
    )
    catatan = forms.CharField(
        label="Catatan",
        required=False,
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wajib diisi bila tidak bersedia, paling sedikit 20 huruf. Dibaca oleh PPK.",
    )

    def clean(self) -> dict[str, Any]:
        """A no is explained."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("bersedia") is False:
            length = len(found.get("catatan", "").strip())
            if length < MIN_REASON:
                self.add_error(
                    "catatan", f"Alasan paling sedikit {MIN_REASON} huruf. Sekarang {length}."
                )
        return found


class KeputusanForm(forms.Form):
    """The choice of the PPK; another choice than proposed opens the purple section."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    pegawai = forms.ChoiceField(label="Kandidat", widget=forms.HiddenInput)
    alasan_kode = forms.ChoiceField(
        label="Alasan utama", required=False, choices=AlasanPPK.choices, widget=forms.RadioSelect
    )
    alasan = forms.CharField(
        label="Uraian",
        required=False,
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Paling sedikit 150 huruf. Boleh ditempel dari dokumen lain.",
    )

    def __init__(self, *args: Any, pilihan: dict[str, bool], **kwargs: Any) -> None:
        """`pilihan`: code of a candidate → whether choosing it differs from the proposal."""
        super().__init__(*args, **kwargs)
        self.pilihan = pilihan
        field = self.fields["pegawai"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(kode, kode) for kode in pilihan]
        chosen = self.data.get("pegawai") or self.initial.get("pegawai", "")
        if pilihan.get(chosen):
            for name, words in (
                ("alasan_kode", "Pilih alasan utama."),
                ("alasan", "Isi alasannya."),
            ):
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = words

    def clean(self) -> dict[str, Any]:
        """Deciding otherwise needs a category and a text that can be read years later."""
        found: dict[str, Any] = super().clean() or {}
        if self.pilihan.get(found.get("pegawai", "")) and "alasan" in found:
            length = len(" ".join(found["alasan"].split()))
            if length < MIN_OVERRIDE:
                self.add_error(
                    "alasan", f"Alasan paling sedikit {MIN_OVERRIDE} huruf. Sekarang {length}."
                )
        return found


class SKForm(forms.Form):
    """Effective date and paper."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    tanggal_berlaku = _day("Tanggal berlaku", "Hari ini berlaku seketika. Tidak boleh mundur.")
    kertas = forms.ChoiceField(
        label="Ukuran kertas", choices=KertasSK.choices, widget=forms.RadioSelect
    )


class SaringUsulanForm(forms.Form):
    """GET form above the list of proposals."""

    q = forms.CharField(label="Cari pegawai atau jabatan", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Tahap",
        required=False,
        choices=[*ANY, ("terbuka", "Sedang berjalan"), *StatusUsulan.choices],
    )


class SaringSKForm(forms.Form):
    """GET form above the list of decrees."""

    q = forms.CharField(label="Cari nomor, pegawai, atau jabatan", required=False, max_length=100)
    status = forms.ChoiceField(label="Status", required=False, choices=[*ANY, *StatusSK.choices])


class SaringKotakForm(forms.Form):
    """GET form above the inbox of a head of office."""

    q = forms.CharField(label="Cari pegawai atau jabatan", required=False, max_length=100)
    kelompok = forms.ChoiceField(
        label="Kelompok",
        required=False,
        choices=[
            *ANY,
            ("anda", "Menunggu Anda"),
            ("lain", "Menunggu orang lain"),
            ("selesai", "Selesai"),
        ],
    )


class SaringKeputusanForm(forms.Form):
    """GET form above the desk of the PPK."""

    q = forms.CharField(label="Cari pegawai atau jabatan", required=False, max_length=100)
    kelompok = forms.ChoiceField(
        label="Kelompok",
        required=False,
        choices=[
            *ANY,
            ("siap", "Menunggu keputusan"),
            ("berjalan", "Masih berjalan"),
            ("diputuskan", "Sudah diputuskan"),
        ],
    )


class KodeForm(forms.Form):
    """Code printed beside the QR code."""

    kode = forms.CharField(
        label="Kode SK",
        max_length=20,
        help_text="Sepuluh huruf dan angka di kaki halaman SK.",
        error_messages={"required": "Isi kode SK."},
    )


class BerkasForm(forms.Form):
    """The PDF that somebody has, to compare its bytes with ours."""

    berkas = forms.FileField(
        label="Berkas PDF",
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text="Paling besar 5 MB. Berkas hanya dibandingkan, tidak disimpan.",
        error_messages={"required": "Pilih berkas PDF."},
    )

    def clean_berkas(self) -> Any:
        """Small enough to be read at once."""
        found = self.cleaned_data["berkas"]
        if found.size > MAX_PDF:
            raise forms.ValidationError("Berkas paling besar 5 MB.")
        return found
