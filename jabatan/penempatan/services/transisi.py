"""Guarded transitions: locks in one order, one conditional update, constraints in plain words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.models import Orang
from jabatan.penempatan.models import Usulan
from jabatan.peta.models import Kursi

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asn_portal.core.models import User

STALE = "Usulan sudah berubah. Muat ulang halaman."
MIN_REASON = 20

# What the office reads when the database refuses (reliability.md §3.1).
SENTENCES = {
    "usulan_satu_terbuka_per_kursi": "Jabatan ini sudah punya usulan yang berjalan.",
    "usulan_satu_terbuka_per_pegawai": "Pegawai ini sudah ada dalam usulan lain yang berjalan.",
    "persetujuan_sisi_unik": STALE,
    "persetujuan_empat_mata": "Penyetuju tidak boleh pengusul atau pegawai yang diusulkan.",
    "keputusan_empat_mata": "Yang memutuskan tidak boleh ikut mengusulkan atau menyetujui.",
    "sk_empat_mata": "Yang menetapkan SK tidak boleh yang memutuskan atau yang diangkat.",
    "sk_pernyataan_terpilih": "Pegawai yang dipilih PPK belum menyatakan bersedia.",
    "sk_satu_menunggu_per_kursi": "Jabatan ini sudah punya SK yang menunggu berlaku.",
    "sk_satu_menunggu_per_pegawai": "Pegawai ini sudah punya SK yang menunggu berlaku.",
    "sk_tidak_berlaku_surut": "Tanggal berlaku tidak boleh sebelum tanggal penetapan.",
    "kursi_satu_definitif": "Jabatan ini sudah terisi pada tanggal itu.",
    "pegawai_satu_definitif": "Pegawai ini sudah menduduki jabatan definitif lain.",
}


@contextmanager
def transition() -> Iterator[None]:
    """One transaction (a savepoint inside a form's own); a broken constraint becomes a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        raise ConflictError(
            SENTENCES.get(getattr(diagnosis, "constraint_name", None) or "", STALE)
        ) from error


def lock(*, kursi: Iterable[int], orang: Iterable[int] = (), usulan: Iterable[int] = ()) -> None:
    """Lock in the one order of the office: seats, persons, proposals, each ascending."""
    wanted: tuple[tuple[Any, Iterable[int]], ...] = (
        (Kursi, kursi),
        (Orang, orang),
        (Usulan, usulan),
    )
    for model, ids in wanted:
        numbers = sorted(set(ids))
        if numbers:
            # no_key: rows that only point here (foreign keys) do not wait.
            list(
                model.objects.select_for_update(no_key=True)
                .filter(pk__in=numbers)
                .order_by("pk")
                .values_list("pk", flat=True)
            )


def lock_usulan(usulan: Usulan, *more_orang: int) -> Usulan:
    """Lock seat, person and proposal; return the proposal as it is now."""
    lock(
        kursi=[usulan.kursi_id],
        orang=[usulan.pegawai.orang_id, *more_orang],
        usulan=[usulan.pk],
    )
    fresh: Usulan = Usulan.objects.select_related(
        "instansi",
        "lowongan__putaran",
        "kursi__jabatan__nomenklatur",
        "kursi__jabatan__unit",
        "kursi_asal__jabatan__unit",
        "pegawai__orang",
        "pegawai__unit",
        "pengusul",
    ).get(pk=usulan.pk)
    return fresh


def require_version(usulan: Usulan, versi: int, *states: str) -> None:
    """The page must show the proposal as it is now, in one of these states."""
    if usulan.versi != versi or usulan.status not in states:
        raise ConflictError(STALE)


def move(usulan: Usulan, to: str, **fields: Any) -> None:
    """Change the state only if nobody else has; the database checks the order of states too."""
    changed = Usulan.objects.filter(pk=usulan.pk, status=usulan.status, versi=usulan.versi).update(
        status=to, versi=F("versi") + 1, updated_at=Now(), **fields
    )
    if changed != 1:
        raise ConflictError(STALE)
    usulan.refresh_from_db()


def person(actor: User) -> Orang:
    """The human being behind the login; a login without one does no act of the office."""
    if actor.orang is None:
        raise NotAllowedError("Akun ini belum terhubung dengan orang.")
    return actor.orang


def reason(text: str, minimum: int = MIN_REASON) -> str:
    """A reason somebody can read later; tells how long it is now."""
    clean = " ".join(text.split())
    if not clean:
        raise DomainError("Isi alasannya.")
    if len(clean) < minimum:
        raise DomainError(f"Alasan paling sedikit {minimum} huruf. Sekarang {len(clean)}.")
    return text.strip()
