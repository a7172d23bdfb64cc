"""Row-level security on the tables of this app (pianoperf.organizzazione.recinto)."""

from __future__ import annotations

from django.db import migrations

from pianoperf.organizzazione.recinto.operazioni import recinta

# table, columns of a user who sees the row as well
PROPRIE: list[tuple[str, tuple[str, ...]]] = [
    ("organizzazione_struttura", ()),
    ("organizzazione_strutturaevent", ()),
    ("organizzazione_persona", ()),
    ("organizzazione_personaevent", ()),
    ("organizzazione_incarico", ("utente_id",)),
    ("organizzazione_incaricoevent", ()),
    ("organizzazione_delega", ("delegante_id", "delegato_id")),
    ("organizzazione_delegaevent", ()),
    ("organizzazione_invito", ("accettato_da_id",)),
    ("organizzazione_invitoevent", ()),
]


class Migration(migrations.Migration):
    dependencies = [
        ("organizzazione", "0007_accesso"),
    ]

    operations = [
        *(recinta(tabella, anche_di=anche_di) for tabella, anche_di in PROPRIE),
    ]
