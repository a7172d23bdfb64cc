"""The screens of one body among two hundred, beside an empty page through the same stack in the same run (issue 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django.test import Client
from django.urls import reverse

from indicatori.cronometro import Misura, a_turno, cronometra, p95, volte
from pianoperf.organizzazione.models import Utente
from rendicontazione.banco.campione import PRIMO_ANNO, crea_campione
from rendicontazione.banco.nucleo import quante_domande
from rendicontazione.banco.peso import MARCATURA, PROPRI, peso_di
from rendicontazione.banco.primo_sguardo import misure_del_primo_sguardo
from rendicontazione.banco.ripetizione import ripeti
from rendicontazione.banco.salvataggio import GIRI, TETTO_QUERY, TETTO_RAPPORTO, VUOTA
from rendicontazione.models import Risultato

SEMI = (1, 2)
ENTI = 200
# One of the copies, with as many neighbours before as after.
CHI = f"ente-1-{ENTI // len(SEMI) // 2}"
PUBBLICA = ""
# seed of a further body -> indicators of each of its plans
QUANTI = {10: 10, 1000: 1000}
# The first page of each kind of person.
GUARDATE = ("quadro per il Nucleo", "il mio anno di un responsabile", "pagina pubblica dell'anno")


@dataclass(frozen=True)
class Pagina:
    """A screen and who opens it (a login of the body without its end, "" without login)."""

    nome: str
    chi: str
    indirizzo: str

    @property
    def pubblica(self) -> bool:
        return self.chi == PUBBLICA


def misure_del_paese() -> Iterator[Misura]:
    """Makes the country first: two bodies by the services, the others copied from them. Needs an empty database."""
    yield Misura("fare due enti con i servizi", "3 piani, 100 indicatori, 3 anni", cronometra(_campioni, volte=1))
    copie = ENTI // len(SEMI) - 1
    tempo = cronometra(lambda: ripeti(copie), volte=1)
    yield Misura("ripeterli fino a 200", f"{Risultato.objects.count()} risultati", tempo)
    yield from misure_delle_schermate(CHI)
    yield from misure_delle_domande()
    viste = {pagina.nome: pagina for pagina in schermate(CHI)}
    yield from misure_del_primo_sguardo(
        {nome: (cliente(CHI, viste[nome].chi), viste[nome].indirizzo) for nome in GUARDATE}
    )


def misure_delle_schermate(ente: str, giri: int = GIRI) -> Iterator[Misura]:
    """Three kinds of rows for each screen of a body: the first visit, the following ones, the weight."""
    pagine = schermate(ente)
    clienti = {chi: cliente(ente, chi) for chi in {pagina.chi for pagina in pagine}}
    prima = {pagina.nome: cronometra(partial(visita, clienti[pagina.chi], pagina), volte=1) for pagina in pagine}
    lavori = {pagina.nome: partial(visita, clienti[pagina.chi], pagina) for pagina in pagine}
    ricevute = _ricevute(clienti[PUBBLICA], pagine)
    tempi = {nome: p95(secondi) for nome, secondi in a_turno({**lavori, **ricevute}, giri).items()}
    vuota = tempi[pagine[0].nome]
    for pagina in pagine:
        yield _riga(pagina, tempi[pagina.nome], vuota, prima[pagina.nome], clienti[pagina.chi])
    for nome in ricevute:
        rapporto = volte(tempi[nome], vuota)
        yield Misura(f"{nome}: {rapporto} volte la pagina vuota (p95)", f"{ENTI} enti", tempi[nome], "1 volta")


def misure_delle_domande() -> Iterator[Misura]:
    """One row: the queries of the dashboard, which do not grow with the indicators. Makes two bodies more."""
    conti = {}
    for seme, indicatori in QUANTI.items():
        crea_campione(seme, piani=2, indicatori=indicatori)
        quadro = next(pagina for pagina in schermate(f"ente-{seme}") if pagina.chi == "nucleo")
        client = cliente(f"ente-{seme}", quadro.chi)
        conti[indicatori] = quante_domande(client, quadro.indirizzo)
        tempo = cronometra(partial(visita, client, quadro))
    detti = ", ".join(f"{quante} con {indicatori} indicatori" for indicatori, quante in conti.items())
    yield Misura(f"query del quadro per il Nucleo: {detti}", "un ente", tempo, f"le stesse, al più {TETTO_QUERY}")


def schermate(ente: str) -> list[Pagina]:
    """The empty page first. Every address of this body that a person opens every day, and the public ones."""
    piano, anno = f"{ente.removesuffix(_copia(ente))}-piano-2{_copia(ente)}", PRIMO_ANNO + 2
    risultato = Risultato.objects.filter(rendicontazione__piano__codice=piano, rendicontazione__anno=anno).earliest(
        "pk"
    )
    dell_anno: dict[str, Any] = {"piano": piano, "anno": anno}
    pubblicato: dict[str, Any] = {"piano": piano, "anno": anno - 1}
    voci: list[tuple[str, str, str, dict[str, Any]]] = [
        ("pagina vuota", "direttore", VUOTA, {}),
        ("quadro per il direttore", "direttore", "quadro", dell_anno),
        ("quadro per il Nucleo", "nucleo", "quadro", dell_anno),
        ("quadro di un anno chiuso per l'organo", "organo", "quadro", pubblicato),
        ("le righe dietro i numeri", "direttore", "quadro_indicatori", dell_anno),
        ("gruppi", "direttore", "quadro_gruppi", dell_anno),
        ("tempi e mancanze", "direttore", "quadro_tempi", dell_anno),
        ("confronti", "direttore", "quadro_confronti", dell_anno),
        ("novità", "direttore", "quadro_novita", dell_anno),
        ("scheda del quadro", "nucleo", "quadro_scheda", {**dell_anno, "codice": "1"}),
        ("esame di un risultato", "nucleo", "esame", {"risultato": risultato.pk}),
        ("il mio anno di un responsabile", "persona-0", "mio_anno", {}),
        ("l'ultima volta, di un responsabile", "persona-0", "mio_anno_ultima_volta", {}),
        ("le rilevazioni di un responsabile", "persona-0", "rilevazioni_anno", dell_anno),
        ("le rilevazioni di tutti", "direttore", "rilevazioni_anno", dell_anno),
        ("un risultato di un responsabile", "persona-0", "rilevazione", {"risultato": risultato.pk}),
        ("i piani", "direttore", "piani", {}),
        ("un piano", "direttore", "piano", {"piano": piano}),
        ("una scheda", "direttore", "scheda", {"piano": piano, "scheda": "1"}),
        ("documenti", "organo", "documenti", {}),
        ("pagina pubblica dell'ente", PUBBLICA, "pubblica_ente", {}),
        ("pagina pubblica del piano", PUBBLICA, "pubblica_piano", {"piano": piano}),
        ("pagina pubblica dell'anno", PUBBLICA, "pubblica_anno", pubblicato),
    ]
    pagine = [Pagina(nome, chi, reverse(url, kwargs={"ente": ente, **altro})) for nome, chi, url, altro in voci]
    cerca = f"{reverse('ricerca', kwargs={'ente': ente})}?q=sportello+per+minori"
    return [
        *pagine,
        Pagina("cercare tre parole", "direttore", cerca),
        Pagina("i tuoi enti", "nucleo", reverse("enti")),
        Pagina("elenco pubblico degli enti", PUBBLICA, reverse("pubblica")),
    ]


def _campioni() -> None:
    for seme in SEMI:
        crea_campione(seme)


def _copia(ente: str) -> str:
    """The end that the copy put after every code: "ente-1-50" -> "-50"; nothing for a sample."""
    parti = ente.split("-")
    return f"-{parti[2]}" if len(parti) > 2 else ""


def cliente(ente: str, chi: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    if chi:
        originale, copia = ente.removesuffix(_copia(ente)), _copia(ente)
        utente = Utente.objects.get(username=f"{chi}.{originale}{copia}")
        client.force_login(utente, backend="django.contrib.auth.backends.ModelBackend")
    return client


def visita(client: Client, pagina: Pagina, **testate: str) -> Any:
    risposta = client.get(pagina.indirizzo, headers=testate)
    atteso = HTTPStatus.NOT_MODIFIED if testate else HTTPStatus.OK
    if risposta.status_code != atteso:
        raise RuntimeError(f"{pagina.indirizzo}: {risposta.status_code}")
    return risposta


def _ricevute(client: Client, pagine: list[Pagina]) -> dict[str, partial[Any]]:
    """The public pages asked for again with their ETag."""
    return {
        f"{pagina.nome}, con l'ETag": partial(
            visita, client, pagina, **{"If-None-Match": visita(client, pagina).headers["ETag"]}
        )
        for pagina in pagine
        if pagina.pubblica
    }


def _riga(pagina: Pagina, tempo: float, vuota: float, prima: float, client: Client) -> Misura:
    peso = peso_di(visita(client, pagina).content)
    kilobyte = f"{peso.marcatura / 1000:.0f} + {peso.propri / 1000:.0f} kB"
    domande = quante_domande(client, pagina.indirizzo)
    return Misura(
        f"{pagina.nome}: {domande} query, {volte(tempo, vuota)} volte la pagina vuota (p95), "
        f"{volte(prima, vuota)} la prima volta, {kilobyte}",
        f"{ENTI} enti",
        tempo,
        f"{TETTO_QUERY} query, {TETTO_RAPPORTO} volte, {MARCATURA // 1000} + {PROPRI // 1000} kB",
    )
