"""Row-level security on the tables of this app (pianoperf.organizzazione.recinto)."""

from __future__ import annotations

from django.db import migrations

from pianoperf.organizzazione.recinto.operazioni import recinta

# table, columns of a user who sees the row as well
PROPRIE: list[tuple[str, tuple[str, ...]]] = [
    ("sigillo_sigillo", ()),
]


class Migration(migrations.Migration):
    dependencies = [
        ("sigillo", "0001_catene"),
        ("rendicontazione", "0009_recinto"),
    ]

    operations = [
        *(recinta(tabella, anche_di=anche_di) for tabella, anche_di in PROPRIE),
    ]
