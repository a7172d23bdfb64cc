"""The registry as spreadsheets, in the admin: by natural keys, all or nothing, only for who may change it."""

from __future__ import annotations

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pianoperf.organizzazione.models import Ente, Persona, Struttura, Utente
from pianoperf.organizzazione.resources import EnteResource, PersonaResource, StrutturaResource

INDIRIZZO = "/amministrazione/organizzazione/persona/import/"


def foglio(*righe: tuple[str, ...]) -> tablib.Dataset:
    return tablib.Dataset(*righe, headers=["Ente", "Cognome", "Nome", "Alias", "E-mail", "Struttura"])


def test_le_persone_entrano_per_chiave_naturale_e_non_si_ripetono(asc: Ente) -> None:
    Struttura.objects.create(ente=asc, nome="Minori")
    righe = foglio(("asc-insieme", "Rossi", "Rita", "R. Rossi; Rossi R.", "rita@example.org", "Minori"))
    PersonaResource().import_data(righe, raise_errors=True)
    PersonaResource().import_data(righe, raise_errors=True)
    rita = Persona.objects.get(cognome="Rossi")
    assert (rita.alias, str(rita.struttura)) == (["R. Rossi", "Rossi R."], "Minori")


def test_una_riga_non_valida_annulla_tutto_il_foglio(asc: Ente) -> None:
    righe = foglio(
        ("asc-insieme", "Rossi", "Rita", "", "", ""), ("asc-insieme", "Bianchi", "Bruno", "", "non è un indirizzo", "")
    )
    risultato = PersonaResource().import_data(righe)
    assert risultato.has_validation_errors()
    assert not Persona.objects.filter(cognome="Rossi").exists()


def test_una_struttura_di_un_altro_ente_non_si_trova(enti: dict[str, Ente]) -> None:
    Struttura.objects.create(ente=enti["coeso"], nome="Staff")
    risultato = PersonaResource().import_data(foglio(("asc-insieme", "Rossi", "Rita", "", "", "Staff")))
    assert risultato.has_errors() or risultato.has_validation_errors()
    assert not Persona.objects.filter(cognome="Rossi").exists()


def test_quel_che_esce_rientra_uguale(asc: Ente) -> None:
    Struttura.objects.create(ente=asc, nome="Minori")
    for risorsa in (EnteResource(), StrutturaResource(), PersonaResource()):
        risultato = risorsa.import_data(risorsa.export(), raise_errors=True)
        assert set(risultato.totals) >= {"skip"}
        assert risultato.totals["new"] == risultato.totals["update"] == 0


@pytest.mark.parametrize(("superutente", "atteso"), [(True, 200), (False, 302)])
def test_importa_solo_chi_puo_modificare(client: Client, asc: Ente, superutente: bool, atteso: int) -> None:
    utente = Utente.objects.create_user("ugo", is_staff=True, is_superuser=superutente)
    client.force_login(utente)
    dati = {"format": "2", "import_file": SimpleUploadedFile("p.csv", b"Ente,Cognome,Nome,Alias,E-mail,Struttura\n")}
    assert client.get(INDIRIZZO).status_code == atteso
    assert client.post(INDIRIZZO, dati).status_code == atteso
