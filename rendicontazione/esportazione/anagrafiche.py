"""The registry of a body and the list of its documents as sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from indicatori.esportazione.righe import Pagina, Valore
from pianoperf.organizzazione.models import Ente
from pianoperf.organizzazione.resources import PersonaResource, RisorsaTuttaONiente, StrutturaResource
from rendicontazione.esportazione.in_fogli import Larghezze, foglio
from rendicontazione.models import Documento

LARGHEZZA = 30
_EMAIL = "E-mail"
_DOCUMENTI: Larghezze = (
    ("Documento", 60), ("Tipo", 26), ("Piano", 26), ("Anno", 8), ("Chiesto il", 14), ("Byte", 12), ("sha256", 66),
)  # fmt: skip


def pagine_delle_anagrafiche(ente: Ente, *, con_email: bool) -> Iterator[tuple[Pagina, str]]:
    """(sheet, what it is): strutture, people, documents. Addresses only with `con_email`."""
    yield _della_risorsa("Strutture", StrutturaResource(), ente.strutture.order_by("nome")), "Le strutture dell'ente"
    persone = ente.persone.order_by("cognome", "nome")
    senza = () if con_email else (_EMAIL,)
    yield _della_risorsa("Persone", PersonaResource(), persone, senza=senza), "Le persone dell'ente"
    yield foglio("Documenti", _DOCUMENTI, [_documento(voce) for voce in _documenti(ente)]), "I documenti prodotti"


def _della_risorsa(nome: str, risorsa: RisorsaTuttaONiente, righe: QuerySet[Any], senza: Sequence[str] = ()) -> Pagina:
    """The columns of the resource that the administration pages import."""
    insieme = risorsa.export(righe)
    tenute = [numero for numero, titolo in enumerate(insieme.headers) if titolo not in senza]
    colonne = [(insieme.headers[numero], LARGHEZZA) for numero in tenute]
    return foglio(nome, colonne, [[str(riga[numero] or "") for numero in tenute] for riga in insieme])


def _documenti(ente: Ente) -> QuerySet[Documento]:
    return Documento.objects.filter(piano__ente=ente, pronto_il__isnull=False).select_related("piano").order_by("pk")


def _documento(voce: Documento) -> list[Valore]:
    chiesto = timezone.localtime(voce.chiesto_il).date()
    tipo = voce.get_tipo_display()
    return [voce.nome, tipo, voce.piano.codice, voce.anno, chiesto, voce.dimensione, voce.sha256]
