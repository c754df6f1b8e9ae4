"""An independent, slow reading of the exchange format: dates, dictionaries and fractions."""

from datetime import date, timedelta
from fractions import Fraction

LEVEL = {
    "SD": 1,
    "SLTP": 2,
    "SLTA": 3,
    "D1": 4,
    "D2": 5,
    "D3": 6,
    "D4": 7,
    "S1": 7,
    "S2": 8,
    "S3": 9,
}
PNS = [
    f"{r}/{a}"
    for r, letters in (("I", "abcd"), ("II", "abcd"), ("III", "abcd"), ("IV", "abcde"))
    for a in letters
]
PREDICATE = ["SANGAT_KURANG", "KURANG", "BUTUH_PERBAIKAN", "BAIK", "SANGAT_BAIK"]
YES, NO, MAYBE = "memenuhi", "tidak_memenuhi", "perlu_verifikasi"
LONG_AGO = date(1900, 1, 1)


def anniversary(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def plus_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def day(text):
    return None if text is None else date.fromisoformat(text)


def served(periods, cut_off):
    """Months: every day is walked, so merging cannot go wrong."""
    marked = set()
    for start, last in periods:
        current, end = start, min(last + timedelta(days=1) if last else cut_off, cut_off)
        while current < end:
            marked.add(current)
            current += timedelta(days=1)
    runs = []
    for one in sorted(marked):
        if runs and runs[-1][1] == one:
            runs[-1][1] = one + timedelta(days=1)
        else:
            runs.append([one, one + timedelta(days=1)])
    months = rest = 0
    for start, end in runs:
        k = 0
        while plus_months(start, k + 1) <= end:
            k += 1
        months += k
        rest += (end - plus_months(start, k)).days
    return months + (rest // 30 if len(runs) > 1 else 0)


def alternatives(known, options):
    return [known] if known is not None else list(options)


def combine(results):
    """Unknown exactly when the possible worlds disagree."""
    found = set(results)
    return found.pop() if len(found) == 1 else MAYBE


def status(p, g, _):
    worlds = alternatives(p.get("status"), ["PNS", "CPNS", "PPPK", "PPPK_PARUH_WAKTU"])
    return combine(YES if w in g["nilai"] else NO for w in worlds)


def pendidikan(p, g, _):
    entries = p.get("pendidikan") or [{}]
    fields = g.get("bidang")
    per_entry = []
    for e in entries:
        worlds = [
            LEVEL[level] >= LEVEL[g["minimal"]] and (fields is None or field in fields)
            for level in alternatives(e.get("jenjang"), LEVEL)
            for field in alternatives(e.get("bidang"), [*(fields or []), "something else"])
        ]
        per_entry.append((all(worlds), any(worlds)))
    if any(sure for sure, _ in per_entry):
        return YES
    return MAYBE if any(possible for _, possible in per_entry) else NO


def golongan(p, g, _):
    def one(status, rank):
        if (status or "").startswith("PPPK") or rank not in PNS:
            return NO
        return YES if PNS.index(rank) >= PNS.index(g["minimal"]) else NO

    rank, held = p.get("golongan"), p.get("status")
    if rank is not None:
        return one(held, rank)
    if held is None:
        return combine([one(None, r) for r in [*PNS, "IX"]])
    return combine([one(held, r) for r in PNS])


def masa_jenjang(p, g, cut_off):
    if p.get("riwayat") is None:
        return YES if g["tahun"] == 0 else (MAYBE if g["jenjang"] else NO)
    sure, possible = [], []
    for r in p["riwayat"]:
        if r.get("definitif") is False:
            continue
        known = r.get("jenjang") is not None
        if not g["jenjang"] or (known and r["jenjang"] not in g["jenjang"]):
            continue
        span = (day(r.get("mulai")) or LONG_AGO, day(r.get("selesai")))
        possible.append(span)
        if known and r.get("mulai") is not None:
            sure.append(span)
    if served(sure, cut_off) >= 12 * g["tahun"]:
        return YES
    return MAYBE if served(possible, cut_off) >= 12 * g["tahun"] else NO


def predikat(p, g, cut_off):
    held = p.get("predikat") or {}
    least = PREDICATE.index(g["minimal"])
    results = []
    for year in range(cut_off.year - g["tahun"], cut_off.year):
        worlds = alternatives(held.get(str(year)), PREDICATE)
        results.append(combine(YES if PREDICATE.index(w) >= least else NO for w in worlds))
    return NO if NO in results else MAYBE if MAYBE in results else YES


def disiplin(p, g, cut_off):
    if p.get("hukuman") is None:
        return MAYBE
    since = anniversary(cut_off, -g["tahun"])

    def blocked(level, start, last):
        if level == "ringan":
            return start == cut_off
        if last is None:
            return start <= cut_off or start > since
        return start <= cut_off <= last or last > since

    results = []
    for h in p["hukuman"]:
        if h.get("proses"):
            results.append(NO)
            continue
        last = day(h.get("selesai"))
        starts = alternatives(
            day(h.get("mulai")), [LONG_AGO, cut_off, cut_off + timedelta(days=900)]
        )
        if h.get("mulai") is None and last is not None and h.get("tingkat") != "ringan":
            starts = [s for s in starts if s <= last] + ([cut_off] if not h.get("tingkat") else [])
        levels = alternatives(h.get("tingkat"), ["ringan", "sedang", "berat"])
        results.append(combine(NO if blocked(v, s, last) else YES for v in levels for s in starts))
    return NO if NO in results else MAYBE if MAYBE in results else YES


def usia(p, g, cut_off):
    if p.get("tanggal_lahir") is None:
        return MAYBE
    return YES if cut_off <= anniversary(day(p["tanggal_lahir"]), g["maksimal"]) else NO


def pelatihan(p, g, _):
    if p.get("pelatihan") is None:
        return MAYBE if g["semua"] else YES
    return YES if set(g["semua"]) <= set(p["pelatihan"]) else NO


GATES = {
    f.__name__: f
    for f in (status, pendidikan, golongan, masa_jenjang, predikat, disiplin, usia, pelatihan)
}
KINERJA = ("predikat", "penghargaan", "tim_kerja", "umpan_balik")


def rank(case):
    cut_off, policy = day(case["tanggal_acuan"]), case["kebijakan"]
    return {
        seat["id"]: rank_seat(case["kandidat"], seat, policy, cut_off) for seat in case["lowongan"]
    }


def rank_seat(people, seat, policy, cut_off):
    found = {"peringkat": [], "tidak_memenuhi": [], "perlu_verifikasi": [], "belum_lengkap": []}
    mix = policy["gabungan"].get(seat["jenjang"], {"talenta": 10000, "teknis": 0})
    rows = []
    for p in sorted(people, key=lambda p: p["id"]):
        answers = [(g["kode"], GATES[g["kode"]](p, g, cut_off)) for g in seat["syarat"]]
        failed = [kode for kode, answer in answers if answer == NO]
        unknown = [kode for kode, answer in answers if answer == MAYBE]
        if failed or unknown:
            name = "tidak_memenuhi" if failed else "perlu_verifikasi"
            found[name].append({"id": p["id"], "syarat": failed or unknown})
            continue
        values = {
            **(p.get("komponen") or {}),
            **((p.get("per_lowongan") or {}).get(seat["id"]) or {}),
        }
        needed = {n: w for axis in policy["bobot"].values() for n, w in axis.items() if w}
        missing = sorted(n for n in needed if values.get(n) is None)
        if mix["teknis"] and values.get("teknis") is None:
            missing.append("teknis")
        if missing:
            found["belum_lengkap"].append({"id": p["id"], "komponen": missing})
            continue
        rows.append(scored(p, values, needed, policy, mix))
    order = sorted(rows, key=lambda r: (tuple(-k for k in r["key"]), r["id"]))
    for i, row in enumerate(order):
        same = i and order[i - 1]["key"] == row["key"]
        row["urutan"] = order[i - 1]["urutan"] if same else i + 1
    found["peringkat"] = order
    return found


def scored(p, values, needed, policy, mix):
    hundred = Fraction(1, 100)
    share = {axis: Fraction(w, 10000) for axis, w in policy["poros"].items()}
    talent, test = Fraction(mix["talenta"], 10000), Fraction(mix["teknis"], 10000)
    axes, parts = {"kinerja": Fraction(0), "potensial": Fraction(0)}, {}
    for name, weight in needed.items():
        axis = "kinerja" if name in KINERJA else "potensial"
        part = Fraction(weight, 10000) * values[name] * hundred
        axes[axis] += part
        parts[name] = part * share[axis] * talent
    if mix["teknis"]:
        parts["teknis"] = test * values["teknis"] * hundred
    talenta = sum(share[a] * axes[a] for a in axes)
    total = sum(parts.values())
    rank, months = p.get("golongan"), p.get("masa_kerja_golongan_bulan")
    ties = {
        **axes,
        "golongan": PNS.index(rank) if rank in PNS else -1,
        "masa_kerja_golongan_bulan": -1 if months is None else months,
    }
    return {
        "id": p["id"],
        "nilai": total,
        "talenta": talenta,
        **axes,
        "kotak": box(axes, policy["ambang"]),
        "rincian": parts,
        "key": (total, *(ties[name] for name in policy["seri"])),
    }


def box(axes, ambang):
    def band(value):
        return sum(value * 100 >= ambang[name] for name in ("tinggi", "menengah"))

    table = {"00": 1, "01": 3, "02": 6, "10": 2, "11": 5, "12": 8, "20": 4, "21": 7, "22": 9}
    return table[f"{band(axes['kinerja'])}{band(axes['potensial'])}"]
