"""Upload, examination, confirmation: nothing is written before it, then all or nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from indicatori.enums import StatoImportazione, StatoLettura
from indicatori.importazione import services
from indicatori.importazione.archivio_carte import carta_di
from indicatori.importazione.carta import Carta
from indicatori.importazione.differenze import CampoDiverso
from indicatori.importazione.services import carica_foglio, conferma_importazione, importa_piano, riesamina
from indicatori.models import Importazione, Indicatore, Previsione, Responsabilita
from obiettivi.enums import StatoPiano
from obiettivi.models import Atto, Piano
from pianoperf.lavori.esecuzione import Avanzamento, esegui
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Persona, Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente
from tests.importazione.conftest import ADESSO, incaricato
from tests.importazione.fogli_di_prova import foglio, metti, piano_piccolo, ritocca


@pytest.fixture(autouse=True)
def archivio(settings, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


def carica(ente: Ente, utente: Utente, contenuto: bytes, nome: str = "piano.xlsx") -> Importazione:
    """Upload, and the job carried out as the worker would."""
    importazione = carica_foglio(ente=ente, nome_file=nome, contenuto=contenuto, utente=utente, adesso=ADESSO)
    assert importazione.lavoro is not None
    esegui(importazione.lavoro.pk)
    importazione.refresh_from_db()
    return importazione


def dettaglio(importazione: Importazione) -> Carta:
    """What the preview shows besides its figures."""
    carta = carta_di(importazione)
    assert carta is not None
    return carta


def importa(dati=None) -> Piano:
    return importa_piano(dati=dati or piano_piccolo(), utente=None, adesso=ADESSO).piano


def approva(piano: Piano) -> None:
    atto = Atto.objects.create(ente=piano.ente, organo="CdA", numero="1", data="2022-12-20")
    Piano.objects.filter(pk=piano.pk).update(stato=StatoPiano.APPROVATO, atto=atto)


def test_il_caricamento_da_l_anteprima_e_non_scrive(asc: Ente, amministratrice: Utente) -> None:
    importazione = carica(asc, amministratrice, foglio())
    assert importazione.stato == StatoImportazione.ANTEPRIMA
    assert importazione.anteprima["nuovo"] is True
    # piano, obiettivo, scheda, azione, 2 indicatori, 3 previsioni
    assert importazione.anteprima["conteggi"] == {"nuovo": 9, "modificato": 0, "uguale": 0, "scompare": 0}
    assert [riga["testo"] for riga in dettaglio(importazione).letture.in_json()] == ["SI", "SI", "Almeno 10"]
    assert not Piano.objects.exists()


def test_l_esame_dice_a_che_punto_e(asc: Ente, amministratrice: Utente, monkeypatch: pytest.MonkeyPatch) -> None:
    detti: list[tuple[int, int, str]] = []
    segna = Avanzamento.segna

    def ascolta(avanzamento: Avanzamento, fatti: int, totale: int, fase: str = "") -> None:
        segna(avanzamento, fatti, totale, fase)
        detti.append((fatti, totale, fase))

    monkeypatch.setattr(Avanzamento, "segna", ascolta)
    importazione = carica(asc, amministratrice, foglio())
    assert detti == [(fatti, 5, "passo") for fatti in range(6)]
    assert importazione.lavoro is not None
    assert (importazione.lavoro.fatti, importazione.lavoro.totale) == (5, 5)


def test_la_conferma_scrive_tutto_e_la_seconda_e_negata(asc: Ente, amministratrice: Utente) -> None:
    importazione = carica(asc, amministratrice, foglio())
    conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    importazione.refresh_from_db()
    assert importazione.stato == StatoImportazione.CONFERMATA
    assert importazione.piano == Piano.objects.get()
    assert Previsione.objects.count() == 3
    with pytest.raises(AzioneNegata, match="già stata confermata"):
        conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)


def test_la_storia_dice_da_quale_file_viene(asc: Ente, amministratrice: Utente) -> None:
    from pghistory.models import Context

    importazione = carica(asc, amministratrice, foglio())
    conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    contesto = Context.objects.get(metadata__importazione=importazione.pk)
    assert contesto.metadata["sha256"] == hashlib.sha256(foglio()).hexdigest() == importazione.sha256
    assert contesto.metadata["file"] == "piano.xlsx"
    assert contesto.metadata["user"] == amministratrice.pk
    for modello, quanti in ((Piano, 1), (Indicatore, 2), (Previsione, 3)):
        assert modello.pgh_event_model.objects.filter(pgh_context=contesto, pgh_label="insert").count() == quanti


def test_l_anteprima_mostra_campo_per_campo(asc: Ente, amministratrice: Utente) -> None:
    importa()
    ritoccato = ritocca(
        foglio(), metti("Indicatori", "D2", "Sportello operativo"), metti("Indicatori", "H3", "Almeno 20")
    )
    importazione = carica(asc, amministratrice, ritoccato)
    assert importazione.anteprima["cambiamenti"] == 2
    radice = dettaglio(importazione).radice
    assert radice is not None
    assert radice.invariati == 1  # the objective
    primo, secondo = radice.figli[0].figli
    assert primo.campi == [CampoDiverso("descrizione", "Indicatore", "Sportello aperto", "Sportello operativo")]
    assert secondo.figli[0].campi == [CampoDiverso("testo", "Previsione", "Almeno 10", "Almeno 20")]
    assert importazione.anteprima["conteggi"] == {"nuovo": 0, "modificato": 2, "uguale": 7, "scompare": 0}


def test_con_errori_non_si_conferma(asc: Ente, amministratrice: Utente) -> None:
    importazione = carica(asc, amministratrice, ritocca(foglio(), metti("Indicatori", "H2", "=1+1")))
    assert importazione.stato == StatoImportazione.ERRORI
    with pytest.raises(AzioneNegata, match="errori"):
        conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    assert not Piano.objects.exists()


def test_un_file_che_non_e_un_foglio_e_rifiutato_subito(asc: Ente, amministratrice: Utente) -> None:
    with pytest.raises(DatiNonValidi, match="PDF"):
        carica_foglio(ente=asc, nome_file="piano.xlsx", contenuto=b"%PDF-1.7", utente=amministratrice, adesso=ADESSO)
    assert not Importazione.objects.exists()


def test_un_foglio_che_il_lettore_non_apre_resta_con_la_sua_frase(asc: Ente, amministratrice: Utente) -> None:
    from tests.importazione.archivi_di_prova import FOGLIO1, con

    importazione = carica(asc, amministratrice, con(FOGLIO1, lambda dati: dati[:-30]))
    assert importazione.stato == StatoImportazione.RIFIUTATA
    assert "non si apre" in importazione.errore


def test_un_piano_approvato_non_si_cambia_ma_si_puo_ricaricare_uguale(asc: Ente, amministratrice: Utente) -> None:
    approva(importa())
    cambiato = carica(asc, amministratrice, ritocca(foglio(), metti("Indicatori", "H3", "Almeno 20")))
    proposto = conferma_importazione(importazione=cambiato, utente=amministratrice, adesso=ADESSO)
    assert proposto.rimodulazione is not None
    assert Previsione.objects.filter(testo="Almeno 10").exists()
    assert not Previsione.objects.filter(testo="Almeno 20").exists()
    uguale = carica(asc, amministratrice, foglio())
    esito = conferma_importazione(importazione=uguale, utente=amministratrice, adesso=ADESSO)
    assert esito.cambiamenti == 0


def test_se_il_piano_si_e_mosso_non_scrive_e_si_rifa_l_anteprima(asc: Ente, amministratrice: Utente) -> None:
    importa()
    importazione = carica(asc, amministratrice, ritocca(foglio(), metti("Indicatori", "H3", "Almeno 20")))
    Indicatore.objects.filter(codice="1.1").update(note="scritta da un'altra persona")
    with pytest.raises(ModificaConcorrente, match="cambiato dopo l'anteprima"):
        conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    assert Previsione.objects.get(indicatore__codice="1.2").testo == "Almeno 10"
    importazione.refresh_from_db()
    riesamina(importazione=importazione, utente=amministratrice, adesso=ADESSO)
    assert importazione.lavoro is not None
    esegui(importazione.lavoro.pk)
    importazione.refresh_from_db()
    assert importazione.stato == StatoImportazione.ANTEPRIMA
    assert conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO).cambiamenti == 2


def test_un_file_cambiato_in_archivio_non_si_conferma(asc: Ente, amministratrice: Utente) -> None:
    importazione = carica(asc, amministratrice, foglio())
    Path(importazione.file.path).write_bytes(foglio(piano_piccolo(codice="altro-2023-2025")))
    with pytest.raises(services.FileRifiutato, match="non è più quello"):
        conferma_importazione(importazione=importazione, utente=amministratrice, adesso=ADESSO)


@pytest.mark.parametrize("ruolo", [Ruolo.DIRETTORE, Ruolo.RESPONSABILE, Ruolo.NUCLEO, Ruolo.ORGANO])
def test_solo_l_amministratore_importa(asc: Ente, ruolo: Ruolo) -> None:
    utente = incaricato("altro", asc, ruolo)
    with pytest.raises(AzioneNegata, match="amministratore"):
        carica_foglio(ente=asc, nome_file="p.xlsx", contenuto=foglio(), utente=utente, adesso=ADESSO)


def test_il_codice_di_un_altro_ente_non_si_prende(enti: dict[str, Ente], amministratrice: Utente) -> None:
    importa(piano_piccolo(ente="coeso"))
    importazione = carica(enti["asc-insieme"], amministratrice, foglio())
    assert importazione.stato == StatoImportazione.ERRORI
    assert "non è disponibile" in dettaglio(importazione).rilievi[0].messaggio
    with pytest.raises(DatiNonValidi, match="non è disponibile"):
        importa()


def test_cio_che_non_e_nel_foglio_resta_finche_non_si_chiede(asc: Ente) -> None:
    importa()
    ridotto = piano_piccolo()
    del ridotto.schede[0].indicatori[1]
    assert importa_piano(dati=ridotto, utente=None, adesso=ADESSO).cambiamenti == 0
    assert Indicatore.objects.count() == 2
    importa_piano(dati=ridotto, utente=None, adesso=ADESSO, elimina_assenti=True)
    assert [indicatore.codice for indicatore in Indicatore.objects.all()] == ["1.1"]


def test_una_lettura_confermata_resta_finche_il_testo_non_cambia(asc: Ente, amministratrice: Utente) -> None:
    importa()
    previsione = Previsione.objects.filter(indicatore__codice="1.2")
    previsione.update(
        lettura=StatoLettura.CONFERMATA, condizioni=[], confermata_da=amministratrice, confermata_il=ADESSO
    )
    dati = piano_piccolo()
    dati.schede[0].indicatori[1].note = "nuova nota"
    importa(dati)
    assert previsione.get().lettura == StatoLettura.CONFERMATA
    dati.schede[0].indicatori[1].previsioni[2023] = "Almeno 30"
    importa(dati)
    assert previsione.get().lettura == StatoLettura.PROPOSTA
    assert previsione.get().condizioni[0]["value"] == 30


def test_chi_e_assegnato_a_mano_resta_responsabile(asc: Ente) -> None:
    importa()
    primo, tonelli = Indicatore.objects.get(codice="1.1"), Persona.objects.get(ente=asc, cognome="Tonelli")
    Responsabilita.objects.create(indicatore=primo, persona=tonelli, assegnata=True)
    dati = piano_piccolo()
    dati.schede[0].indicatori[0].responsabili = "Ferri"
    importa(dati)
    assert {persona.cognome for persona in primo.responsabili.all()} == {"Tonelli", "Ferri"}


def test_un_verso_scritto_contro_il_presunto_e_confermato(asc: Ente) -> None:
    dati = piano_piccolo()
    dati.schede[0].indicatori[1].verso = "decrescente"
    importa(dati)
    assert Indicatore.objects.get(codice="1.2").verso_confermato
    assert not Indicatore.objects.get(codice="1.1").verso_confermato


def test_una_colonna_che_manca_lascia_i_valori_come_sono(asc: Ente, amministratrice: Utente) -> None:
    dati = piano_piccolo()
    dati.schede[0].indicatori[0].note = "da conservare"
    importa(dati)
    senza_note = ritocca(foglio(dati), lambda libro: libro["Indicatori"].delete_cols(7))
    importazione = carica(asc, amministratrice, senza_note)
    assert importazione.anteprima["conteggi"]["modificato"] == 0
