"""Row-level security on the tables of this app (pianoperf.organizzazione.recinto)."""

from __future__ import annotations

from django.db import migrations

from pianoperf.organizzazione.recinto.operazioni import recinta, recinta_per_madre

# table, columns of a user who sees the row as well
PROPRIE: list[tuple[str, tuple[str, ...]]] = [
    ("indicatori_importazione", ()),
    ("indicatori_importazioneevent", ()),
]
# table, the column that names its parent, the parent, the parent's column of the body where it has one; parents first
PER_MADRE: list[tuple[str, ...]] = [
    ("indicatori_indicatore", "scheda_id", "obiettivi_scheda"),
    ("indicatori_indicatoreevent", "scheda_id", "obiettivi_scheda"),
    ("indicatori_responsabilita", "indicatore_id", "indicatori_indicatore"),
    ("indicatori_responsabilitaevent", "indicatore_id", "indicatori_indicatore"),
    ("indicatori_attribuzione", "indicatore_id", "indicatori_indicatore"),
    ("indicatori_attribuzioneevent", "indicatore_id", "indicatori_indicatore"),
    ("indicatori_previsione", "indicatore_id", "indicatori_indicatore"),
    ("indicatori_previsioneevent", "indicatore_id", "indicatori_indicatore"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("indicatori", "0006_ricerca"),
        ("obiettivi", "0006_recinto"),
        ("lavori", "0006_recinto"),
    ]

    operations = [
        *(recinta(tabella, anche_di=anche_di) for tabella, anche_di in PROPRIE),
        *(operazione for voce in PER_MADRE for operazione in recinta_per_madre(*voce)),
    ]
