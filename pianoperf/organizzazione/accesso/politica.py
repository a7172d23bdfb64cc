"""Who must have a second factor: the roles chosen by the body, else those of the installation (ASVS 5.0, 6.3.3)."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from pianoperf.organizzazione.models import Delega, Ente, Incarico, Utente


def ruoli_obbligati(ente: Ente) -> frozenset[str]:
    return _o_predefiniti(ente.ruoli_secondo_fattore)


def _o_predefiniti(scelti: list[str] | None) -> frozenset[str]:
    return frozenset(settings.RUOLI_SECONDO_FATTORE if scelti is None else scelti)


def deve_averlo(utente: Utente, il: date) -> bool:
    """In some body, of his own or as a deputy; who keeps the registries of all must, wherever anybody must."""
    if utente.is_superuser and settings.RUOLI_SECONDO_FATTORE:
        return True
    campi = ("ruolo", "ente__ruoli_secondo_fattore")
    propri = Incarico.objects.in_corso(il).filter(utente_id=utente.pk).values_list(*campi)
    ricevuti = Delega.objects.efficaci(il).filter(delegato_id=utente.pk).values_list(*campi)
    return any(ruolo in _o_predefiniti(scelti) for ruolo, scelti in propri.union(ricevuti))
