"""The page of what was written when the session ended, and the answer to a form whose token is too old."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.generic import View

from pianoperf.web.autore import autore_di
from pianoperf.web.moduli_tenuti import RIPRESO, butta, tenuti_per, tieni

SCADUTA = "La pagina era scaduta: il modulo non è stato accettato, ma quello che hai scritto è qui."


class RiprendiView(LoginRequiredMixin, View):
    """What waits to be sent again; POST throws one away. Sending goes where it was going, with every check of there."""

    @property
    def _chi(self) -> int:
        utente: Any = self.request.user
        return int(utente.pk)

    def get(self, request: HttpRequest) -> HttpResponse:
        tenuti = tenuti_per(request.session, self._chi)
        contesto = {"tenuti": [(modulo, _si_apre(modulo.indirizzo)) for modulo in tenuti], "campo_ripreso": RIPRESO}
        return render(request, "organizzazione/riprendi.html", contesto)

    def post(self, request: HttpRequest) -> HttpResponse:
        butta(request.session, request.POST.get("butta", ""))
        messages.success(request, "Buttato via.")
        return redirect("riprendi" if tenuti_per(request.session, self._chi) else "scrivania")


def _si_apre(indirizzo: str) -> bool:
    """Some addresses are commands: they can be sent to, not opened."""
    try:
        vista = getattr(resolve(urlsplit(indirizzo).path).func, "view_class", None)
    except Resolver404:
        return False
    return vista is None or ("get" in vista.http_method_names and hasattr(vista, "get"))


def modulo_scaduto(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW. The mark of the author is signed: a form that carries it was opened here, by that person.

    Of the same person, or of who is out by now, the text is kept; of anybody else nothing is shown.
    """
    autore = autore_di(request.POST)
    fuori = not request.user.is_authenticated
    if request.headers.get("HX-Request") or autore is None or not (fuori or autore == request.user.pk):
        return render(request, "403_csrf.html", status=403)
    if not tieni(request):
        return render(request, "403_csrf.html", status=403)
    if fuori:
        return redirect_to_login(request.get_full_path())
    messages.warning(request, SCADUTA)
    return redirect("riprendi")
