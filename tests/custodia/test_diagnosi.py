"""`manage.py diagnosi` tells everything but secrets, also when something is broken."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from pianoperf.ambiente import RADICE
from pianoperf.custodia.diagnosi.raccolta import diagnosi
from pianoperf.custodia.models import Copia
from tests.processi import ambiente_di_prova

SEGRETO = "segreto-piantato"
PIANTATI = {
    "PIANOPERF_SECRET_KEY": f"{SEGRETO}-chiave-lunga-e-casuale-0123456789-abcdefghij",
    "PIANOPERF_SMTP_HOST": f"{SEGRETO}.example.it",
    "PIANOPERF_SMTP_UTENTE": f"{SEGRETO}-utente",
    "PIANOPERF_SMTP_PASSWORD": f"{SEGRETO}-posta",
    "PIANOPERF_EMAIL_MITTENTE": f"{SEGRETO}@example.it",
    "PIANOPERF_INDIRIZZO": f"https://{SEGRETO}.example.it",
    "PIANOPERF_HOSTS": f"{SEGRETO}.localhost",
    "PIANOPERF_COPIA_FRASE": f"{SEGRETO}-copie",
    "AWS_SECRET_ACCESS_KEY": f"{SEGRETO}-aws",
    "PIANOPERF_ALTRO": f"{SEGRETO}-altro",
}


def esegui(*opzioni: str, **variabili: str) -> str:
    ambiente = ambiente_di_prova(**PIANTATI, **variabili)
    esito = subprocess.run(
        [sys.executable, "manage.py", "diagnosi", *opzioni],
        cwd=RADICE, env=ambiente, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert esito.returncode == 0, esito.stderr
    assert SEGRETO not in esito.stdout + esito.stderr
    return esito.stdout


def con_password(indirizzo: str) -> str:
    parti = urlsplit(indirizzo)
    return parti._replace(netloc=parti.netloc.replace("@", f":{SEGRETO}-banca@", 1)).geturl()


@pytest.mark.django_db
def test_nessun_segreto_ne_indirizzo() -> None:
    lontana = f"postgresql://chi:{SEGRETO}@127.0.0.1:1/{SEGRETO}"
    indirizzo = con_password(ambiente_di_prova()["DATABASE_URL"])
    dati = json.loads(esegui("--json", DATABASE_URL=indirizzo, PIANOPERF_REPLICA=lontana))
    assert dati["banca dati"]["migrazioni da applicare"] == 0
    assert dati["banca dati"]["replica"] == {"risponde": False, "ritardo in secondi": None, "usata": False}
    assert any(frase.startswith("La replica non risponde") for frase in dati["da guardare"])
    assert "PIANOPERF_ALTRO" in dati["impostazioni"]["variabili impostate"]
    assert set(dati["code"]["annunci"]) == {"celery", "documenti", "importazioni"}
    assert "Non è mai stata fatta una copia di sicurezza: esegui manage.py copia." in dati["da guardare"]


def test_nemmeno_quando_non_risponde_nulla() -> None:
    testo = esegui(
        DATABASE_URL=f"postgresql://chi:{SEGRETO}@127.0.0.1:1/nessuna", REDIS_URL=f"redis://:{SEGRETO}@127.0.0.1:1/0"
    )
    assert "errore: OperationalError" in testo
    assert "La sezione «code» non si legge (ConnectionError)." in testo


@pytest.mark.django_db
def test_una_copia_recente_non_fa_dire_nulla() -> None:
    def frasi(fatta: timedelta) -> list[str]:
        Copia.objects.all().delete()
        fatti = {"fatta_il": timezone.now() - fatta, "dimensione": 3 << 20, "sha256": "a" * 64, "cifrata": True}
        Copia.objects.create(nome="c", file=2, **fatti)
        return [frase for frase in diagnosi()["da guardare"] if "copia" in frase]

    assert frasi(timedelta(hours=20)) == []
    assert frasi(timedelta(days=3)) == ["L'ultima copia di sicurezza ha più di due giorni."]
