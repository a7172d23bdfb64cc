"""At every field a sentence of help: in every form of the project, and tied to the field on every page."""

from __future__ import annotations

from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django import forms
from django.contrib.admin import site
from django.db.models import Model
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.html import strip_tags

from indicatori.forms import LetturaForm
from indicatori.motore.condizioni import Condizione, Genere
from indicatori.rimodulazione.forms import IndicatoreForm, SchedaForm
from pianoperf.organizzazione.models import Ente, Incarico, Persona, Struttura, Utente
from pianoperf.web.aiuti import FRASE_MASSIMA, con_norma
from rendicontazione.forms.parti import frase_di_aiuto
from rendicontazione.forms.risultato import RisultatoForm
from rendicontazione.nucleo.forms import CriteriForm
from tests import scenari
from tests.aiuto.campi import moduli_di_pagina
from tests.scenari import dati_di_prova

# forms whose fields have no sentence of their own, and why
ECCEZIONI = {
    "pianoperf.organizzazione.forms.AccessoForm": "nome utente e password: la frase è sopra il modulo",
    "rendicontazione.mio_anno.forms.SceltaForm": "filtri di una pagina: l'effetto si vede subito",
    "rendicontazione.enti.forms.FiltriEnti": "filtri di una pagina: l'effetto si vede subito",
    "rendicontazione.registro.forms.RicercaForm": "filtri di un elenco: l'effetto si vede subito",
    "rendicontazione.griglia.forms.RigaForm": "celle di una tabella: l'intestazione e la guida sono sopra la griglia",
    "rendicontazione.admin.ProfiloForm": "anagrafiche, solo per chi installa",
}


def _nome(classe: type) -> str:
    return f"{classe.__module__}.{classe.__qualname__}"


def _frase(campo: forms.Field) -> tuple[str, str]:
    """The sentence and the rule of a field."""
    frase, _, norma = str(campo.help_text).partition(' <span class="campo-norma">')
    return unescape(strip_tags(frase)), unescape(strip_tags(norma))


def _mancano(campi: dict[str, forms.Field]) -> list[str]:
    visibili = {nome: campo for nome, campo in campi.items() if not isinstance(campo.widget, forms.HiddenInput)}
    return [nome for nome, campo in visibili.items() if not _frase(campo)[0]]


@pytest.mark.parametrize("classe", moduli_di_pagina(), ids=_nome)
def test_ogni_campo_ha_una_frase_di_aiuto(classe: Any) -> None:
    campi = dict(classe.base_fields)
    if _nome(classe) in ECCEZIONI:
        assert _mancano(campi) or not campi, "ha tutte le frasi: toglilo dalle eccezioni"
        return
    # filled in by __init__, see below
    attesi = {"con_email", "anno", "con_i_ciclici"} if _nome(classe) in CON_AIUTO_DOPO else set()
    assert set(_mancano(campi)) <= attesi
    for nome, campo in campi.items():
        frase, norma = _frase(campo)
        assert len(frase) <= FRASE_MASSIMA, nome
        assert len(norma) <= 60, nome
        assert not frase or frase.endswith((".", "»")), nome


CON_AIUTO_DOPO = {
    "rendicontazione.documenti.forms.RichiestaForm",
    "rendicontazione.documenti.di_chi.DiChiForm",
    "rendicontazione.forms.apertura.AperturaForm",
}


def test_le_eccezioni_esistono() -> None:
    assert set(ECCEZIONI) <= {_nome(classe) for classe in moduli_di_pagina()}
    assert len(moduli_di_pagina()) > 25
    assert LetturaForm in moduli_di_pagina()


@pytest.mark.parametrize("genere", Genere)
def test_l_aiuto_di_un_risultato_dipende_da_che_cosa_chiede_il_target(genere: Genere) -> None:
    assert frase_di_aiuto(Condizione(genere, valore=Decimal(1), data="06-30"))
    assert len(frase_di_aiuto(Condizione(genere))) <= FRASE_MASSIMA


def test_una_percentuale_una_data_e_una_variazione_si_spiegano_da_sole() -> None:
    quota = Condizione(Genere.SOGLIA, ">=", Decimal(75), "%")
    frasi = [frase_di_aiuto(quota)]
    frasi += [frase_di_aiuto(Condizione(genere, data="06-30")) for genere in (Genere.SCADENZA, Genere.DELTA)]
    frasi.append(frase_di_aiuto(Condizione(Genere.SCADENZA)))
    frasi.append(frase_di_aiuto(Condizione(Genere.QUALITATIVO, sotto="placeholder")))
    assert len(set(frasi)) == 5
    attese = ("numeratore", "30/06", "non la differenza", "non dice il giorno", "da definire")
    for attesa, frase in zip(attese, frasi, strict=True):
        assert attesa in frase


def test_i_campi_aggiunti_dopo_hanno_la_loro_frase() -> None:
    piano = dati_di_prova()
    scheda = piano.schede[0]
    insieme = IndicatoreForm(None, indicatore=None, scheda=scheda, piano=piano, bloccati={}).fields
    assert _mancano(insieme) == []
    assert _mancano(CriteriForm().fields) == []
    piao = dati_di_prova()
    piao.famiglia = "piao"
    assert _mancano(SchedaForm(None, scheda=scheda, piano=piao).fields) == []


@pytest.mark.django_db
def test_anche_le_misure_di_un_risultato() -> None:
    scenari.anno_aperto(scenari.crea_cast())
    for codice in ("1.1", "1.2", "1.3"):
        form = RisultatoForm(scenari.risultato_di(codice), QueryDict())
        assert _mancano(form.fields) == []


def test_la_norma_sta_in_una_riga_sua() -> None:
    aiuto = con_norma("Scrivi <qui>.", "D.Lgs. 150/2009, art. 10, c. 1")
    assert aiuto == 'Scrivi &lt;qui&gt;. <span class="campo-norma">D.Lgs. 150/2009, art. 10, c. 1.</span>'


@pytest.mark.parametrize("modello", [Ente, Struttura, Persona, Incarico], ids=lambda modello: modello.__name__)
def test_anche_nelle_anagrafiche(modello: type[Model], rf: RequestFactory) -> None:
    richiesta = rf.get("/")
    richiesta.user = Utente(is_superuser=True)
    form = site._registry[modello].get_form(richiesta)
    assert _mancano(form.base_fields) == []
    assert all(len(_frase(campo)[0]) <= FRASE_MASSIMA for campo in form.base_fields.values())
