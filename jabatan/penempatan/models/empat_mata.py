"""Four eyes as triggers: nobody proposes, approves, decides and issues about the same move.

And nobody is moved unheard.
"""

import pgtrigger


def _refuse(name: str, words: str, found: str, *, trigger: str = "empat_mata") -> pgtrigger.Trigger:
    """Refuse a new row for which the query finds something."""
    return pgtrigger.Trigger(
        name=trigger,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF EXISTS ({found}) THEN
                RAISE EXCEPTION '{words}'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        """,
    )


# Not the proposer and not the person concerned.
HEAD = _refuse(
    "persetujuan_empat_mata",
    "penyetuju adalah pengusul atau orang yang diusulkan",
    "SELECT 1 FROM penempatan_usulan u JOIN peta_pegawai p ON p.id = u.pegawai_id"
    " WHERE u.id = NEW.usulan_id AND NEW.penyetuju_id IN (u.pengusul_id, p.orang_id)",
)
# Not the proposer, not a head who approved, not the person chosen or proposed.
DECISION = _refuse(
    "keputusan_empat_mata",
    "yang memutuskan sudah mengusulkan, menyetujui, atau menjadi pihak",
    "SELECT 1 FROM penempatan_usulan u"
    " LEFT JOIN penempatan_persetujuan s ON s.usulan_id = u.id AND s.status = 'SETUJU'"
    " JOIN peta_pegawai p ON p.id IN (u.pegawai_id, NEW.pegawai_id)"
    " WHERE u.id = NEW.usulan_id"
    " AND NEW.diputuskan_oleh_id IN (u.pengusul_id, s.penyetuju_id, p.orang_id)",
)
# Not the person who decided and not the person appointed.
DECREE = _refuse(
    "sk_empat_mata",
    "yang menetapkan SK adalah yang memutuskan atau yang diangkat",
    "SELECT 1 FROM penempatan_keputusan k JOIN peta_pegawai p ON p.id = NEW.pegawai_id"
    " WHERE k.id = NEW.keputusan_id"
    " AND NEW.ditetapkan_oleh_id IN (k.diputuskan_oleh_id, p.orang_id)",
)
# Who was not proposed but chosen has said yes, or the PPK has confirmed the choice with a reason.
HEARD = _refuse(
    "sk_pernyataan_terpilih",
    "pegawai yang dipilih PPK belum menyatakan bersedia",
    "SELECT 1 FROM penempatan_keputusan k JOIN penempatan_usulan u ON u.id = k.usulan_id"
    " LEFT JOIN penempatan_pernyataanterpilih p ON p.keputusan_id = k.id"
    " LEFT JOIN penempatan_penegasanppk t ON t.keputusan_id = k.id"
    " WHERE k.id = NEW.keputusan_id AND k.pegawai_id <> u.pegawai_id"
    " AND p.bersedia IS NOT TRUE AND t.id IS NULL",
    trigger="pernyataan_terpilih",
)
