"""Row-level security on the tables of this app (pianoperf.organizzazione.recinto)."""

from __future__ import annotations

from django.db import migrations

from pianoperf.organizzazione.recinto.operazioni import recinta, recinta_per_madre

# table, columns of a user who sees the row as well
PROPRIE: list[tuple[str, tuple[str, ...]]] = [
    ("rendicontazione_profilo", ()),
    ("rendicontazione_profiloevent", ()),
    ("rendicontazione_scadenza", ()),
    ("rendicontazione_scadenzaevent", ()),
    ("rendicontazione_messaggio", ()),
    ("rendicontazione_chiaveapi", ()),
    ("rendicontazione_chiaveapievent", ()),
    ("rendicontazione_raccolta", ()),
    ("rendicontazione_esportazione", ()),
    ("rendicontazione_componente", ()),
    ("rendicontazione_componenteevent", ()),
    ("rendicontazione_veste", ()),
    ("rendicontazione_vesteevent", ()),
]
# table, the column that names its parent, the parent, the parent's column of the body where it has one; parents first
PER_MADRE: list[tuple[str, ...]] = [
    ("rendicontazione_rendicontazione", "piano_id", "obiettivi_piano", "ente_id"),
    ("rendicontazione_rendicontazioneevent", "piano_id", "obiettivi_piano", "ente_id"),
    ("rendicontazione_documento", "piano_id", "obiettivi_piano", "ente_id"),
    ("rendicontazione_proroga", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_prorogaevent", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_istantanea", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_istantaneaevent", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_riapertura", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_riaperturaevent", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_risultato", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_risultatoevent", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_seduta", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_sedutaevent", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_criterio", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_criterioevent", "rendicontazione_id", "rendicontazione_rendicontazione"),
    ("rendicontazione_evidenza", "risultato_id", "rendicontazione_risultato"),
    ("rendicontazione_evidenzaevent", "risultato_id", "rendicontazione_risultato"),
    ("rendicontazione_giudizio", "risultato_id", "rendicontazione_risultato"),
    ("rendicontazione_giudizioevent", "risultato_id", "rendicontazione_risultato"),
    ("rendicontazione_seduta_presenti", "seduta_id", "rendicontazione_seduta"),
    ("rendicontazione_richiesta", "risultato_id", "rendicontazione_risultato"),
    ("rendicontazione_richiestaevent", "risultato_id", "rendicontazione_risultato"),
    ("rendicontazione_intervento", "risultato_id", "rendicontazione_risultato"),
    ("rendicontazione_interventoevent", "risultato_id", "rendicontazione_risultato"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("rendicontazione", "0008_ricerca"),
        ("indicatori", "0007_recinto"),
    ]

    operations = [
        *(recinta(tabella, anche_di=anche_di) for tabella, anche_di in PROPRIE),
        *(operazione for voce in PER_MADRE for operazione in recinta_per_madre(*voce)),
    ]
