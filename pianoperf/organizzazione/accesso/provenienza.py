"""Where a request comes from, in as few words as a person needs: the kind of device, the network."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# the first that is found: many programs also name those they look like
PROGRAMMI = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SISTEMI = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def indirizzo_di(request: HttpRequest) -> str:
    """The address that django-axes counts by, "" when the request has none (a command, a test).

    X-Forwarded-For is read from the end: the last entries are the proxies', the others what the visitor wrote.
    """
    passati = [voce.strip() for voce in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    quanti = settings.PROXY_DAVANTI
    if quanti and len(passati) >= quanti and _e_un_indirizzo(passati[-quanti]):
        return passati[-quanti]
    return str(request.META.get("REMOTE_ADDR") or "")


def _e_un_indirizzo(testo: str) -> bool:
    try:
        ipaddress.ip_address(testo)
    except ValueError:
        return False
    return True


def luogo_di(request: HttpRequest) -> str:
    """ "192.0.2.x" or "2001:db8:1::": enough to know one's own network, too little to be a personal datum."""
    try:
        indirizzo = ipaddress.ip_address(indirizzo_di(request))
    except ValueError:
        return ""
    if isinstance(indirizzo, ipaddress.IPv4Address):
        return f"{str(indirizzo).rpartition('.')[0]}.x"
    return str(ipaddress.IPv6Network(f"{indirizzo}/48", strict=False).network_address)


def dispositivo_di(request: HttpRequest) -> str:
    """ "Firefox su Windows"; "Programma sconosciuto" for what names itself in no known way."""
    testo = request.META.get("HTTP_USER_AGENT", "")
    programma = next((nome for segno, nome in PROGRAMMI if segno in testo), "Programma sconosciuto")
    sistema = next((nome for segno, nome in SISTEMI if segno in testo), "")
    return f"{programma} su {sistema}" if sistema else programma
