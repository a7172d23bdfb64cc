"""From what was found to what is shown: titles, texts, and the page where each thing lives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.safestring import SafeString

from indicatori.models import Indicatore, Previsione
from obiettivi.models import Azione, Capitolo, Piano, Scheda
from obiettivi.testi import testi_in_ordine
from pianoperf.web.cercabile import segna
from rendicontazione.enums import Periodo
from rendicontazione.models import Giudizio, Richiesta, Risultato
from rendicontazione.ricerca import estratti
from rendicontazione.ricerca.estratti import Campo
from rendicontazione.ricerca.tipi import UNO, Tipo, Trovato

# of a longer text only the beginning is searched for the words to show
MASSIMO = 30_000


@dataclass(frozen=True, slots=True)
class Voce:
    """A thing found, ready to be shown: where it stands (`sopra`), its title, the texts that may hold the words."""

    tipo: Tipo
    pk: int
    piano: Piano
    sopra: str
    nome: Campo
    testi: tuple[Campo, ...]
    indirizzo: str

    @property
    def genere(self) -> str:
        return UNO[self.tipo]

    @property
    def titolo(self) -> SafeString:
        return estratti.titolo(self.nome)

    @property
    def dove(self) -> Campo | None:
        """The text shown under the title: the first with a word that the title does not show."""
        coperto = self.nome.tratti and estratti.nel_titolo(self.nome)
        candidati = self.testi if coperto or not self.nome.tratti else (self.nome, *self.testi)
        return next((campo for campo in candidati if campo.tratti), None)

    @property
    def estratto(self) -> SafeString:
        return estratti.estratto(self.dove) if self.dove else SafeString("")


def voci(scelti: Sequence[Trovato], piani: dict[int, Piano], *, domanda: str, esamina: bool) -> list[Voce]:
    """In the order given. A query a kind (three more at most for what hangs from it), and one for the words.

    `piani` are those of the body by id; `esamina`: this person reads results in the page of the Nucleo.
    """
    lette: dict[tuple[Tipo, int], Voce] = {}
    for tipo, leggi in LETTORI.items():
        chiavi = [voce.pk for voce in scelti if voce.tipo == tipo]
        if chiavi:
            lette |= {(tipo, voce.pk): voce for voce in leggi(chiavi, piani, esamina)}
    ordinate = [lette[voce.tipo, voce.pk] for voce in scelti if (voce.tipo, voce.pk) in lette]
    return _con_le_parole(ordinate, domanda) if domanda and ordinate else ordinate


def _con_le_parole(trovate: list[Voce], domanda: str) -> list[Voce]:
    campi = [campo for voce in trovate for campo in (voce.nome, *voce.testi)]
    segnati = iter(segna([campo.testo for campo in campi], domanda))
    segnate = []
    for voce in trovate:
        nome, *testi = (
            replace(campo, tratti=estratti.tratti_segnati(campo.testo, next(segnati)))
            for campo in (voce.nome, *voce.testi)
        )
        segnate.append(replace(voce, nome=nome, testi=tuple(testi)))
    return segnate


def _campi(*coppie: tuple[str, str]) -> tuple[Campo, ...]:
    """The texts that are there, each once."""
    per_testo = {testo: etichetta for etichetta, testo in reversed(coppie) if testo}
    return tuple(Campo(etichetta, testo[:MASSIMO]) for testo, etichetta in reversed(per_testo.items()))


def _indirizzo_scheda(scheda: Scheda, piano: Piano, ancora: str = "") -> str:
    argomenti = {"ente": piano.ente.codice, "piano": piano.codice, "scheda": scheda.codice}
    return f"{reverse('scheda', kwargs=argomenti)}{ancora}"


def _nome_scheda(scheda: Scheda) -> str:
    return f"{scheda.get_tipo_display()} {scheda.codice}"


def _schede(chiavi: list[int], piani: dict[int, Piano], _esamina: bool) -> Iterable[Voce]:
    for scheda in Scheda.objects.filter(pk__in=chiavi):
        piano = piani[scheda.piano_id]
        altri = _campi(
            ("Responsabile", scheda.responsabile),
            ("Altri servizi coinvolti", scheda.altri_servizi),
            *((nome, str(testo)) for nome, testo in testi_in_ordine(scheda.testi)),
        )
        nome = Campo("Titolo", f"{scheda.codice} {scheda.titolo}")
        yield Voce(Tipo.SCHEDE, scheda.pk, piano, _nome_scheda(scheda), nome, altri, _indirizzo_scheda(scheda, piano))


def _azioni(chiavi: list[int], piani: dict[int, Piano], _esamina: bool) -> Iterable[Voce]:
    for azione in Azione.objects.filter(pk__in=chiavi).select_related("scheda"):
        piano = piani[azione.scheda.piano_id]
        yield Voce(
            Tipo.AZIONI,
            azione.pk,
            piano,
            f"{_nome_scheda(azione.scheda)} · azione {azione.numero}",
            Campo("Descrizione", azione.descrizione),
            _campi(("Risultato atteso", azione.risultato_atteso)),
            _indirizzo_scheda(azione.scheda, piano, f"#azione-{azione.pk}"),
        )


def _indicatori(chiavi: list[int], piani: dict[int, Piano], _esamina: bool) -> Iterable[Voce]:
    target = Prefetch("previsioni", Previsione.objects.defer("condizioni", "avvisi").order_by("anno"))
    letti = Indicatore.objects.filter(pk__in=chiavi).select_related("scheda").prefetch_related(target)
    for indicatore in letti:
        piano = piani[indicatore.scheda.piano_id]
        altri = _campi(
            *((f"Target {p.anno}", testo) for p in indicatore.previsioni.all() for testo in (p.testo, p.annotazione)),
            ("Note", indicatore.note),
            ("Responsabili", indicatore.responsabili_testo),
            ("Algoritmo", indicatore.algoritmo),
        )
        nome = Campo("Indicatore", f"{indicatore.codice} {indicatore.descrizione}")
        ancora = f"#indicatore-{indicatore.pk}"
        indirizzo = _indirizzo_scheda(indicatore.scheda, piano, ancora)
        yield Voce(Tipo.INDICATORI, indicatore.pk, piano, _nome_scheda(indicatore.scheda), nome, altri, indirizzo)


def _capitoli(chiavi: list[int], piani: dict[int, Piano], _esamina: bool) -> Iterable[Voce]:
    for capitolo in Capitolo.objects.filter(pk__in=chiavi):
        piano = piani[capitolo.piano_id]
        argomenti = {"ente": piano.ente.codice, "piano": piano.codice, "capitolo": capitolo.pk}
        yield Voce(
            Tipo.CAPITOLI,
            capitolo.pk,
            piano,
            "Capitolo del piano",
            Campo("Titolo", str(capitolo)),
            _campi(("Testo", capitolo.testo)),
            reverse("capitolo", kwargs=argomenti),
        )


def _risultati(chiavi: list[int], piani: dict[int, Piano], esamina: bool) -> Iterable[Voce]:
    letti = (
        Risultato.objects.filter(pk__in=chiavi)
        .select_related("rendicontazione", "previsione__indicatore__scheda")
        .prefetch_related(
            Prefetch("giudizi", Giudizio.objects.order_by("-espresso_il")),
            Prefetch("richieste", Richiesta.objects.order_by("-chiesta_il")),
        )
    )
    for risultato in letti:
        piano = piani[risultato.rendicontazione.piano_id]
        indicatore = risultato.previsione.indicatore
        finale = risultato.periodo == Periodo.FINALE
        dove = "esame" if esamina and finale else "rilevazione"
        altri = _campi(
            ("Nota", risultato.nota),
            ("Motivo del Nucleo", risultato.motivo),
            *(("Motivo del Nucleo", giudizio.motivo) for giudizio in risultato.giudizi.all()),
            *((f"Richiesta di {r.get_tipo_display().lower()}", r.motivo) for r in risultato.richieste.all()),
            *(("Risposta del Nucleo", richiesta.risposta) for richiesta in risultato.richieste.all()),
            ("Fonte del dato", risultato.fonte),
        )
        yield Voce(
            Tipo.RISULTATI,
            risultato.pk,
            piano,
            f"{_nome_scheda(indicatore.scheda)} · {risultato.get_periodo_display()} {risultato.rendicontazione.anno}",
            Campo("Indicatore", f"{indicatore.codice} {indicatore.descrizione}"),
            altri,
            reverse(dove, kwargs={"ente": piano.ente.codice, "risultato": risultato.pk}),
        )


LETTORI: dict[Tipo, Callable[[list[int], dict[int, Piano], bool], Iterable[Voce]]] = {
    Tipo.SCHEDE: _schede,
    Tipo.AZIONI: _azioni,
    Tipo.INDICATORI: _indicatori,
    Tipo.CAPITOLI: _capitoli,
    Tipo.RISULTATI: _risultati,
}
