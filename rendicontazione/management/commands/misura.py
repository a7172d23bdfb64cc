"""`manage.py misura` (`make bench`): how long the main works take, on a database of its own that is dropped at the end.

Times depend on the machine; the last column divides them by a fixed loop of arithmetic, and can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import connection

from indicatori.banco.importazione import misure_dell_importazione
from indicatori.cronometro import Misura, cronometra
from indicatori.esportazione.formati import in_formato
from indicatori.misure import rendicontati, valuta_e_spiega
from indicatori.motore.controlli import controlla
from indicatori.motore.documento import PianoDati
from indicatori.motore.grammatica import interpreta
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from rendicontazione.banco.carico import misure_del_carico
from rendicontazione.banco.crescita import POCHI, TANTI, misure_della_crescita, paese
from rendicontazione.banco.documenti import misure_dei_documenti
from rendicontazione.banco.nucleo import misure_delle_pagine
from rendicontazione.banco.paese import misure_del_paese
from rendicontazione.banco.salvataggio import misure_del_salvataggio
from rendicontazione.models import Rendicontazione
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.vista import Vista
from rendicontazione.selectors.valutazione import valutazione

NOME = "pianoperf_misura"
GIRI_DI_TARATURA = 2_000_000


class Command(BaseCommand):
    help = "Misura i tempi delle operazioni principali e stampa una tabella in Markdown."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--solo", choices=SERIE, nargs="+", default=list(SERIE), help="soltanto queste serie di righe"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        unita = cronometra(_taratura)
        righe = [riga for nome in options["solo"] for riga in SERIE[nome]()]
        self.stdout.write("| operazione | su | tempo | rapporto | obiettivo |\n| --- | --- | ---: | ---: | --- |")
        self.stdout.write(f"| taratura | {GIRI_DI_TARATURA} somme | {_secondi(unita)} | 1,00 | |")
        for riga in righe:
            rapporto = f"{riga.secondi / unita:.2f}".replace(".", ",")
            self.stdout.write(
                f"| {riga.nome} | {riga.quantita} | {_secondi(riga.secondi)} | {rapporto} | {riga.obiettivo} |"
            )


def _crescita() -> list[Misura]:
    """Two databases, one after the other: with ten bodies and with a thousand."""
    paesi = []
    for enti in (POCHI, TANTI):
        with _banca_dati_di_prova():
            paesi.append(paese(enti))
    return list(misure_della_crescita(*paesi))


def _in_una_banca_dati_sua(misure: Callable[[], Iterator[Misura]]) -> list[Misura]:
    with _banca_dati_di_prova():
        return list(misure())


@contextmanager
def _banca_dati_di_prova() -> Iterator[None]:
    vera = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = NOME
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(vera, verbosity=0)


def _misure() -> Iterator[Misura]:
    carica = cronometra(lambda: call_command("carica_esempi", verbosity=0), volte=1)
    yield Misura("caricare gli esempi", "5 piani", carica)
    yield Misura(
        "ricaricarli senza cambiamenti", "5 piani", cronometra(lambda: call_command("carica_esempi", verbosity=0))
    )
    piani = list(Piano.objects.select_related("ente").order_by("codice"))
    dati = [piano_in_dati(piano) for piano in piani]
    testi = _previsioni(dati)
    yield from misure_dell_importazione(dati)
    yield from _misure_del_motore(testi)
    yield Misura("leggere i piani", "5 piani", cronometra(lambda: [piano_in_dati(piano) for piano in piani]))
    yield Misura("controllarli", "5 piani", cronometra(lambda: [controlla(piano) for piano in dati]))
    yield Misura("esportarli", "5 fogli xlsx", cronometra(lambda: [in_formato("xlsx", piano) for piano in dati]))
    anni = list(Rendicontazione.objects.all())
    yield Misura("valutare gli anni", f"{len(anni)} anni", cronometra(lambda: [valutazione(anno) for anno in anni]))
    yield from misure_delle_pagine()
    yield from misure_del_salvataggio()
    yield from misure_dei_documenti(_vista_da_ripetere())
    for piano in piani:
        yield Misura(f"comporre il PDF di {piano.codice}", "1 PDF", cronometra(partial(_pdf, piano), volte=2))


def _misure_del_motore(testi: list[tuple[str, int]]) -> Iterator[Misura]:
    lettura = cronometra(lambda: _interpreta(testi))
    yield Misura("interpretare le previsioni", f"{len(testi)} testi, {len(testi) / lettura:.0f} al secondo", lettura)
    pochi, molti = rendicontati(testi, 500), rendicontati(testi, 50_000)
    breve = cronometra(lambda: valuta_e_spiega(pochi))
    yield Misura("valutare e spiegare un piano", "500 indicatori", breve)
    lungo = cronometra(lambda: valuta_e_spiega(molti), volte=1)
    quanto = f"{lungo / breve:.0f} volte il tempo di 500"
    yield Misura("valutare e spiegare un piano", f"50000 indicatori, {quanto}", lungo)


def _previsioni(piani: list[PianoDati]) -> list[tuple[str, int]]:
    return [
        (testo, anno)
        for piano in piani
        for scheda in piano.schede
        for indicatore in scheda.indicatori
        for anno, testo in indicatore.previsioni.items()
        if testo
    ]


def _interpreta(testi: list[tuple[str, int]]) -> None:
    for testo, anno in testi:
        interpreta(testo, anno)


def _vista_da_ripetere() -> Vista:
    anno = Rendicontazione.objects.filter(piano__famiglia="schede").select_related("piano__ente").earliest("anno")
    return vista_di(anno.piano, "rendicontazione", anno.anno)


def _pdf(piano: Piano) -> bytes:
    return produci(vista_di(piano, "piano"), "piano")


SERIE: dict[str, Callable[[], list[Misura]]] = {
    "lavori": partial(_in_una_banca_dati_sua, _misure),
    "paese": partial(_in_una_banca_dati_sua, misure_del_paese),
    "carico": partial(_in_una_banca_dati_sua, misure_del_carico),
    "crescita": _crescita,
}


def _taratura() -> int:
    return sum(numero * numero % 7 for numero in range(GIRI_DI_TARATURA))


def _secondi(secondi: float) -> str:
    return f"{secondi:.3f} s".replace(".", ",")
