"""What was just done is taken back: whole, by who did it, and only while nothing has changed since."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pianoperf.organizzazione.models import Utente
from pianoperf.web import annulla
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.annullamenti.services import annulla_giudizi, annulla_invii
from rendicontazione.enums import EsitoGiudizio, StatoRisultato, TipoRichiesta
from rendicontazione.models import Evidenza, Giudizio, Rendicontazione, Risultato
from rendicontazione.nucleo.services.richieste import chiedi_al_nucleo
from rendicontazione.prove.tolte import togli_i_file
from rendicontazione.services.evidenze import allega_evidenza
from tests import scenari
from tests.rendicontazione import chiusure
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]
S = StatoRisultato


def _versioni(*codici: str) -> dict[int, int]:
    return {uno.pk: uno.versione for uno in (scenari.risultato_di(codice) for codice in codici)}


def _annulla_giudizi(cast: Cast, *codici: str) -> list[Risultato]:
    return annulla_giudizi(versioni=_versioni(*codici), utente=cast.nucleo)


def _storia(codice: str) -> list[str]:
    eventi: Any = Risultato
    risultato = scenari.risultato_di(codice).pk
    return list(
        eventi.pgh_event_model.objects.filter(pgh_obj=risultato).order_by("pgh_id").values_list("stato", flat=True)
    )


@pytest.mark.parametrize("esito", list(EsitoGiudizio))
def test_un_giudizio_annullato_torna_com_era_e_la_storia_resta(cast: Cast, anno: Rendicontazione, esito: str) -> None:
    prima = scenari.inviato(cast, "1.3", "60")
    altro = {"grado_rettificato": 0.5} if esito == EsitoGiudizio.RETTIFICATO else {}
    scenari.giudicato(cast, "1.3", esito, **altro)
    _annulla_giudizi(cast, "1.3")
    dopo = scenari.risultato_di("1.3")
    assert (dopo.stato, dopo.motivo, dopo.deciso_da, dopo.grado_rettificato) == (S.TRASMESSO, "", None, None)
    assert (dopo.valori, dopo.inviato_il, dopo.versione) == (prima.valori, prima.inviato_il, prima.versione + 2)
    assert not Giudizio.objects.exists()
    assert _storia("1.3")[-3:] == [S.TRASMESSO, esito, S.TRASMESSO]
    eventi: Any = Giudizio
    assert list(eventi.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        "insert",
        "delete",
    ]


def test_in_un_anno_riaperto_torna_il_giudizio_di_prima(cast: Cast, anno: Rendicontazione) -> None:
    chiusure.riaperta(cast, anno)
    prima = scenari.risultato_di("1.3")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RETTIFICATO, "Contati due volte", grado_rettificato=0.5)
    _annulla_giudizi(cast, "1.3")
    dopo = scenari.risultato_di("1.3")
    assert (dopo.stato, dopo.deciso_il, dopo.motivo) == (S.CONFERMATO, prima.deciso_il, prima.motivo)
    assert list(dopo.giudizi.values_list("esito", flat=True)) == ["confermato"]


def test_o_tutti_o_nessuno(cast: Cast, anno: Rendicontazione) -> None:
    chiusure.in_validazione(cast, anno)
    versioni = _versioni("1.1", "1.3")
    _annulla_giudizi(cast, "1.3")
    with pytest.raises(AzioneNegata, match=r"L'indicatore 1\.3"):
        annulla_giudizi(versioni=versioni, utente=cast.nucleo)
    assert scenari.risultato_di("1.1").stato == S.CONFERMATO


def test_se_il_responsabile_ha_già_corretto_il_rinvio_resta(cast: Cast, anno: Rendicontazione) -> None:
    scenari.inviato(cast, "1.3", "60")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO)
    versioni = _versioni("1.3")
    scenari.bozza(cast, "1.3", "70")
    with pytest.raises(AzioneNegata, match="è cambiato nel frattempo"):
        annulla_giudizi(versioni=versioni, utente=cast.nucleo)


def test_dopo_la_validazione_niente_si_annulla(cast: Cast, anno: Rendicontazione) -> None:
    chiusure.validata(cast, anno)
    with pytest.raises(AzioneNegata, match="è stato chiuso dal Nucleo"):
        _annulla_giudizi(cast, "1.1")


def test_un_invio_annullato_torna_bozza_con_i_suoi_valori(cast: Cast, anno: Rendicontazione) -> None:
    scenari.inviato(cast, "1.3", "60")
    annulla_invii(versioni=_versioni("1.3"), utente=cast.direttore, adesso=ADESSO)
    dopo = scenari.risultato_di("1.3")
    assert (dopo.stato, dopo.inviato_il, dopo.valori) == (S.BOZZA, None, [{"numero": "60"}])
    scenari.inviato(cast, "1.3", "65")


def test_un_invio_dopo_un_rinvio_torna_rinviato_con_il_motivo(cast: Cast, anno: Rendicontazione) -> None:
    scenari.inviato(cast, "1.3", "60")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO, "Manca l'elenco")
    scenari.inviato(cast, "1.3", "70")
    annulla_invii(versioni=_versioni("1.3"), utente=cast.direttore, adesso=ADESSO)
    dopo = scenari.risultato_di("1.3")
    assert (dopo.stato, dopo.motivo, dopo.deciso_da) == (S.RINVIATO, "Manca l'elenco", cast.nucleo)


def _il_nucleo_decide(cast: Cast, anno: Rendicontazione) -> None:
    scenari.giudicato(cast, "1.3", EsitoGiudizio.CONFERMATO)


def _l_anno_passa(cast: Cast, anno: Rendicontazione) -> None:
    scenari.trasmetti_rendicontazione(rendicontazione=anno, utente=cast.direttore, adesso=ADESSO)


def _la_finestra_si_chiude(cast: Cast, anno: Rendicontazione) -> None:
    Rendicontazione.objects.filter(pk=anno.pk).update(finestra_al=ADESSO - timedelta(hours=1))


def _c_è_una_richiesta(cast: Cast, anno: Rendicontazione) -> None:
    chiedi_al_nucleo(
        risultato=scenari.risultato_di("1.3"),
        tipo=TipoRichiesta.NEUTRALIZZAZIONE,
        motivo="Il servizio è passato al Comune.",
        utente=cast.direttore,
        adesso=ADESSO,
    )


CASI = {
    "deciso": (_il_nucleo_decide, "in stato «confermato»"),
    "trasmessa": (_l_anno_passa, "«trasmessa al nucleo»"),
    "finestra": (_la_finestra_si_chiude, "la finestra si è chiusa il 01/02/2024"),
    "richiesta": (_c_è_una_richiesta, "ha fatto una richiesta"),
}


@pytest.mark.parametrize("caso", CASI)
def test_un_invio_non_si_annulla_quando_altri_lo_usano(cast: Cast, anno: Rendicontazione, caso: str) -> None:
    passo, frase = CASI[caso]
    scenari.inviato(cast, "1.3", "60")
    versioni = _versioni("1.3")
    passo(cast, anno)
    with pytest.raises(AzioneNegata, match=frase):
        annulla_invii(versioni=versioni, utente=cast.direttore, adesso=ADESSO)


# the button of the message


def _offerta(risposta: HttpResponse) -> tuple[str, dict[str, str]]:
    trovata = re.search(
        r'class="annulla" method="post" action="([^"]+)".*?name="gettone" value="([^"]+)"',
        risposta.content.decode(),
        re.S,
    )
    assert trovata, "il messaggio non ha il pulsante"
    return trovata.group(1), {"gettone": trovata.group(2)}


def _conferma(client: Client, codice: str = "1.1") -> HttpResponse:
    indirizzo = reverse("esame", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di(codice).pk})
    return client.post(indirizzo, {"esito": "confermato"}, follow=True)


def test_dal_messaggio_si_annulla_il_giudizio_e_si_torna_all_esame(
    cast: Cast, anno: Rendicontazione, entra: Entra
) -> None:
    scenari.inviato(cast, "1.1", "SI")
    client = entra("nucleo")
    indirizzo, dati = _offerta(_conferma(client))
    risposta = client.post(indirizzo, dati, follow=True)
    assert "Giudizio annullato: 1.1 attende di nuovo il Nucleo." in risposta.content.decode()
    assert risposta.request["PATH_INFO"].endswith(f"/quadro/risultati/{scenari.risultato_di('1.1').pk}/")
    assert scenari.risultato_di("1.1").stato == S.TRASMESSO
    assert "Niente è stato annullato" in client.post(indirizzo, dati, follow=True).content.decode()


def test_dal_messaggio_si_annulla_una_conferma_di_molti(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    for codice, *testi in (("1.1", "SI"), ("1.2", "30/06/2023"), ("1.3", "90")):
        scenari.inviato(cast, codice, *testi)
    Risultato.objects.update(fonte="Protocollo")
    scenari.porta_al_nucleo(cast, anno)
    client = entra("nucleo")
    pagina = reverse("nucleo_completi", kwargs={"ente": "ente-prova", "piano": anno.piano.codice, "anno": 2023})
    scelti = [scenari.risultato_di(codice).pk for codice in ("1.1", "1.2", "1.3")]
    risposta = client.post(pagina, {"soglia": "100", "scelti": scelti}, follow=True)
    indirizzo, dati = _offerta(risposta)
    testo = client.post(indirizzo, dati, follow=True).content.decode()
    assert "3 giudizi annullati" in testo
    assert set(Risultato.objects.filter(pk__in=scelti).values_list("stato", flat=True)) == {S.TRASMESSO}


def test_dal_messaggio_si_annulla_l_invio_di_una_scheda(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    scenari.bozza(cast, "1.1", "SI")
    scenari.bozza(cast, "1.2", "30/06/2023")
    client = entra("responsabile")
    argomenti = {"ente": "ente-prova", "piano": anno.piano.codice, "anno": 2023, "codice": "1"}
    risposta = client.post(reverse("scheda_invia", kwargs=argomenti), {"quali": "pronti"}, follow=True)
    indirizzo, dati = _offerta(risposta)
    assert "2 invii annullati" in client.post(indirizzo, dati, follow=True).content.decode()
    assert {scenari.risultato_di(codice).stato for codice in ("1.1", "1.2")} == {S.BOZZA}


def test_il_gettone_è_di_chi_l_ha_avuto_e_dura_un_ora(
    cast: Cast, anno: Rendicontazione, entra: Entra, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenari.inviato(cast, "1.1", "SI")
    client = entra("nucleo")
    indirizzo, dati = _offerta(_conferma(client))
    # somebody else of the Nucleo, with the same words
    cast.organo.incarichi.update(ruolo="nucleo")
    assert "il comando non era tuo" in entra("organo").post(indirizzo, dati, follow=True).content.decode()
    assert "non era tuo" in client.post(indirizzo, {"gettone": dati["gettone"] + "x"}, follow=True).content.decode()
    monkeypatch.setattr(annulla, "SECONDI", -1)
    assert "più di un&#x27;ora" in client.post(indirizzo, dati, follow=True).content.decode().replace("'", "&#x27;")
    assert scenari.risultato_di("1.1").stato == S.CONFERMATO


def test_a_ruolo_finito_non_si_annulla_più(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    scenari.inviato(cast, "1.1", "SI")
    client = entra("nucleo")
    indirizzo, dati = _offerta(_conferma(client))
    cast.nucleo.incarichi.all().delete()
    assert client.post(indirizzo, dati).status_code == 404
    assert scenari.risultato_di("1.1").stato == S.CONFERMATO


# a proof taken off


def _tolta(client: Client) -> tuple[Evidenza, str, dict[str, str]]:
    evidenza = allega_evidenza(
        risultato=scenari.risultato_di("1.1"),
        caricato=SimpleUploadedFile("verbale.pdf", b"%PDF-1.4 una prova"),
        utente=Utente.objects.get(username="rita"),
        adesso=timezone.now(),
        riservata=True,
    )
    pagina = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": evidenza.risultato_id})
    risposta = client.post(pagina, {"togli": evidenza.pk, "versione": 0, "parte_0": "SI"})
    assert not Evidenza.objects.exists()
    return evidenza, *_offerta(risposta)


def test_un_evidenza_tolta_si_rimette_com_era(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    client = entra("responsabile")
    evidenza, indirizzo, dati = _tolta(client)
    togli_i_file(adesso=timezone.now())
    testo = client.post(indirizzo, dati, follow=True).content.decode()
    assert "Evidenza rimessa: verbale.pdf." in testo
    rimessa = Evidenza.objects.get()
    assert (rimessa.pk, rimessa.sha256, rimessa.riservata) == (evidenza.pk, evidenza.sha256, True)
    assert rimessa.file.read() == b"%PDF-1.4 una prova"
    assert "è già tra le evidenze" in client.post(indirizzo, dati, follow=True).content.decode()


def test_dopo_un_giorno_il_file_non_c_è_più(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    client = entra("responsabile")
    evidenza, indirizzo, dati = _tolta(client)
    ancora = allega_evidenza(
        risultato=scenari.risultato_di("1.2"),
        caricato=SimpleUploadedFile("altro.pdf", b"%PDF-1.4 altro"),
        utente=Utente.objects.get(username="rita"),
        adesso=timezone.now(),
    )
    domani = timezone.now() + timedelta(days=1, minutes=1)
    assert (togli_i_file(adesso=domani), togli_i_file(adesso=domani)) == (1, 0)
    assert not evidenza.file.storage.exists(evidenza.file.name)
    assert ancora.file.storage.exists(ancora.file.name)
    assert "non c&#x27;è più: allegalo di nuovo" in client.post(indirizzo, dati, follow=True).content.decode()


def test_un_file_rimesso_resta_anche_dopo(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    client = entra("responsabile")
    evidenza, indirizzo, dati = _tolta(client)
    client.post(indirizzo, dati)
    assert togli_i_file(adesso=timezone.now() + timedelta(days=2)) == 0
    assert evidenza.file.storage.exists(evidenza.file.name)


def test_inviato_il_risultato_l_evidenza_non_si_rimette(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    client = entra("responsabile")
    _, indirizzo, dati = _tolta(client)
    scenari.inviato(cast, "1.1", "SI")
    assert "Niente è stato annullato" in client.post(indirizzo, dati, follow=True).content.decode()
    assert not Evidenza.objects.exists()
