"""All the sections, each on its own: one that fails says so and the others go on; and what deserves a look."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from pianoperf.custodia.diagnosi.sezioni import SEZIONI, Fatti

COPIA_VECCHIA = timedelta(days=2)
POCO_SPAZIO = 1024


def diagnosi() -> dict[str, Any]:
    """Every section, and `da guardare`: sentences. Of an error only the kind is kept: its text may hold an address."""
    fatti: dict[str, Fatti] = {}
    for nome, sezione in SEZIONI.items():
        try:
            fatti[nome] = sezione()
        except Exception as errore:  # whatever is broken here is what the report is about
            fatti[nome] = {"errore": type(errore).__name__}
            connection.close()
    return {"letta il": timezone.now().isoformat(timespec="seconds"), **fatti, "da guardare": da_guardare(fatti)}


def da_guardare(fatti: dict[str, Fatti]) -> list[str]:
    frasi = [
        f"La sezione «{nome}» non si legge ({voce['errore']})." for nome, voce in fatti.items() if "errore" in voce
    ]
    if fatti["banca dati"].get("migrazioni da applicare"):
        frasi.append("Ci sono migrazioni da applicare: esegui manage.py migrate.")
    replica = fatti["banca dati"].get("replica")
    if replica and not replica["usata"]:
        frasi.append("La replica non risponde o è in ritardo: le pagine pubbliche leggono la banca dati principale.")
    if fatti["lavori"].get("il più vecchio in coda, in secondi", 0) > 120:
        frasi.append("Un lavoro aspetta da più di due minuti: controlla che i worker siano accesi.")
    if not any(voce["visto da secondi"] < 60 for voce in _esecutori(fatti)):
        frasi.append("Nessun worker e nessun beat si è fatto vivo nell'ultimo minuto.")
    frasi += [
        f"Sul disco ({nome}) resta meno di {POCO_SPAZIO} MB."
        for nome, spazio in fatti["disco"].items()
        if nome != "errore" and spazio["MB liberi"] < POCO_SPAZIO
    ]
    return frasi + _della_custodia(fatti["custodia"])


def _esecutori(fatti: dict[str, Fatti]) -> list[Fatti]:
    return [voce for nome, voce in fatti["esecutori"].items() if nome != "errore"]


def _della_custodia(custodia: Fatti) -> list[str]:
    if "errore" in custodia:
        return []
    copia, frasi = custodia["ultima copia"], []
    if copia is None:
        frasi.append("Non è mai stata fatta una copia di sicurezza: esegui manage.py copia.")
    elif _passati(copia["fatta il"]) > COPIA_VECCHIA:
        frasi.append("L'ultima copia di sicurezza ha più di due giorni.")
    if custodia["tabelle in attesa del sigillo"]:
        frasi.append(
            "Ci sono modifiche non sigillate da più di dieci minuti: controlla che beat e i worker siano accesi."
        )
    return frasi


def _passati(momento: str) -> timedelta:
    return timezone.now() - datetime.fromisoformat(momento)
