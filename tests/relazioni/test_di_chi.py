"""The sheets of a struttura and of a responsabile: their indicators and no others, the grade of the dashboards."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from indicatori.models import Attribuzione, Indicatore
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.models import Persona, Struttura
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.documenti.selectors import richiesta_di
from rendicontazione.documenti.services import chiedi_documento, richiedi_documento
from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Documento, Rendicontazione
from rendicontazione.relazioni.allegati import dati_csv
from rendicontazione.relazioni.produci import produci, sezioni_di
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.vista import Vista, impronta_dei_dati
from rendicontazione.selectors.raggruppamenti import Per, dimensioni, raggruppa
from rendicontazione.selectors.valutazione import valutazione
from tests import scenari
from tests.relazioni.lettura_pdf import compatto, scritto_in
from tests.relazioni.verificatore import difetti
from tests.rendicontazione.piani_da_raggruppare import approvato, apri, strutturato
from tests.scenari import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    """1.1 is of Sportelli and Direzione, 1.2 of Direzione, 1.3 of Tutte; 1.1 and 1.3 were sent."""
    for nome in ("Sportelli", "Direzione", "Tutte"):
        Struttura.objects.create(ente=cast.ente, nome=nome, gruppo=nome == "Tutte")
    aperta = apri(cast, approvato(cast, strutturato()), 2023)
    scenari.inviato(cast, "1.1", "SI", nota="Aperto a marzo.")
    scenari.inviato(cast, "1.3", "40")
    return aperta


def struttura(nome: str) -> Struttura:
    return Struttura.objects.get(nome=nome)


def rossi() -> Persona:
    return Persona.objects.get(cognome="Rossi")


def scheda_di(anno: Rendicontazione, chi: Struttura | Persona, quando: int | None = 2023) -> Vista:
    tipo = "struttura" if isinstance(chi, Struttura) else "responsabile"
    return vista_di(anno.piano, tipo, quando, soggetto=chi)


def parole_di(vista: Vista) -> str:
    comune = {"vista": vista, "tipo": "struttura"}
    html = "".join(
        render_to_string(f"relazioni/{voce.modello}.html", comune | voce.contesto)
        for voce in sezioni_di(vista, "struttura")
    )
    return compatto(unescape(re.sub(r"<[^>]+>", " ", html)))


def codici(vista: Vista) -> list[str]:
    return [voce.codice for scheda in vista.piano.schede for voce in scheda.indicatori]


def test_a_sheet_has_the_indicators_of_its_struttura_and_nothing_else(anno: Rendicontazione) -> None:
    vista = scheda_di(anno, struttura("Direzione"))
    assert codici(vista) == ["1.1", "1.2"]
    assert {chiave[1] for chiave in vista.esiti} == {"1.1", "1.2"}
    testo = parole_di(vista)
    for frase in ("Sportello aperto", "Aperto a marzo.", "1. Aprire lo sportello", "Entro giugno", "non rendicontato"):
        assert compatto(frase) in testo, frase
    for altrui in ("Dipendenti formati", "Progetti presentati"):
        assert compatto(altrui) not in testo
        assert altrui not in dati_csv(vista)


@pytest.mark.parametrize("per", [Per.STRUTTURA, Per.PERSONA])
def test_the_grade_is_that_of_the_dashboard_for_the_same_group(anno: Rendicontazione, per: Per) -> None:
    valutata = valutazione(anno)
    dimensione = next(voce for voce in dimensioni(valutata) if voce.per == per)
    gruppi = {gruppo.nome: gruppo for gruppo in raggruppa(valutata, dimensione) if gruppo.chiave != "senza"}
    assert gruppi
    soggetti = Struttura.objects.all() if per == Per.STRUTTURA else Persona.objects.all()
    for chi in soggetti:
        (mio,) = scheda_di(anno, chi).di_chi.gradi
        quadro = gruppi[str(chi)]
        assert mio.grado.grado == quadro.aggregato.valore
        assert (mio.grado.valutati, mio.grado.totale) == (
            quadro.aggregato.copertura.valutati,
            quadro.aggregato.copertura.totale,
        )
        assert len(mio.passi) == len(quadro.righe)


def test_the_whole_of_several_strutture_counts_an_indicator_once(anno: Rendicontazione) -> None:
    Struttura.objects.filter(nome="Sportelli").update(genitore=struttura("Direzione"))
    mia = scheda_di(anno, struttura("Direzione")).di_chi
    assert mia is not None
    assert mia.comprende == ("Sportelli",)
    nomi = [gruppo.nome for gruppo in mia.gradi]
    assert nomi == ["Direzione", "Sportelli", "Direzione, con le strutture che comprende"]
    assert mia.gradi[-1].grado.totale == 2
    assert compatto("Direzione, Sportelli") not in parole_di(scheda_di(anno, struttura("Sportelli")))


def test_a_group_is_on_the_sheet_of_its_parts_with_its_own_grade(anno: Rendicontazione) -> None:
    Struttura.objects.filter(nome="Sportelli").update(genitore=struttura("Tutte"))
    vista = scheda_di(anno, struttura("Sportelli"))
    assert codici(vista) == ["1.1", "1.3"]
    assert vista.di_chi is not None
    assert vista.di_chi.gruppi == ("Tutte",)
    gradi = {gruppo.nome: gruppo.grado.totale for gruppo in vista.di_chi.gradi}
    assert gradi == {"Sportelli": 1, "Tutte": 1}


def test_a_circle_in_the_tree_ends(anno: Rendicontazione) -> None:
    Struttura.objects.filter(nome="Sportelli").update(genitore=struttura("Direzione"))
    Struttura.objects.filter(nome="Direzione").update(genitore=struttura("Sportelli"))
    assert codici(scheda_di(anno, struttura("Sportelli"))) == ["1.1", "1.2"]


def test_the_plan_alone_has_targets_and_no_grade(anno: Rendicontazione) -> None:
    vista = scheda_di(anno, rossi(), None)
    assert vista.di_chi is not None
    assert vista.di_chi.gradi == ()
    testo = parole_di(vista)
    assert compatto("Target 2024") in testo
    assert "Risultato2023" not in testo
    assert compatto("data e firma") in testo


def test_a_year_in_which_nothing_is_due_says_so(cast: Cast, anno: Rendicontazione) -> None:
    apri(cast, anno.piano, 2024)
    Attribuzione.objects.filter(struttura=struttura("Direzione"), indicatore__codice="1.1").delete()
    vista = scheda_di(anno, struttura("Direzione"), 2024)
    assert compatto("Nessuno di questi indicatori ha un target nel 2024: non c’è un grado.") in parole_di(vista)


def test_who_has_no_indicator_has_no_sheet(cast: Cast, anno: Rendicontazione) -> None:
    vuota = Struttura.objects.create(ente=cast.ente, nome="Archivio")
    with pytest.raises(Rifiuto, match="non affida indicatori a «Archivio»"):
        scheda_di(anno, vuota)
    straniera = Struttura.objects.create(ente=cast.altro_ente, nome="Direzione")
    with pytest.raises(Rifiuto, match="Indica di quale struttura"):
        scheda_di(anno, straniera)


def test_the_pdf_is_the_same_twice_and_is_that_of_its_subject(anno: Rendicontazione) -> None:
    vista = scheda_di(anno, rossi())
    pdf = produci(vista, "responsabile")
    assert pdf == produci(scheda_di(anno, rossi()), "responsabile")
    assert difetti(pdf) == []
    testo = scritto_in(pdf)
    assert compatto("Scheda di Rossi Rita – risultati 2023") in testo
    assert compatto("Grado e firma") in testo
    altra = scheda_di(anno, Persona.objects.get(cognome="Bianchi"))
    assert impronta_dei_dati(altra, "responsabile") != impronta_dei_dati(vista, "responsabile")


def test_the_job_makes_it_and_it_can_be_asked_for_anew(
    cast: Cast, anno: Rendicontazione, archivio_di_prova: None
) -> None:
    chiesto = chiedi_documento(
        piano=anno.piano,
        tipo=TipoDocumento.STRUTTURA,
        anno=2023,
        soggetto=struttura("Direzione"),
        utente=cast.responsabile,
        adesso=scenari.ADESSO,
    )
    assert chiesto.nome == "Ente di prova - Scheda di Direzione, risultati 2023.pdf"
    esegui(chiesto.lavoro_id)
    chiesto.refresh_from_db()
    assert chiesto.lavoro.stato == StatoLavoro.PRONTO, chiesto.lavoro.errore
    assert richiesta_di(chiesto).soggetto == struttura("Direzione")
    assert richiedi_documento(chiesto.lavoro, cast.organo, scenari.ADESSO) == chiesto.lavoro
    assert Documento.objects.count() == 1


@pytest.fixture
def archivio_di_prova(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "archivio"},
        },
    }


def test_the_command_takes_a_name_or_a_number(anno: Rendicontazione, tmp_path: Path) -> None:
    codice, uscita = anno.piano.codice, str(tmp_path / "scheda.pdf")
    call_command("relazione", codice, "--tipo", "struttura", "--codice", "direzione", "-o", uscita)
    assert compatto("Scheda della struttura Direzione – piano 2023-2025") in scritto_in(Path(uscita).read_bytes())
    persona = str(rossi().pk)
    call_command("relazione", codice, "--tipo", "responsabile", "--persona", persona, "--anno", "2023", "-o", uscita)
    assert compatto("Scheda di Rossi Rita – risultati 2023") in scritto_in(Path(uscita).read_bytes())
    with pytest.raises(CommandError, match="Direzione"):
        call_command("relazione", codice, "--tipo", "struttura", "--codice", "Assente", "-o", uscita)


Entra = Callable[[str], Client]
PAGINA = {"ente": "ente-prova"}


@pytest.fixture
def entra(cast: Cast) -> Entra:
    def come(chi: str) -> Client:
        client = Client()
        client.force_login(cast.per_nome(chi), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return come


def test_the_page_offers_only_what_exists_and_oneself_first(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    Struttura.objects.create(ente=cast.ente, nome="Archivio senza indicatori")
    pagina = entra("responsabile").get(reverse("documento_di_chi", kwargs=PAGINA)).content.decode()
    for nome in (
        "Direzione",
        "Sportelli",
        "Tutte",
        "Bianchi Bruno (1 indicatore)",
        "Il piano con i risultati del 2023",
    ):
        assert nome in pagina, nome
    assert "Archivio senza indicatori" not in pagina
    assert f'value="persona-{rossi().pk}" selected' in pagina
    assert (
        reverse("documento_di_chi", kwargs=PAGINA)
        in entra("organo").get(reverse("documenti", kwargs=PAGINA)).content.decode()
    )


def test_a_responsabile_asks_for_the_own_sheet(anno: Rendicontazione, entra: Entra) -> None:
    dati = {"piano": anno.piano.codice, "di_chi": f"persona-{rossi().pk}", "anno": "2023"}
    risposta = entra("responsabile").post(reverse("documento_di_chi", kwargs=PAGINA), dati)
    assert risposta.status_code == 302
    documento = Documento.objects.get()
    assert (documento.tipo, documento.anno, documento.persona, documento.struttura) == (
        "responsabile", 2023, rossi(), None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("campo", "valore", "frase"),
    [
        ("di_chi", "", "Scegli di chi vuoi la scheda."),
        ("di_chi", "struttura-0", "non si può chiedere"),
        ("anno", "2031", "non ha risultati"),
    ],
)
def test_what_does_not_exist_is_refused_in_words(
    anno: Rendicontazione, entra: Entra, campo: str, valore: str, frase: str
) -> None:
    dati = {"piano": anno.piano.codice, "di_chi": f"persona-{rossi().pk}", "anno": "2023", campo: valore}
    risposta = entra("organo").post(reverse("documento_di_chi", kwargs=PAGINA), dati)
    assert risposta.status_code == 422
    assert frase in risposta.content.decode()
    assert not Documento.objects.exists()


def test_nothing_of_another_body(anno: Rendicontazione, entra: Entra) -> None:
    assert entra("estraneo").get(reverse("documento_di_chi", kwargs=PAGINA)).status_code == 404
    altrove = entra("estraneo").get(reverse("documento_di_chi", kwargs={"ente": "altro-ente"}))
    assert "Non c'è ancora un piano" in altrove.content.decode()
    assert "Direzione" not in altrove.content.decode()


def test_a_plan_that_gives_nothing_to_anybody_says_so(anno: Rendicontazione, entra: Entra) -> None:
    Attribuzione.objects.all().delete()
    for indicatore in Indicatore.objects.all():
        indicatore.responsabilita.all().delete()
    pagina = entra("organo").get(reverse("documento_di_chi", kwargs=PAGINA)).content.decode()
    assert "non affida indicatori né a strutture né a persone" in pagina
