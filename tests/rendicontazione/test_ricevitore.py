"""Results that come in a workbook: the rules of the form, all or nothing, nothing twice."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from indicatori.enums import StatoImportazione
from indicatori.esportazione.formati import FORMATI, in_formato
from indicatori.esportazione.righe import ParteScritta
from indicatori.importazione import services
from indicatori.importazione.anteprima import Esame, esamina_fogli, esamina_percorso
from indicatori.importazione.archivio_carte import carta_di
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.risultati import RigaRisultato
from indicatori.models import Importazione
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from pianoperf.ambiente import RADICE
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente
from rendicontazione.dimostrazione import ANNI
from rendicontazione.enums import StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.ricevitore import RicevitoreRisultati
from rendicontazione.selectors.esportazione import risultati_per_parti
from rendicontazione.services.anno import apri_rendicontazione
from tests import scenari
from tests.scenari import ADESSO, Cast

# what each cell says: text, note, cause
Parti = dict[tuple[str, str, int], list[tuple[str, ...]]]
TUTTI: Parti = {
    ("1", "1.1", 2023): [("SI", "Aperto a marzo")],
    ("1", "1.3", 2023): [("48/60", "")],
    ("1", "1.4", 2023): [("15/06/2023", "Attivo"), ("92,5%", "")],
}


def foglio(parti: Parti = TUTTI, formato: str = "xlsx") -> bytes:
    scritte = {chiave: [ParteScritta(*parte) for parte in voci] for chiave, voci in parti.items()}
    return in_formato(formato, scenari.dati_di_prova(), scritte)


def carica(cast: Cast, contenuto: bytes, nome: str = "risultati.xlsx") -> Importazione:
    importazione = services.carica_foglio(
        ente=cast.ente, nome_file=nome, contenuto=contenuto, utente=cast.amministratrice, adesso=ADESSO
    )
    assert importazione.lavoro_id is not None
    esegui(importazione.lavoro_id)
    importazione.refresh_from_db()
    return importazione


def conferma(cast: Cast, importazione: Importazione) -> None:
    services.conferma_importazione(importazione=importazione, utente=cast.amministratrice, adesso=ADESSO)


def esame_di(cast: Cast, parti: Parti) -> Esame:
    return esamina_fogli(leggi_contenuto(foglio(parti), "r.xlsx"), cast.ente, adesso=ADESSO)


def errori(esame: Esame) -> list[tuple[str, str]]:
    return [(rilievo.codice, rilievo.cella) for rilievo in esame.rilievi if rilievo.gravita == "E"]


def test_results_of_an_approved_plan_come_in_as_drafts(cast: Cast, anno: Rendicontazione) -> None:
    importazione = carica(cast, foglio())
    assert importazione.stato == StatoImportazione.ANTEPRIMA
    assert importazione.anteprima["cambiamenti"] == 0
    assert importazione.anteprima["conteggi_risultati"] == {"nuovo": 3, "modificato": 0, "uguale": 0}
    assert set(anno.risultati.values_list("stato", flat=True)) == {StatoRisultato.DA_INSERIRE}
    conferma(cast, importazione)
    composto = scenari.risultato_di("1.4")
    assert composto.stato == StatoRisultato.BOZZA
    assert composto.valori == [{"data": "2023-06-15"}, {"numero": "92.5"}]
    assert (composto.nota, composto.aggiornato_da) == ("Attivo", cast.amministratrice)
    assert scenari.risultato_di("1.2").stato == StatoRisultato.DA_INSERIRE


def test_the_second_time_nothing_changes(cast: Cast, anno: Rendicontazione) -> None:
    conferma(cast, carica(cast, foglio()))
    versioni = dict(anno.risultati.values_list("pk", "versione"))
    seconda = carica(cast, foglio())
    assert seconda.anteprima["conteggi_risultati"] == {"nuovo": 0, "modificato": 0, "uguale": 3}
    carta = carta_di(seconda)
    assert carta is not None
    assert {rilievo.gravita for rilievo in carta.rilievi if rilievo.foglio == "Risultati"} == {"I"}
    conferma(cast, seconda)
    assert dict(anno.risultati.values_list("pk", "versione")) == versioni


def test_only_the_rows_that_differ_are_written(cast: Cast, anno: Rendicontazione) -> None:
    conferma(cast, carica(cast, foglio()))
    importazione = carica(cast, foglio({**TUTTI, ("1", "1.1", 2023): [("NO", "")]}))
    assert importazione.anteprima["conteggi_risultati"] == {"nuovo": 0, "modificato": 1, "uguale": 2}
    diverso = importazione.anteprima["risultati_diversi"][0]
    assert (diverso["prima"], diverso["dopo"]) == ("SI\nAperto a marzo", "NO\nAperto a marzo")
    conferma(cast, importazione)
    assert [scenari.risultato_di(codice).versione for codice in ("1.1", "1.3", "1.4")] == [2, 1, 1]


def test_a_blank_cell_keeps_what_was_entered(cast: Cast, anno: Rendicontazione) -> None:
    scenari.bozza(cast, "1.4", "15/06/2023", "50", nota="", causa="")
    esame = esame_di(cast, {("1", "1.4", 2023): [("", "Solo la nota"), ("", "")]})
    assert "IMP-RISULTATO-VUOTO" in {rilievo.codice for rilievo in esame.rilievi}
    assert esame.risultati.diversi[0].dopo == "15/06/2023; 50%\nSolo la nota"


@pytest.mark.parametrize(
    ("chiave", "parti", "atteso"),
    [
        (("1", "1.1", 2023), [("forse", "")], ("IMP-RISULTATO-NON-VALIDO", "E2")),
        (("1", "1.2", 2023), [("30/06/2031", "")], ("IMP-RISULTATO-NON-VALIDO", "E2")),
        (("1", "1.3", 2023), [("12/0", "")], ("IMP-RISULTATO-NON-VALIDO", "E2")),
        (("1", "1.3", 2023), [("80", ""), ("90", "")], ("IMP-PARTE-NON-VALIDA", "E3")),
        (("1", "1.1", 2024), [("SI", "")], ("IMP-ANNO-NON-APERTO", "E2")),
    ],
)
def test_what_the_form_refuses_the_workbook_refuses_with_its_cell(
    cast: Cast, anno: Rendicontazione, chiave: tuple, parti: list, atteso: tuple
) -> None:
    esame = esame_di(cast, {chiave: parti})
    assert errori(esame) == [atteso]
    assert esame.bloccato


def riga(codice: str, parte: int | None, testo: str, cella: str = "E2", anno: int = 2023) -> RigaRisultato:
    return RigaRisultato("1", codice, anno, parte, testo, "", cella)


@pytest.mark.parametrize(
    ("righe", "codici"),
    [
        ([riga("1.4", None, "SI")], ["IMP-PARTE-MANCANTE"]),
        ([riga("1.3", 0, "80")], ["IMP-PARTE-NON-VALIDA"]),
        ([riga("1.3", 1, "80"), riga("1.3", None, "90", "E3")], ["IMP-CHIAVE-RIPETUTA"]),
        ([riga("9.9", 1, "80")], ["IMP-RISULTATO-SENZA-TARGET"]),
    ],
)
def test_rows_that_lead_nowhere(
    cast: Cast, anno: Rendicontazione, righe: list[RigaRisultato], codici: list[str]
) -> None:
    esame = RicevitoreRisultati().controlla(piano=anno.piano, righe=righe, adesso=ADESSO)
    assert [rilievo.codice for rilievo in esame.rilievi] == codici
    assert esame.voci == []
    with pytest.raises(DatiNonValidi):
        RicevitoreRisultati().applica(piano=anno.piano, righe=righe, utente=cast.direttore, adesso=ADESSO)


def test_an_unknown_indicator_has_one_finding(cast: Cast, anno: Rendicontazione) -> None:
    dati = scenari.dati_di_prova()
    dati.schede[0].indicatori.append(replace(dati.schede[0].indicatori[0], codice="1.9"))
    contenuto = in_formato("csv", dati, {("1", "1.9", 2023): [ParteScritta("SI")]})
    fogli = [foglio for foglio in leggi_contenuto(contenuto, "p.zip") if foglio.nome in ("Piano", "Risultati")]
    assert errori(esamina_fogli(fogli, cast.ente, adesso=ADESSO)) == [("IMP-INDICATORE-SCONOSCIUTO", "B2")]


def test_a_sent_result_and_a_closed_year_answer_with_their_own_sentence(cast: Cast, anno: Rendicontazione) -> None:
    scenari.inviato(cast, "1.1", "SI")
    esame = esame_di(cast, {("1", "1.1", 2023): [("NO", "")]})
    assert [rilievo.messaggio for rilievo in esame.rilievi if rilievo.gravita == "E"] == [
        "Risultato inviato il 01/02/2024: per correggerlo, il Nucleo deve rinviarlo."
    ]
    assert errori(esame_di(cast, {("1", "1.1", 2023): [("SI", "")]})) == []


def test_after_the_window_the_sentence_is_the_one_of_the_form(cast: Cast, anno: Rendicontazione) -> None:
    dopo = anno.finestra_al + timedelta(days=1)
    esame = esamina_fogli(leggi_contenuto(foglio(), "r.xlsx"), cast.ente, adesso=dopo)
    assert "si è chiusa" in next(rilievo.messaggio for rilievo in esame.rilievi if rilievo.gravita == "E")


def test_a_draft_plan_leaves_its_results_out_and_says_so(cast: Cast) -> None:
    esame = esame_di(cast, TUTTI)
    trovato = next(rilievo for rilievo in esame.rilievi if rilievo.codice == "IMP-RISULTATI-NON-IMPORTATI")
    assert (trovato.gravita, esame.bloccato) == ("W", False)
    conferma(cast, carica(cast, foglio()))
    assert Piano.objects.get().stato == "bozza"
    assert not Risultato.objects.exists()


def test_a_result_that_moved_after_the_preview_is_not_overwritten(cast: Cast, anno: Rendicontazione) -> None:
    importazione = carica(cast, foglio())
    scenari.bozza(cast, "1.3", "90")
    with pytest.raises(ModificaConcorrente, match="nei risultati"):
        conferma(cast, importazione)
    assert scenari.risultato_di("1.1").stato == StatoRisultato.DA_INSERIRE


def test_who_may_not_fill_in_may_not_import(cast: Cast, anno: Rendicontazione) -> None:
    righe = [riga("1.3", 1, "80"), RigaRisultato("2", "2.1", 2023, 1, "5", "", "E3")]
    with pytest.raises(AzioneNegata):
        RicevitoreRisultati().applica(piano=anno.piano, righe=righe, utente=cast.responsabile, adesso=ADESSO)
    assert not anno.risultati.exclude(stato=StatoRisultato.DA_INSERIRE).exists()


@pytest.mark.parametrize("formato", list(FORMATI))
def test_the_download_holds_the_results_and_comes_back_unchanged(
    cast: Cast, anno: Rendicontazione, entra, formato: str
) -> None:
    scenari.bozza(cast, "1.1", "SI", nota="=Nota\r\ncon riga,\tè un testo")
    scenari.bozza(cast, "1.3", "48/60", nota="")
    scenari.bozza(cast, "1.4", "", "92,55", nota="Manca la data")
    scenari.inviato(cast, "2.1", "5")
    scaricato = entra("amministratrice").get(f"/ente-prova/piani/{anno.piano.codice}/modello.{formato}").content
    nome = f"r.{FORMATI[formato].estensione}"
    esame = esamina_fogli(leggi_contenuto(scaricato, nome), cast.ente, adesso=ADESSO)
    assert errori(esame) == []
    assert esame.in_json()["cambiamenti"] == 0
    assert esame.risultati.conteggi == {"nuovo": 0, "modificato": 0, "uguale": 4}


def test_a_responsabile_downloads_only_the_results_that_are_seen(cast: Cast, anno: Rendicontazione, entra) -> None:
    scenari.bozza(cast, "1.1", "SI")
    scenari.bozza(cast, "2.1", "5")
    indirizzo = f"/ente-prova/piani/{anno.piano.codice}/modello.json"

    def visti(client: Client) -> set[str]:
        schede = client.get(indirizzo).json()["schede"]
        return {voce["codice"] for scheda in schede for voce in scheda["indicatori"] if voce["risultati"]}

    assert visti(entra("responsabile")) == {"1.1"}
    assert visti(entra("organo")) == {"1.1", "2.1"}


@pytest.mark.parametrize("codice", list(ANNI))
def test_the_results_of_the_fixtures_come_in_through_the_workbook(cast: Cast, codice: str, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    anno, _ = ANNI[codice]
    ente = Ente.objects.create(codice=codice.rsplit("-", 2)[0], nome=codice, nome_breve=codice)
    utente = amministratrice_di(ente)
    cartella = RADICE / "fixtures" / codice
    esame = esamina_percorso(cartella, ente)
    piano = services.importa_piano(dati=esame.dati, utente=None, adesso=ADESSO).piano
    piano = approva_piano(
        piano=piano, organo="CdA", numero="1", data=date(2022, 12, 20), allegato="", dimostrativo=True, utente=utente
    )
    apri_rendicontazione(
        piano=piano,
        anno=anno,
        finestra_dal=ADESSO - timedelta(days=1),
        finestra_al=ADESSO + timedelta(days=1),
        utente=utente,
        adesso=ADESSO,
    )
    fogli = leggi_contenuto(in_zip(cartella), "risultati.zip")
    esame = esamina_fogli(fogli, ente, adesso=ADESSO)
    assert errori(esame) == []
    assert (esame.in_json()["cambiamenti"], esame.risultati.conteggi["nuovo"] > 10) == (0, True)
    da_solo = esamina_percorso(cartella / "risultati.csv", ente, codice=codice, adesso=ADESSO)
    assert errori(da_solo) == []
    assert da_solo.risultati.impronta == esame.risultati.impronta != ""
    righe = esame.lettura.risultati
    scritti = RicevitoreRisultati().applica(piano=piano, righe=righe, utente=utente, adesso=ADESSO)
    assert scritti == esame.risultati.conteggi["nuovo"] == len(risultati_per_parti(piano))
    dopo = esamina_fogli(fogli, ente, adesso=ADESSO).risultati.conteggi
    assert dopo == {"nuovo": 0, "modificato": 0, "uguale": scritti}


def in_zip(cartella) -> bytes:
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w") as archivio:
        for percorso in cartella.glob("*.csv"):
            archivio.write(percorso, percorso.name)
    return uscita.getvalue()


def amministratrice_di(ente: Ente) -> Utente:
    utente = Utente.objects.create(username=f"anna-{ente.codice}")
    utente.incarichi.create(ente=ente, ruolo="amministratore", dal="2020-01-01")
    return utente


def test_the_command_imports_results_in_the_name_of_a_person(cast: Cast, anno: Rendicontazione, tmp_path) -> None:
    file = tmp_path / "risultati.xlsx"
    file.write_bytes(foglio())
    with pytest.raises(CommandError, match="--utente"):
        call_command("importa", str(file), "--ente", "ente-prova", "--conferma", stdout=io.StringIO())
    uscita = io.StringIO()
    call_command("importa", str(file), "--ente", "ente-prova", "--utente", "anna", "--conferma", stdout=uscita)
    assert "Risultati: 3 nuovi, 0 modificati, 0 uguali." in uscita.getvalue()
    assert scenari.risultato_di("1.1").stato == StatoRisultato.BOZZA


def test_the_preview_counts_the_results_and_may_be_confirmed(cast: Cast, anno: Rendicontazione, entra) -> None:
    scenari.bozza(cast, "1.1", "NO")
    importazione = carica(cast, foglio())
    client = entra("amministratrice")
    pagina = client.get(f"/ente-prova/importazioni/{importazione.pk}/").content.decode()
    for attesa in (
        "risultati nuovi",
        "risultati modificati",
        "si importano solo i risultati",
        "Risultati che cambiano",
    ):
        assert attesa in pagina
    assert 'aria-disabled="true"' not in pagina
    esito = client.post(f"/ente-prova/importazioni/{importazione.pk}/conferma/", follow=True).content.decode()
    assert "Risultati importati" in esito
    assert "Importati 3 risultati: ora sono bozze da inviare." in esito


def test_the_cause_comes_in_with_the_result_and_an_unknown_one_is_an_error(cast: Cast, anno: Rendicontazione) -> None:
    conferma(cast, carica(cast, foglio({("1", "1.3", 2023): [("60", "Pochi corsi", "Esogena")]})))
    assert (scenari.risultato_di("1.3").causa, scenari.risultato_di("1.3").nota) == ("esogena", "Pochi corsi")
    esame = esame_di(cast, {("1", "1.3", 2023): [("60", "Pochi corsi", "sfortuna")]})
    assert [rilievo.codice for rilievo in esame.rilievi if rilievo.gravita == "E"] == ["IMP-CAUSA-NON-VALIDA"]
