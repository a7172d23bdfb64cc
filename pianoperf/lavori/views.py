"""The state of one job: a page, and the fragment that htmx asks for every two seconds."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pianoperf.lavori import services
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.selectors import lavori_visibili_a
from pianoperf.organizzazione.viste import rifiuto
from pianoperf.web.rifiuti import AzioneNegata

# htmx stops polling at this status, and swaps the content all the same.
BASTA_COSI = 286


@require_safe
@login_required
@never_cache
def lavoro(request: HttpRequest, lavoro_id: UUID) -> HttpResponse:
    """Asked by htmx: the inside of the fragment; opened by itself: a page that reloads until the job is over."""
    trovato = _lavoro(request, lavoro_id)
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "lavori/lavoro.html", {"lavoro": trovato, "ente": trovato.ente})
    stato = BASTA_COSI if trovato.concluso else 200
    return render(request, "lavori/_stato.html", {"lavoro": trovato}, status=stato)


@require_POST
@login_required
def riprova_lavoro(request: HttpRequest, lavoro_id: UUID) -> HttpResponse:
    """Put a failed job back in the queue; if it has not failed, nothing changes and its state is shown."""
    trovato = _lavoro(request, lavoro_id)
    try:
        trovato = services.riprova(lavoro=trovato, adesso=timezone.now())
    except AzioneNegata as negata:
        if not request.htmx:
            return rifiuto(request, str(negata))
        trovato.refresh_from_db()
    if request.htmx:
        return render(request, "lavori/_avanzamento.html", {"lavoro": trovato})
    return redirect("lavoro", lavoro_id=trovato.pk)


def _lavoro(request: HttpRequest, lavoro_id: UUID) -> Lavoro:
    return get_object_or_404(lavori_visibili_a(request.user), pk=lavoro_id)
