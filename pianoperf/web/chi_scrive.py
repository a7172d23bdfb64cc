"""Who writes in the history, from the request; the pages open to anybody are left alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware

# Nobody is logged in there and nothing is written: asking for the user would read the session at every visit,
# and tell the caches that each visitor gets another page.
SENZA_SESSIONE = ("/trasparenza/", "/robots.txt", "/api/", "/salute/")


class ChiScriveMiddleware(HistoryMiddleware):
    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        if request.path.startswith(SENZA_SESSIONE):
            return {"url": request.path}
        contesto: dict[str, Any] = super().get_context(request)
        return contesto
