"""The demo city: a pure generator, the spreadsheets it writes, and how the portal loads them."""
