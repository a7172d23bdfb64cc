"""The table of permissions says what the permission functions do: every state, role and command."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from io import StringIO
from types import ModuleType
from typing import Any

import pytest
from django.core.management import CommandError, call_command

import indicatori
import obiettivi
import pianoperf.organizzazione
import rendicontazione
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from rendicontazione.enums import Periodo
from rendicontazione.permissions import motivo_divieto
from rendicontazione.tavola import pagina
from rendicontazione.tavola.comandi import COMANDI
from rendicontazione.tavola.voci import Comando, Oggetto
from tests import scenari
from tests.permessi import stati
from tests.permessi.stati import Cose, Scena
from tests.scenari import ADESSO, Cast

CHI = {
    Ruolo.AMMINISTRATORE: "amministratrice",
    Ruolo.DIRETTORE: "direttore",
    Ruolo.RESPONSABILE: "responsabile",
    Ruolo.NUCLEO: "nucleo",
    Ruolo.ORGANO: "organo",
}
# writes that no person commands: each is called by one that asks (or, like the import of a plan, by the command line)
DI_SERVIZIO = {
    "indicatori.importazione.services.importa_piano",
    "obiettivi.services.assicura_versione",
    "rendicontazione.promemoria.services.accoda_spedizione",
    "rendicontazione.services.invio.da_inviare",
}

# preferences of one's own: they touch no body, and nobody else's
DI_SE = {
    "pianoperf.organizzazione.aiuto.services.mostra_passi",
    "pianoperf.organizzazione.aiuto.services.nascondi_passi",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("oggetto", "stato", "scena"), stati.scene(), ids=[f"{o.nome}: {stato}" for o, stato, _ in stati.scene()]
)
def test_la_tavola_dice_ciò_che_i_controlli_fanno(oggetto: Oggetto, stato: str, scena: Scena) -> None:
    cast = scenari.crea_cast()
    cose = {"ente": cast.ente, "adesso": ADESSO, "periodo": Periodo.FINALE, **scena(cast)}
    diversi = []
    for chiave, righe in _per_controllo(oggetto).items():
        attesi = {CHI[ruolo] for ruolo in Ruolo for riga in righe if riga.ammette(ruolo, stato)}
        trovati = {nome for nome in (*CHI.values(), "estraneo") if _puo(righe[0], cast, nome, cose)}
        if trovati != attesi:
            diversi.append((righe[0].nome, chiave[1], sorted(attesi), sorted(trovati)))
    assert diversi == []


@pytest.mark.django_db
@pytest.mark.parametrize("riga", [riga for riga in COMANDI if riga.su.nome == "Il risultato di un indicatore"],
                         ids=lambda riga: riga.nome)  # fmt: skip
def test_un_responsabile_non_fa_niente_sugli_indicatori_degli_altri(riga: Comando) -> None:
    cast = scenari.crea_cast()
    scenari.anno_aperto(cast)
    cose = {"risultato": scenari.risultato_di("2.1"), "adesso": ADESSO}
    assert not _puo(riga, cast, "responsabile", cose)


@pytest.mark.django_db
def test_una_delega_la_ritira_chi_l_ha_data_o_l_amministratore() -> None:
    cast = scenari.crea_cast()
    deleghe = stati.scene()[[o.nome for o, _, _ in stati.scene()].index("La delega")][2](cast)["deleghe"]
    riga = next(riga for riga in COMANDI if riga.nome == "Ritirare una delega")
    assert not _puo(riga, cast, "responsabile", {"delega": deleghe["direttore"]})
    assert not _puo(riga, cast, "direttore", {"delega": deleghe["responsabile"]})


def test_ogni_controllo_ha_una_riga() -> None:
    """A new `controlla_puo_...` must be written in the table, in rendicontazione/tavola."""
    scritti = {_nome(riga.controllo) for riga in COMANDI}
    trovati = {
        _nome(funzione)
        for modulo in _moduli()
        if modulo.__name__.endswith("permissions")
        for nome, funzione in vars(modulo).items()
        if nome.startswith("controlla_puo_")
    }
    assert len(trovati) > 40
    assert trovati - scritti == set()


def test_ogni_servizio_di_una_persona_ha_una_riga() -> None:
    """A service is a public function of a `services` module that takes the person by keyword."""
    scritti = {_nome(servizio) for riga in COMANDI for servizio in riga.servizi}
    trovati = {
        _nome(funzione)
        for modulo in _moduli()
        if "services" in modulo.__name__.split(".")
        for nome, funzione in vars(modulo).items()
        if inspect.isfunction(funzione) and funzione.__module__ == modulo.__name__
        if not nome.startswith("_") and "utente" in inspect.signature(funzione).parameters
    }
    assert len(trovati) > 40
    assert trovati - scritti - DI_SERVIZIO - DI_SE == set()


def test_la_pagina_dei_permessi_è_quella_della_tavola() -> None:
    uscita = StringIO()
    call_command("permessi", stdout=uscita)
    assert uscita.getvalue() == pagina.PAGINA.read_text(encoding="utf-8"), "manage.py permessi > docs/permessi.md"
    call_command("permessi", "--controlla", stdout=StringIO())


def test_una_pagina_vecchia_ferma_il_controllo(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    vecchia = tmp_path / "permessi.md"
    monkeypatch.setattr(pagina, "PAGINA", vecchia)
    with pytest.raises(CommandError, match=r"permessi\.md"):
        call_command("permessi", "--controlla")
    vecchia.write_text(pagina.testo().replace("A D N", "A D", 1), encoding="utf-8")
    with pytest.raises(CommandError, match="non è aggiornato"):
        call_command("permessi", "--controlla")


def _per_controllo(oggetto: Oggetto) -> dict[Any, list[Comando]]:
    righe: dict[Any, list[Comando]] = {}
    for riga in COMANDI:
        if riga.su == oggetto:
            righe.setdefault(riga.chiave, []).append(riga)
    return righe


def _puo(riga: Comando, cast: Cast, nome: str, cose: Cose) -> bool:
    utente = Utente.objects.get(pk=cast.per_nome(nome).pk)
    dati = {**_di_chi(nome, cast), **cose, **riga.argomenti, "utente": utente}
    if "deleghe" in cose:
        dati["delega"] = cose["deleghe"]["responsabile" if nome == "responsabile" else "direttore"]
    parametri = inspect.signature(riga.controllo).parameters
    frase = motivo_divieto(lambda: riga.controllo(**{parametro: dati[parametro] for parametro in parametri}))
    assert not frase or frase.endswith("."), f"{riga.nome}: la frase del rifiuto non finisce"
    return not frase


def _di_chi(nome: str, cast: Cast) -> Cose:
    """Whose role is given to a deputy: one's own, the direttore's for who has none to give."""
    delegante = nome if nome in ("direttore", "responsabile") else "direttore"
    return {"delegante": cast.per_nome(delegante), "ruolo": delegante}


def _nome(funzione: Callable[..., object]) -> str:
    return f"{funzione.__module__}.{funzione.__name__}"


def _moduli() -> Iterator[ModuleType]:
    for pacchetto in (pianoperf.organizzazione, obiettivi, indicatori, rendicontazione):
        for voce in pkgutil.walk_packages(pacchetto.__path__, f"{pacchetto.__name__}."):
            if voce.name.rpartition(".")[2] in ("permissions", "services") or ".services." in voce.name:
                yield importlib.import_module(voce.name)
