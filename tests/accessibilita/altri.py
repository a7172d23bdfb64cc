"""States that no form and no row of the table of permissions reaches: refusals, nothing found, long texts, open parts.

Each is somebody, what he asks and, where it matters, what he does on the page before it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from indicatori.models import Importazione, Indicatore, Previsione
from obiettivi.models import Scheda
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.esecuzione import esegui
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.accesso.inviti.selectors import impronta_di
from pianoperf.organizzazione.models import Ente, Invito
from rendicontazione.models import Messaggio
from tests import scenari
from tests.importazione.fogli_di_prova import foglio, metti, ritocca
from tests.permessi.matrice import SCRITTO
from tests.permessi.scena import Scena

Chiesta = tuple[str, Any]
LUNGO = "Amministrazione condivisa e intercomunale dei servizi alla persona, alla famiglia e alla comunità " * 4
PAROLA = "Intercomunalizzazione" * 3


def _niente(pagina: Page, scena: Scena) -> None:
    return


@dataclass(frozen=True)
class Altro:
    """`chi` is "" for who has not logged in; `chiede` gives the address and its answer; `fa` goes on in the browser."""

    chi: str
    chiede: Callable[[Client, Scena], Chiesta]
    stato: int = 200
    fa: Callable[[Page, Scena], None] = _niente


def _vai(nome: str, dove: str = "", **argomenti: Any) -> Callable[[Client, Scena], Chiesta]:
    """An address of the body; a keyword may be what makes it from the scene."""

    def chiede(client: Client, scena: Scena) -> Chiesta:
        valori = {voce: valore(scena) if callable(valore) else valore for voce, valore in argomenti.items()}
        indirizzo = reverse(nome, kwargs={"ente": scena.ente, **valori}) + dove
        return indirizzo, client.get(indirizzo, follow=True)

    return chiede


def _senza_ente(nome: str, dati: dict[str, str] | None = None, **argomenti: str) -> Callable[[Client, Scena], Chiesta]:
    def chiede(client: Client, scena: Scena) -> Chiesta:
        indirizzo = reverse(nome, kwargs=argomenti)
        return indirizzo, client.get(indirizzo) if dati is None else client.post(indirizzo, dati)

    return chiede


def _dopo(prepara: Callable[[Scena], object], poi: Callable[[Client, Scena], Chiesta]) -> Callable[..., Chiesta]:
    def chiede(client: Client, scena: Scena) -> Chiesta:
        prepara(scena)
        return poi(client, scena)

    return chiede


def _chiuso_fuori(client: Client, scena: Scena) -> Chiesta:
    indirizzo, dati = reverse("accedi"), {"username": "anna", "password": "sbagliata"}
    for _ in range(5):
        risposta = client.post(indirizzo, dati)
    return indirizzo, risposta


def _pagina_scaduta(client: Client, scena: Scena) -> Chiesta:
    severo = Client(enforce_csrf_checks=True)
    return reverse("accedi"), severo.post(reverse("accedi"), {"username": "anna"})


def _guasto(client: Client, scena: Scena) -> Chiesta:
    return "/guasto/", HttpResponse(render_to_string("500.html"), status=500)


def _in_due(client: Client, scena: Scena) -> Chiesta:
    """Somebody else saved while this person was writing."""
    scenari.bozza(scena.cast, "1.1", "NO", nota="Del direttore")
    indirizzo = reverse("rilevazione", kwargs={"ente": scena.ente, "risultato": scena.risultato()})
    return indirizzo, client.post(indirizzo, {**SCRITTO, "nota": "Della responsabile", "salva": "1"})


def _lavoro(stato: StatoLavoro, **campi: object) -> Callable[[Client, Scena], Chiesta]:
    def chiede(client: Client, scena: Scena) -> Chiesta:
        finito = None if stato == StatoLavoro.IN_CODA else timezone.now()
        Lavoro.objects.filter(pk=scena.lavoro.pk).update(stato=stato, finito_il=finito, **campi)
        indirizzo = reverse("lavoro", kwargs={"lavoro_id": scena.lavoro.pk})
        return indirizzo, client.get(indirizzo)

    return chiede


def _anteprima(contenuto: Callable[[], bytes]) -> Callable[[Client, Scena], Chiesta]:
    """A workbook uploaded and examined, as its job does."""

    def chiede(client: Client, scena: Scena) -> Chiesta:
        elenco = reverse("importazioni", kwargs={"ente": scena.ente})
        client.post(elenco, {"foglio": SimpleUploadedFile("piano.xlsx", contenuto())})
        importazione = Importazione.objects.latest("pk")
        esegui(importazione.lavoro_id)
        indirizzo = reverse("importazione_anteprima", kwargs={"ente": scena.ente, "importazione": importazione.pk})
        return indirizzo, client.get(indirizzo)

    return chiede


def _invito(dati: dict[str, str] | None = None, **altro: Any) -> Callable[[Client, Scena], Chiesta]:
    """The page of the link, as who receives it sees it."""

    def chiede(client: Client, scena: Scena) -> Chiesta:
        Invito.objects.filter(pk=scena.invito).update(impronta=impronta_di("prova"), **altro)
        return _senza_ente("invito", dati, gettone="prova")(client, scena)

    return chiede


def _codice(client: Client, scena: Scena, dati: dict[str, str] | None = None) -> Chiesta:
    TOTP.activate(scena.cast.direttore, generate_totp_secret())
    client.post(reverse("accedi"), {"username": "dario", "password": scenari.PAROLA})
    return _senza_ente("mfa_authenticate", dati)(client, scena)


def _sicurezza(con: bool, nome: str = "sicurezza") -> Callable[[Client, Scena], Chiesta]:
    """A page of one's own security after the password was given again; `con`: the factors are already there."""

    def chiede(client: Client, scena: Scena) -> Chiesta:
        client.post(reverse("account_reauthenticate"), {"password": scenari.PAROLA})
        if con:
            TOTP.activate(scena.cast.direttore, generate_totp_secret())
            RecoveryCodes.activate(scena.cast.direttore)
        return _senza_ente(nome)(client, scena)

    return chiede


def _obbligo(scena: Scena) -> None:
    Ente.objects.update(ruoli_secondo_fattore=["nucleo"])


def _testi_lunghi(scena: Scena) -> None:
    Ente.objects.update(nome=LUNGO[:240], nome_breve=LUNGO[:78])
    Scheda.objects.update(titolo=f"{PAROLA} {LUNGO}"[:490])
    Indicatore.objects.update(descrizione=f"{PAROLA} {LUNGO}")
    Previsione.objects.update(testo=f"Entro giugno: {PAROLA}")


def _apri_il_menu(pagina: Page, scena: Scena) -> None:
    pagina.set_viewport_size({"width": 390, "height": 900})
    pagina.get_by_role("button", name="Menu").click()


def _in_conflitto(pagina: Page, scena: Scena) -> None:
    """Two people on one row of the grid: the dialog that compares is open."""
    scenari.bozza(scena.cast, "1.1", "NO", nota="Del direttore")
    pagina.get_by_label("1.1, risultato", exact=False).fill("SI")
    pagina.get_by_role("button", name="Salva tutto").first.click()
    pagina.get_by_role("button", name="Confronta i due valori di 1.1").click()
    expect(pagina.locator("dialog[open]")).to_be_visible()


P, ANNO = {"piano": lambda scena: scena.piano}, {"piano": lambda scena: scena.piano, "anno": 2023}
CODICE = {**ANNO, "codice": "1"}
RISULTATO = {"risultato": Scena.risultato}
CHIUDE_PERSO = {"errore": "Il foglio ha più di 50.000 righe: dividilo e caricalo di nuovo.", "tentativi": 3}

ALTRI: dict[str, Altro] = {
    "accesso": Altro("", _senza_ente("accedi")),
    "accesso sbagliato": Altro("", _senza_ente("accedi", {"username": "anna", "password": "sbagliata"})),
    "accesso chiuso": Altro("", _chiuso_fuori, 429),
    **{f"accesso: {nome}": Altro("", _senza_ente(nome)) for nome in ("password_reset", "password_reset_inviata")},
    "accesso: indirizzo sbagliato": Altro("", _senza_ente("password_reset", {"email": "niente"})),
    "accesso: collegamento scaduto": Altro("", _senza_ente("password_reset_confirm", uidb64="MQ", token="x-y")),
    "accesso: invito": Altro("", _invito()),
    "accesso: invito, password corta": Altro("", _invito({"new_password1": "a", "new_password2": "a"}), 422),
    "accesso: invito revocato": Altro("", _invito(revocato_il=timezone.now()), 410),
    "accesso: invito a chi c'è già": Altro("", _invito(email="anna")),
    "accesso: codice": Altro("", _codice),
    "accesso: codice sbagliato": Altro("", lambda client, scena: _codice(client, scena, {"code": "0"})),
    "sicurezza": Altro("direttore", _senza_ente("sicurezza")),
    "sicurezza, con tutto": Altro("direttore", _sicurezza(True)),
    "sicurezza, da impostare": Altro("nucleo", _dopo(_obbligo, _senza_ente("sicurezza"))),
    "sicurezza: chi sei": Altro("direttore", _senza_ente("account_reauthenticate")),
    "sicurezza: chi sei, sbagliato": Altro("direttore", _senza_ente("account_reauthenticate", {"password": "no"})),
    **{
        f"sicurezza: {nome}": Altro("direttore", _sicurezza(con, nome))
        for nome, con in (
            ("mfa_activate_totp", False),
            ("mfa_add_webauthn", False),
            ("mfa_view_recovery_codes", True),
            ("mfa_generate_recovery_codes", True),
            ("mfa_deactivate_totp", True),
            ("mfa_reauthenticate", True),
        )
    },
    "modulo scaduto": Altro("", _pagina_scaduta, 403),
    "pagina assente, senza accesso": Altro(
        "", lambda client, scena: ("/niente/di/qui/", client.get("/niente/di/qui/")), 404
    ),
    "pagina assente": Altro("organo", lambda client, scena: ("/niente/di/qui/", client.get("/niente/di/qui/")), 404),
    "guasto": Altro("", _guasto, 500),
    "accessibilità, senza accesso": Altro("", _senza_ente("accessibilita")),
    "accessibilità": Altro("organo", _senza_ente("accessibilita")),
    "accessibilità di un ente": Altro(
        "organo",
        _dopo(
            lambda scena: Ente.objects.update(contatto_accessibilita="urp@ente.example"),
            lambda client, scena: ("/accessibilita/", client.get("/accessibilita/?ente=ente-prova")),
        ),
    ),
    "manuale": Altro("", _senza_ente("aiuto")),
    "i miei enti": Altro("direttore", _senza_ente("enti")),
    "primi passi": Altro("responsabile", _senza_ente("aiuto_primi_passi")),
    "password": Altro("direttore", _senza_ente("cambia_password")),
    "password sbagliata": Altro("direttore", _senza_ente("cambia_password", {})),
    **{
        f"scrivania, {chi}": Altro(chi, _senza_ente("scrivania"))
        for chi in ("amministratrice", "direttore", "responsabile", "nucleo", "organo", "scaduto")
    },
    "rifiuto": Altro("responsabile", _vai("quadri"), 403),
    "sola lettura": Altro("organo", _vai("rilevazione", **RISULTATO)),
    "due persone su un risultato": Altro("responsabile", _in_due, 409),
    "lavoro in coda": Altro("amministratrice", _lavoro(StatoLavoro.IN_CODA)),
    "lavoro non riuscito": Altro("amministratrice", _lavoro(StatoLavoro.FALLITO, **CHIUDE_PERSO)),
    "lavoro annullato": Altro("amministratrice", _lavoro(StatoLavoro.ANNULLATO)),
    "anteprima di un piano": Altro("amministratrice", _anteprima(foglio)),
    "anteprima con errori": Altro(
        "amministratrice", _anteprima(lambda: ritocca(foglio(), metti("Indicatori", "A3", "99")))
    ),
    "filtro senza risultati: rilevazioni": Altro(
        "direttore", _vai("rilevazioni_anno", "?cerca=zzzz&stato=trasmesso", **ANNO)
    ),
    "filtro senza risultati: completamento": Altro("direttore", _vai("completamento", "?stato=rinviato", **ANNO)),
    "filtro senza risultati: esami": Altro("nucleo", _vai("nucleo_esami", "?stato=rinviato", **ANNO)),
    "filtro senza risultati: registro": Altro("direttore", _vai("registro", "?dal=2001-01-01&al=2001-01-02")),
    "filtro sbagliato: registro": Altro("direttore", _vai("registro", "?dal=ieri")),
    "soglia sbagliata": Altro("nucleo", _dopo(Scena.in_validazione, _vai("nucleo_completi", "?soglia=molto", **ANNO))),
    "nessun messaggio": Altro(
        "amministratrice", _dopo(lambda scena: Messaggio.objects.all().delete(), _vai("messaggi"))
    ),
    "un archivio pronto": Altro("direttore", _dopo(lambda scena: scena.esportazione(), _vai("esportazioni"))),
    "un documento pronto": Altro("organo", _dopo(lambda scena: scena.documento, _vai("documenti"))),
    "testi lunghi: rilevazione": Altro("responsabile", _dopo(_testi_lunghi, _vai("rilevazione", **RISULTATO))),
    "testi lunghi: rilevazioni": Altro("direttore", _dopo(_testi_lunghi, _vai("rilevazioni_anno", **ANNO))),
    "testi lunghi: griglia": Altro("responsabile", _dopo(_testi_lunghi, _vai("griglia", **ANNO))),
    "testi lunghi: quadro": Altro("nucleo", _dopo(_testi_lunghi, _vai("quadro", **ANNO))),
    "testi lunghi: scheda": Altro("nucleo", _dopo(_testi_lunghi, _vai("quadro_scheda", **CODICE))),
    "testi lunghi: esame": Altro("nucleo", _dopo(_testi_lunghi, _vai("esame", **RISULTATO))),
    "testi lunghi: piano": Altro("organo", _dopo(_testi_lunghi, _vai("piano", **P))),
    "menu aperto": Altro("nucleo", _vai("quadri"), fa=_apri_il_menu),
    "griglia in conflitto": Altro("responsabile", _vai("griglia", **ANNO), fa=_in_conflitto),
}
