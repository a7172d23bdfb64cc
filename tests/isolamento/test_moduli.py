"""A form that is right but for one thing, which is of the other body: refused, and nothing of his is touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import reverse

from indicatori.models import Indicatore
from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Incarico, Persona
from pianoperf.organizzazione.permissions import oggi
from rendicontazione.models import Componente
from tests.isolamento.marchio import impronte, legami_tra_enti, letto, marchiato
from tests.isolamento.moduli import Modulo, moduli_di
from tests.isolamento.test_due_enti import entrato, sue
from tests.permessi.matrice import MATRICE
from tests.permessi.scena import Scena

pytestmark = pytest.mark.django_db
RIFIUTI = (403, 404, 409, 422)


def _persona(scena: Scena) -> int:
    return int(sue(Persona, scena.cast.ente).get(cognome__startswith="Rossi").pk)


def _persona_sola(scena: Scena) -> int:
    return int(sue(Persona, scena.cast.ente).filter(utente=None).order_by("pk")[0].pk)


def _incarico(scena: Scena) -> int:
    incarichi = Incarico.objects.filter(ente=scena.cast.ente, utente=scena.cast.direttore, ruolo=Ruolo.DIRETTORE)
    return int(incarichi.get().pk)


def _componente(scena: Scena) -> int:
    return int(sue(Componente, scena.cast.ente).order_by("-pk")[0].pk)


def _domani() -> dict[str, str]:
    return {"dal": str(oggi() + timedelta(days=1)), "al": str(oggi() + timedelta(days=9))}


# The page of a form, who opens it, its field, the thing of either body that is sent in it, what else must be right
CASI: dict[str, tuple[str, str, str, Callable[[Scena], object], Callable[[], dict[str, str]]]] = {
    "persona di un invito": ("inviti", "amministratrice", "persona", _persona_sola, dict),
    "persona di una proroga": ("proroga_concedi", "amministratrice", "persona", _persona, dict),
    "persona di un sollecito": ("completamento", "amministratrice", "persona", _persona, dict),
    "accesso di un componente": ("nucleo_componenti", "amministratrice", "accesso", lambda s: s.cast.nucleo.pk, dict),
    "presente a una seduta": ("nucleo_seduta", "nucleo", "presenti", _componente, dict),
    "anno da aprire": ("rilevazione_apri", "amministratrice", "anno", lambda s: f"{s.anno.piano_id}-2024", dict),
    "documento": ("documenti", "organo", "documento", lambda s: f"{s.anno.piano_id}-relazione-2023", dict),
    "scheda di una persona": ("documento_di_chi", "organo", "di_chi", lambda s: f"persona-{_persona(s)}", dict),
    "incarico da delegare": ("deleghe", "direttore", "incarico", _incarico, _domani),
    "chi sostituisce": ("deleghe", "direttore", "delegato", lambda s: s.cast.amministratrice.pk, _domani),
}


@pytest.mark.parametrize("caso", CASI)
def test_col_mio_va_col_suo_no(scena: Scena, altro: Scena, caso: str) -> None:
    nome, chi, campo, valore, altri = CASI[caso]
    regola = next(regola for regola in MATRICE[nome] if regola.metodo == "get" and chi in regola.ammessi)
    argomenti = regola.argomenti(scena)
    pagina = reverse(nome, kwargs={"ente": scena.ente, **argomenti})
    modulo = next(uno for uno in moduli_di(pagina, letto(entrato(chi).get(pagina))) if campo in uno.valori)
    modulo.valori |= {nome: [dato] for nome, dato in altri().items()}
    prima, giusto, sbagliato = impronte(altro.cast.ente), str(valore(scena)), str(valore(altro))
    assert giusto != sbagliato
    assert _manda(chi, modulo, campo, giusto).status_code == 302
    risposta = _manda(chi, modulo, campo, sbagliato)
    assert risposta.status_code in RIFIUTI
    assert not marchiato(letto(risposta))
    assert impronte(altro.cast.ente) == prima
    assert legami_tra_enti() == []


def _manda(chi: str, modulo: Modulo, campo: str, valore: str) -> HttpResponseBase:
    """What it writes stays when it is refused: nothing may."""
    with transaction.atomic():
        risposta: HttpResponseBase = entrato(chi).post(modulo.azione, {**modulo.valori, campo: [valore]})
        transaction.set_rollback(risposta.status_code not in RIFIUTI)
    return risposta


def test_un_legame_tra_due_enti_si_vede(scena: Scena, altro: Scena) -> None:
    Indicatore.objects.filter(scheda__piano=scena.anno.piano, codice="1.1").update(
        scheda=sue(Piano, altro.cast.ente).get(pk=altro.anno.piano_id).schede.all()[0]
    )
    assert "indicatori_previsione.indicatore_id" in legami_tra_enti()
