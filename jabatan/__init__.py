"""Area of positions.

`peta` says who sits where, `merit` how merit is computed, `talenta` what is known of every
person, `penempatan` who should sit where.
"""
