"""Forms of placement."""

from jabatan.penempatan.forms.putaran import BatalkanForm, BukaPutaranForm, SaringLowonganForm

__all__ = ["BatalkanForm", "BukaPutaranForm", "SaringLowonganForm"]
