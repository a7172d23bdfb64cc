"""Row-level security on the tables of this app (pianoperf.organizzazione.recinto)."""

from __future__ import annotations

from django.db import migrations

from pianoperf.organizzazione.recinto.operazioni import recinta, recinta_per_madre

# table, columns of a user who sees the row as well
PROPRIE: list[tuple[str, tuple[str, ...]]] = [
    ("obiettivi_atto", ()),
    ("obiettivi_attoevent", ()),
    ("obiettivi_piano", ()),
    ("obiettivi_pianoevent", ()),
]
# table, the column that names its parent, the parent, the parent's column of the body where it has one; parents first
PER_MADRE: list[tuple[str, ...]] = [
    ("obiettivi_obiettivostrategico", "piano_id", "obiettivi_piano", "ente_id"),
    ("obiettivi_obiettivostrategicoevent", "piano_id", "obiettivi_piano", "ente_id"),
    ("obiettivi_scheda", "piano_id", "obiettivi_piano", "ente_id"),
    ("obiettivi_schedaevent", "piano_id", "obiettivi_piano", "ente_id"),
    ("obiettivi_capitolo", "piano_id", "obiettivi_piano", "ente_id"),
    ("obiettivi_capitoloevent", "piano_id", "obiettivi_piano", "ente_id"),
    ("obiettivi_versione", "piano_id", "obiettivi_piano", "ente_id"),
    ("obiettivi_versioneevent", "piano_id", "obiettivi_piano", "ente_id"),
    ("obiettivi_rimodulazione", "piano_id", "obiettivi_piano", "ente_id"),
    ("obiettivi_rimodulazioneevent", "piano_id", "obiettivi_piano", "ente_id"),
    ("obiettivi_collegamento", "scheda_id", "obiettivi_scheda"),
    ("obiettivi_collegamentoevent", "scheda_id", "obiettivi_scheda"),
    ("obiettivi_azione", "scheda_id", "obiettivi_scheda"),
    ("obiettivi_azioneevent", "scheda_id", "obiettivi_scheda"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("obiettivi", "0005_ricerca"),
        ("organizzazione", "0008_recinto"),
    ]

    operations = [
        *(recinta(tabella, anche_di=anche_di) for tabella, anche_di in PROPRIE),
        *(operazione for voce in PER_MADRE for operazione in recinta_per_madre(*voce)),
    ]
