"""Issue a decree with a gap-free number; cancel it before it takes effect."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Now

from asn_portal.core import audit, numbering
from asn_portal.core.dates import local_date
from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.models import random_code
from jabatan.penempatan.enums import JenisSK, KertasSK, StatusSK, StatusUsulan
from jabatan.penempatan.models import Keputusan, SuratKeputusan
from jabatan.penempatan.permissions.usulan import may_cancel_decree, may_issue
from jabatan.penempatan.selectors.isi_sk import isi_sk, pejabat, penanda_tangan
from jabatan.penempatan.selectors.kursi_dilepas import belum_dilepas, paling_lambat
from jabatan.penempatan.selectors.terpilih import menunggu_terpilih
from jabatan.penempatan.services.pemberlakuan import (
    due_ids,
    lock_due,
    log_effect,
    note_evidence,
    terapkan,
)
from jabatan.penempatan.services.pemeriksaan import (
    jabatan_sekarang,
    periksa_usulan,
    refuse_blocked,
)
from jabatan.penempatan.services.transisi import (
    lock_usulan,
    move,
    person,
    reason,
    require_version,
    transition,
)
from jabatan.penempatan.services.usulan import gugurkan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from asn_portal.core.models import User

    Printer = Callable[[Mapping[str, Any], str], bytes]

NUMBERING = "SK-{jenis}"
NUMBER_FORMAT = "800.1.3.3/{nomor:04d}/BKPSDM/{tahun}"
STALE = "SK ini sudah berubah. Muat ulang halaman."


def tetapkan_sk(
    *,
    keputusan: Keputusan,
    tanggal_berlaku: date,
    versi: int,
    actor: User,
    at: datetime,
    cetak: Printer,
    kertas: str = KertasSK.F4,
) -> SuratKeputusan:
    """Number, print and seal the decree; one for today takes effect in the same transaction.

    `cetak` turns the text into the bytes of the paper (documents.sk.cetak).
    """
    with transition():
        usulan = keputusan.usulan
        today = local_date(usulan.instansi, at)
        due = due_ids(usulan.instansi, today) if tanggal_berlaku == today else []
        lama = jabatan_sekarang(keputusan.pegawai, today)
        lock_due(
            due,
            kursi=[usulan.kursi_id, *([lama.kursi_id] if lama and lama.kursi_id else [])],
            orang=[keputusan.pegawai.orang_id, usulan.pegawai.orang_id],
            usulan=[usulan.pk],
        )
        usulan = lock_usulan(usulan)
        keputusan = Keputusan.objects.select_related(
            "pegawai__orang",
            "diputuskan_oleh",
            "pernyataan",
            "penegasan",
            "usulan__instansi",
            "usulan__pemeringkatan",
            "usulan__lowongan__putaran",
            "usulan__kursi__jabatan__nomenklatur",
            "usulan__kursi__jabatan__unit",
        ).get(pk=keputusan.pk)
        if not may_issue(actor, keputusan):
            raise NotAllowedError("SK ditetapkan Pengelola Kepegawaian yang bukan pemutus.")
        require_version(usulan, versi, StatusUsulan.DIPUTUSKAN)
        if waits := menunggu_terpilih(keputusan):
            raise DomainError(f"SK belum dapat ditetapkan. {waits}")
        if tanggal_berlaku < today:
            raise DomainError("Tanggal berlaku tidak boleh sebelum hari ini.")
        late = paling_lambat(lama.kursi_id, tanggal_berlaku) if lama and lama.kursi_id else ""
        if late:
            raise DomainError(late)
        if held := belum_dilepas(usulan.kursi_id, keputusan.pegawai_id, tanggal_berlaku):
            raise DomainError(held)
        refuse_blocked(
            periksa_usulan(
                kursi=usulan.kursi,
                pegawai=keputusan.pegawai,
                tanggal_berlaku=tanggal_berlaku,
                at=at,
            )
        )
        sk = _issue(
            keputusan,
            today=today,
            berlaku=tanggal_berlaku,
            kertas=kertas,
            actor=actor,
            cetak=cetak,
        )
        move(usulan, StatusUsulan.DITETAPKAN, tanggal_berlaku=tanggal_berlaku)
        done = terapkan([*due, sk.pk], today, at) if tanggal_berlaku == today else []
        note_evidence(usulan.instansi, done)
        event = audit.record(
            "sk.ditetapkan",
            sk,
            actor=actor,
            at=at,
            data={
                "nomor": sk.nomor_lengkap,
                "keputusan": keputusan.kode,
                "pdf_sha256": sk.pdf_sha256,
                "tanggal_berlaku": tanggal_berlaku.isoformat(),
            },
        )
        SuratKeputusan.objects.filter(pk=sk.pk).update(peristiwa_nomor=event.nomor)
        log_effect(done, actor, at)
    sk.refresh_from_db()
    return sk


def _issue(
    keputusan: Keputusan,
    *,
    today: date,
    berlaku: date,
    kertas: str,
    actor: User,
    cetak: Printer,
) -> SuratKeputusan:
    usulan = keputusan.usulan
    nomor = numbering.next_number(
        instansi_id=usulan.instansi_id,
        jenis=NUMBERING.format(jenis=JenisSK.PENGANGKATAN.value),
        tahun=today.year,
    )
    lengkap = NUMBER_FORMAT.format(nomor=nomor, tahun=today.year)
    kode = random_code()
    isi = isi_sk(
        keputusan,
        kode=kode,
        nomor=lengkap,
        tanggal=today,
        tanggal_berlaku=berlaku,
        lama=jabatan_sekarang(keputusan.pegawai, today),
    )
    pdf = cetak(isi, kertas)
    sk: SuratKeputusan = SuratKeputusan.objects.create(
        instansi_id=usulan.instansi_id,
        kode=kode,
        jenis=JenisSK.PENGANGKATAN,
        tahun=today.year,
        nomor=nomor,
        nomor_lengkap=lengkap,
        keputusan=keputusan,
        pegawai=keputusan.pegawai,
        kursi=usulan.kursi,
        tanggal=today,
        tanggal_berlaku=berlaku,
        penanda_tangan=f"{pejabat(usulan.instansi)}, {penanda_tangan(keputusan)}"[:200],
        isi=isi,
        kertas=kertas,
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        ditetapkan_oleh=person(actor),
    )
    return sk


def batalkan_sk(*, sk: SuratKeputusan, alasan: str, actor: User, at: datetime) -> SuratKeputusan:
    """Cancel before it takes effect; number and paper stay in the register."""
    text = reason(alasan)
    with transition():
        usulan = lock_usulan(sk.keputusan.usulan, sk.pegawai.orang_id)
        if not may_cancel_decree(actor, sk):
            raise NotAllowedError("SK dibatalkan oleh Pengelola Kepegawaian.")
        changed = SuratKeputusan.objects.filter(pk=sk.pk, status=StatusSK.DITETAPKAN).update(
            status=StatusSK.DIBATALKAN, alasan_batal=text, dibatalkan_at=at, updated_at=Now()
        )
        if changed != 1:
            raise ConflictError(STALE)
        move(usulan, StatusUsulan.DIBATALKAN, alasan_akhir=text)
        gugurkan(usulan)
        audit.record("sk.dibatalkan", sk, actor=actor, at=at, data={"alasan": text})
    sk.refresh_from_db()
    return sk
