"""The verbale as PDF: what it says, that the same data give the same bytes, who asks for it and when."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.documenti.selectors import richieste_di
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.enums import EsitoGiudizio, TipoDocumento
from rendicontazione.models import Rendicontazione
from rendicontazione.nucleo.services.criteri import Risposta, rispondi_ai_criteri
from rendicontazione.nucleo.services.richieste import accogli_richiesta, respingi_richiesta
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.vista import impronta_dei_dati
from rendicontazione.services.anno import valida_rendicontazione
from tests import scenari
from tests.relazioni.lettura_pdf import lettore, pagine_di, scritto_in
from tests.rendicontazione import chiusure
from tests.rendicontazione.nucleo import lavoro
from tests.scenari import ADESSO, ANNO, Cast

pytestmark = pytest.mark.django_db


def in_validazione(cast: Cast) -> Rendicontazione:
    """1.1 confirmed, 1.3 by a granted forzatura, 2.1 after a rejected one, 1.2 neutralised; a seduta, two answers."""
    lavoro.componenti(cast)
    rendicontazione = scenari.anno_aperto(cast)
    for codice, testo in (("1.1", "SI"), ("1.3", "60"), ("2.1", "2")):
        scenari.inviato(cast, codice, testo)
    accolte = [lavoro.forzatura(cast, "1.3"), lavoro.neutralizzazione(cast, "1.2")]
    respinta = lavoro.forzatura(cast, "2.1", "1")
    scenari.porta_al_nucleo(cast, rendicontazione)
    for richiesta in accolte:
        accogli_richiesta(richiesta=richiesta, utente=cast.nucleo, adesso=ADESSO)
    respingi_richiesta(richiesta=respinta, risposta="Il dato è certo.", utente=cast.nucleo, adesso=ADESSO)
    for codice in ("1.1", "2.1"):
        scenari.giudicato(cast, codice, EsitoGiudizio.CONFERMATO, "")
    rendicontazione = Rendicontazione.objects.get(pk=rendicontazione.pk)
    lavoro.seduta(cast, rendicontazione)
    risposte = {"metodo": Risposta(True), "chiarezza": Risposta(False, "Troppe sigle")}
    rispondi_ai_criteri(rendicontazione=rendicontazione, risposte=risposte, utente=cast.nucleo, adesso=ADESSO)
    return rendicontazione


@pytest.fixture
def chiusa(cast: Cast) -> Rendicontazione:
    return valida_rendicontazione(
        rendicontazione=in_validazione(cast),
        utente=cast.nucleo,
        adesso=ADESSO,
        esito="con_osservazioni",
        osservazioni="Migliorare le fonti.",
    )


def pdf_di(rendicontazione: Rendicontazione, tipo: str = "verbale") -> bytes:
    return produci(vista_di(rendicontazione.piano, tipo, ANNO), tipo)


def test_the_verbale_says_who_met_what_was_decided_and_how_it_ended(chiusa: Rendicontazione) -> None:
    pdf = pdf_di(chiusa)
    testo = scritto_in(pdf)
    for frase in (
        "Verbale del Nucleo di valutazione",
        "Esito: Validata con osservazioni, 01/02/2024",
        "Migliorare le fonti.",
        "Nora Nucleo (presidente), Ivo Esempio, Lia Prova",
        "30/01/2024",
        "valida (quorum 2)",
        "Confermati2",
        "Mai inviati1",
        "Forzatura del grado su richiesta di Dario Dirigente: Il bando è slittato.",
        "Rettificato: 90,00\u00a0%",
        "–nessunoNon valutabile",
        "Il dato è certo.",
        "Troppe sigle",
        "non compilato",
        "Risultati inviati senza evidenze: 3",
    ):
        assert "".join(frase.split()) in testo, frase
    assert "Bozza" not in testo
    pagine = pagine_di(pdf)
    assert all(f"pagina{n}di{len(pagine)}" in pagina for n, pagina in enumerate(pagine, 1))
    larghezza, altezza = lettore(pdf).pages[0].mediabox[2:]
    assert altezza > larghezza


def test_the_same_data_give_the_same_bytes_and_what_is_frozen_does_not_change(
    chiusa: Rendicontazione, cast: Cast
) -> None:
    prima = pdf_di(chiusa)
    cast.ente.componenti_nucleo.filter(nome="Lia Prova").update(nome="Altra Persona")
    chiusa.criteri.update(soddisfatto=None)
    assert pdf_di(chiusa) == prima


def test_the_verbale_is_tagged_and_in_italian(chiusa: Rendicontazione) -> None:
    radice = lettore(pdf_di(chiusa)).trailer["/Root"]
    assert radice["/Lang"] == "it-IT"
    assert radice["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in radice


def test_before_the_outcome_it_is_a_draft_and_before_the_validation_there_is_none(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    with pytest.raises(Rifiuto, match="da quando il Nucleo ha avviato"):
        vista_di(rendicontazione.piano, "verbale", ANNO)
    offerti = [voce.tipo for _, voci in richieste_di(cast.ente) for voce in voci]
    assert TipoDocumento.VERBALE not in offerti
    chiusure.in_validazione(cast, rendicontazione)
    assert "Bozza:lavalidazione" in scritto_in(pdf_di(rendicontazione))
    offerti = [voce.tipo for _, voci in richieste_di(cast.ente) for voce in voci]
    assert TipoDocumento.VERBALE in offerti


def test_it_is_asked_for_as_the_other_documents(chiusa: Rendicontazione, cast: Cast) -> None:
    chieste = [
        chiedi_documento(piano=chiusa.piano, tipo=TipoDocumento.VERBALE, anno=ANNO, utente=cast.nucleo, adesso=ADESSO)
        for _ in range(2)
    ]
    assert chieste[0] == chieste[1]
    assert chieste[0].nome == "Ente di prova - Verbale del Nucleo 2023.pdf"


def test_the_command_writes_it(chiusa: Rendicontazione, cast: Cast, tmp_path: Path) -> None:
    uscita = tmp_path / "verbale.pdf"
    call_command("relazione", chiusa.piano.codice, tipo="verbale", anno=ANNO, uscita=uscita)
    assert uscita.read_bytes() == pdf_di(chiusa)
    with pytest.raises(CommandError, match="non ha una rendicontazione"):
        call_command("relazione", chiusa.piano.codice, tipo="verbale", anno=2024, uscita=uscita)


def test_the_relazione_says_the_outcome_and_the_observations(chiusa: Rendicontazione) -> None:
    testo = scritto_in(pdf_di(chiusa, "relazione"))
    assert "EsitodellavalidazionedelNucleo:validataconosservazioni." in testo
    assert "OsservazionidelNucleo:Migliorarelefonti." in testo


def test_a_plan_that_was_never_validated_keeps_its_fingerprint(cast: Cast) -> None:
    piano = scenari.anno_aperto(cast).piano
    vista = vista_di(piano, "relazione", ANNO)
    assert {"esito_anno", "osservazioni", "verbale"}.isdisjoint(vista.in_json())
    assert impronta_dei_dati(vista, "relazione") == impronta_dei_dati(vista_di(piano, "relazione", ANNO), "relazione")


def test_what_changed_after_the_validation_is_said_in_the_documents(cast: Cast) -> None:
    anno = chiusure.validata_di_nuovo(cast)
    for tipo in ("rendicontazione", "relazione"):
        esito = vista_di(anno.piano, tipo, ANNO).esito("1", "1.3")
        assert esito is not None
        assert "Modificato dopo la validazione: il grado era 75,00 %." in esito.nota
    testo = scritto_in(pdf_di(anno, "rendicontazione"))
    assert "Modificatodopolavalidazione" in testo
    assert "riapertoil" in scritto_in(pdf_di(anno))
