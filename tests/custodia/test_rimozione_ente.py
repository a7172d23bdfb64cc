"""A body goes away whole: nothing of it is left in any table or folder, and nothing of another is touched."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from pianoperf.custodia.enti.rimozione import rimozioni_alterate
from pianoperf.custodia.models import Rimozione
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente, Utente
from rendicontazione.models import Evidenza
from tests import scenari
from tests.custodia.banche_dati import Impianto

# of the cast of the body and of what it wrote
SUOI = ("Ente di prova", "Dirigente", "Rossi", "Bianchi", "Ammini", "Nota di prova", "Sportello aperto", "prova.pdf")


@pytest.mark.django_db(transaction=True)
def test_di_un_ente_tolto_non_resta_nulla(installazione: Impianto, tmp_path: Path) -> None:
    prima = "\n".join(installazione.dump())
    assert all(testo in prima for testo in SUOI)
    prova = Evidenza.objects.get().file.name
    file = tmp_path / "ente.zip"

    esito = installazione.comanda("rimuovi_ente", "ente-prova", "--conferma", "--uscita", str(file))
    assert esito.returncode == 0, esito.stderr

    dopo = "\n".join(installazione.dump())
    assert [testo for testo in SUOI if testo in dopo] == []
    assert "Elio" in dopo
    assert not (installazione.archivio / prova).exists()
    controllo = installazione.comanda("sigillo", "--controlla")
    assert controllo.returncode == 0, controllo.stdout
    with zipfile.ZipFile(file) as archivio:
        nomi = set(archivio.namelist())
        assert {"dati.zip", "registro.csv", "manifest.json", f"file/{prova}"} <= nomi
        manifesto = json.loads(archivio.read("manifest.json"))
    originali = {voce["nome"]: voce["nome_originale"] for voce in manifesto["file"]}
    assert originali[f"file/{prova}"] == "prova.pdf"


def chiama(*argomenti: str, **opzioni: object) -> str:
    uscita = StringIO()
    call_command("rimuovi_ente", *argomenti, stdout=uscita, **opzioni)
    return uscita.getvalue()


@pytest.mark.django_db
def test_senza_conferma_si_dice_soltanto(lavoro_svolto: scenari.Cast) -> None:
    detto = chiama("ente-prova")
    assert "rendicontazione_evidenza: 1" in detto
    assert "file: 1" in detto
    assert "utenti che non servono altro: 5; utenti che restano: 0" in detto
    assert Ente.objects.filter(codice="ente-prova").exists()


@pytest.mark.django_db
def test_mentre_un_lavoro_gira_si_rifiuta(lavoro_svolto: scenari.Cast) -> None:
    Lavoro.objects.create(
        ente=lavoro_svolto.ente, tipo="documento", chiave="x", stato=StatoLavoro.IN_CORSO, creato_il=scenari.ADESSO,
        gettone="6f2c1d7e-0000-4000-8000-000000000001", scadenza_presa=scenari.ADESSO + timedelta(hours=1),
    )  # fmt: skip
    with pytest.raises(CommandError, match="lavori in corso"):
        chiama("ente-prova", conferma=True, senza_esportazione=True)
    assert Ente.objects.filter(codice="ente-prova").exists()


@pytest.mark.django_db
def test_chi_serve_anche_altrove_resta(lavoro_svolto: scenari.Cast) -> None:
    cast = lavoro_svolto
    scenari.Incarico.objects.create(utente=cast.nucleo, ente=cast.altro_ente, ruolo="nucleo", dal="2024-01-01")
    chiama("ente-prova", conferma=True, senza_esportazione=True)
    assert set(Utente.objects.values_list("username", flat=True)) == {"elio", "nora"}
    assert Ente.objects.get() == cast.altro_ente


@pytest.mark.django_db
def test_chi_ha_scritto_per_un_altro_ente_resta(lavoro_svolto: scenari.Cast) -> None:
    cast = lavoro_svolto
    Lavoro.objects.create(ente=cast.altro_ente, tipo="documento", chiave="x", creato_da=cast.organo,
                          creato_il=scenari.ADESSO)  # fmt: skip
    chiama("ente-prova", conferma=True, senza_esportazione=True)
    assert set(Utente.objects.values_list("username", flat=True)) == {"elio", "orso"}


@pytest.mark.django_db
def test_il_verbale_non_si_cambia(lavoro_svolto: scenari.Cast) -> None:
    chiama("ente-prova", conferma=True, senza_esportazione=True)
    verbale = Rimozione.objects.get()
    assert (verbale.codice, verbale.file, verbale.esportazione) == ("ente-prova", 1, "")
    assert verbale.catena
    assert rimozioni_alterate() == []
    assert "ente-prova" in chiama(elenco=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rimozione.objects.update(codice="altro")


def test_un_ente_che_non_c_e(db: None) -> None:
    with pytest.raises(CommandError, match="non esiste"):
        chiama("mai-visto", conferma=True)
