"""Which published document a PDF is, for whoever has one in hand. Nothing is kept of the file nor of who asks."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from rendicontazione.documenti.archivio import impronta
from rendicontazione.documenti.forms import VerificaForm
from rendicontazione.documenti.verifica import verifica_pdf
from rendicontazione.pubblica.risposte import pagina
from rendicontazione.pubblica.selectors import documenti_verificabili
from rendicontazione.pubblica.vetrina import EntePubblico
from rendicontazione.pubblica.views.basi import VistaPubblica, ente_o_niente, servita

# What a browser adds around the file it sends.
CONTORNO = 64 * 2**10
DA_ALTROVE = "Il file va mandato da questa pagina: sceglilo qui sotto."
TROPPO_GRANDE = "Il file supera il limite di {massimo} MB: non è uno dei documenti pubblicati qui."
TROPPE = "Sono arrivate troppe verifiche dal tuo indirizzo di rete: aspetta un minuto e riprova."


@method_decorator(csrf_exempt, name="dispatch")
class VerificaView(VistaPubblica):
    """The token against forged forms would need a cookie: the Origin that every browser sends is looked at instead."""

    http_method_names = ["get", "head", "options", "post"]

    def get(self, request: HttpRequest, ente: str) -> HttpResponseBase:
        ricordo = ente_o_niente(ente)
        pubblico = ricordo.ente
        return servita(
            request,
            ricordo,
            "verifica",
            lambda: _pagina(request, pubblico, VerificaForm()),
            mostra=(pubblico.nome, pubblico.nome_breve, pubblico.dimostrativo),
        )

    def post(self, request: HttpRequest, ente: str) -> HttpResponseBase:
        if request.headers.get("Origin") not in _origini(request):
            return self._rifiuto(request, ente, DA_ALTROVE, 403)
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DIMENSIONE_MASSIMA_FILE + CONTORNO:
            massimo = settings.DIMENSIONE_MASSIMA_FILE // 2**20
            return self._rifiuto(request, ente, TROPPO_GRANDE.format(massimo=massimo), 413)
        if not _si_può_ancora(request):
            return self._rifiuto(request, ente, TROPPE, 429)
        pubblico = ente_o_niente(ente).ente
        form = VerificaForm(request.POST, request.FILES)
        if not form.is_valid():
            return _mai_conservata(_pagina(request, pubblico, form, stato=422))
        caricato = form.cleaned_data["file"]
        contenuto = caricato.read()
        verifica = verifica_pdf(contenuto, documenti_verificabili(pubblico))
        esito = {"verifica": verifica, "nome": caricato.name, "sha256": impronta(contenuto)}
        return _mai_conservata(_pagina(request, pubblico, VerificaForm(), **esito))

    def _rifiuto(self, request: HttpRequest, ente: str, frase: str, stato: int) -> HttpResponse:
        """Nothing of the file is read. A body that does not exist is refused with the same words."""
        contesto = {"frase": frase, "torna": request.path}
        return _mai_conservata(pagina(request, "verifica_rifiutata.html", contesto, stato=stato))


def _pagina(
    request: HttpRequest, ente: EntePubblico, form: VerificaForm, stato: int = 200, **esito: Any
) -> HttpResponse:
    return pagina(request, "verifica.html", {"ente": ente, "form": form, **esito}, stato=stato)


def _mai_conservata(risposta: HttpResponse) -> HttpResponse:
    risposta["Cache-Control"] = "no-store"
    return risposta


def _origini(request: HttpRequest) -> set[str]:
    return {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}


def _si_può_ancora(request: HttpRequest) -> bool:
    """Counted in the memory of this process, for a minute from the first."""
    chiave = f"verifica-pubblica:{get_client_ip_address(request)}"
    cache.add(chiave, 0, timeout=60)
    try:
        return bool(cache.incr(chiave) <= settings.VERIFICHE_AL_MINUTO)
    except ValueError:  # it ran out between the two
        return True
