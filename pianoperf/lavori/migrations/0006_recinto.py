"""Row-level security on the tables of this app (pianoperf.organizzazione.recinto)."""

from __future__ import annotations

from django.db import migrations

from pianoperf.organizzazione.recinto.operazioni import recinta, recinta_per_madre

# table, columns of a user who sees the row as well
PROPRIE: list[tuple[str, tuple[str, ...]]] = [
    ("lavori_lavoro", ()),
]
# table, the column that names its parent, the parent, the parent's column of the body where it has one; parents first
PER_MADRE: list[tuple[str, ...]] = [
    ("lavori_attesa", "lavoro_id", "lavori_lavoro", "ente_id"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("lavori", "0005_guasti"),
        ("organizzazione", "0008_recinto"),
    ]

    operations = [
        *(recinta(tabella, anche_di=anche_di) for tabella, anche_di in PROPRIE),
        *(operazione for voce in PER_MADRE for operazione in recinta_per_madre(*voce)),
    ]
