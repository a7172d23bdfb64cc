"""The state of one job: a page, and the fragment that htmx asks for every two seconds."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from pianoperf.lavori import services
from pianoperf.lavori.attese import segna_vista
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.selectors import lavori_visibili_a
from pianoperf.organizzazione.viste import rifiuto
from pianoperf.web.rifiuti import Rifiuto

# htmx stops polling at this status, and swaps the content all the same.
BASTA_COSI = 286
RICHIESTA = "richiesta"


@require_safe
@login_required
@never_cache
def lavoro(request: HttpRequest, lavoro_id: UUID) -> HttpResponse:
    """Asked by htmx: the inside of the fragment; opened by itself: a page that reloads until the job is over."""
    trovato = _lavoro(request, lavoro_id)
    segna_vista(utente=request.user, lavoro=trovato, adesso=timezone.now())
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "lavori/lavoro.html", {"lavoro": trovato})
    stato = BASTA_COSI if trovato.concluso else 200
    risposta = render(request, "lavori/_stato.html", {"lavoro": trovato, "dove": _dove(request)}, status=stato)
    # The page may have a list that should show it.
    return trigger_client_event(risposta, "lavoro-pronto") if trovato.stato == StatoLavoro.PRONTO else risposta


@require_POST
@login_required
def riprova_lavoro(request: HttpRequest, lavoro_id: UUID) -> HttpResponse:
    """Put a failed job back in the queue; if it has not failed, nothing changes and its state is shown."""
    trovato = _lavoro(request, lavoro_id)
    return _dopo(request, trovato, lambda: services.riprova(lavoro=trovato, adesso=timezone.now(), utente=request.user))


@require_POST
@login_required
def annulla_lavoro(request: HttpRequest, lavoro_id: UUID) -> HttpResponse:
    """Stop waiting for a job, which ends it unless others wait; one that is over meanwhile is shown as it is."""
    trovato = _lavoro(request, lavoro_id)
    return _dopo(request, trovato, lambda: services.annulla(lavoro=trovato, utente=request.user, adesso=timezone.now()))


@require_POST
@login_required
def richiedi_lavoro(request: HttpRequest, lavoro_id: UUID) -> HttpResponse:
    """Ask for a cancelled job anew: what is shown from here on is the new one."""
    trovato = _lavoro(request, lavoro_id)
    return _dopo(
        request, trovato, lambda: services.richiedi(lavoro=trovato, utente=request.user, adesso=timezone.now())
    )


def _dopo(request: HttpRequest, trovato: Lavoro, comando: Callable[[], Lavoro]) -> HttpResponse:
    """The fragment, or the page, of the job that the command leaves; a refusal is said, and nothing has changed."""
    frase = ""
    try:
        mostrato = comando()
    except Rifiuto as negata:
        if not request.htmx:
            return rifiuto(request, str(negata))
        trovato.refresh_from_db()
        mostrato, frase = trovato, str(negata)
    if request.htmx:
        return render(request, "lavori/_avanzamento.html", {"lavoro": mostrato, "frase": frase, "dove": _dove(request)})
    return redirect("lavoro", lavoro_id=mostrato.pk)


def _dove(request: HttpRequest) -> str:
    """Where on the page the fragment stands: the same job may be both below its request and in a list."""
    return RICHIESTA if request.GET.get("dove") == RICHIESTA else ""


def _lavoro(request: HttpRequest, lavoro_id: UUID) -> Lavoro:
    trovato = get_object_or_404(lavori_visibili_a(request.user), pk=lavoro_id)
    request.ente = trovato.ente
    return trovato
