"""The address of a proof kept elsewhere: which one may be stored, and the host that a person reads in it."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

MASSIMO = 500
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?|[0-9a-fA-F:.]+")


def difetto(indirizzo: str) -> str:
    """The sentence that says why an address is refused, "" when it may be stored."""
    if len(indirizzo) > MASSIMO:
        return f"L'indirizzo supera {MASSIMO} caratteri: usa il collegamento permanente del documento."
    # browsers drop tabs and read a backslash as a slash: the host they open would not be the one shown
    if not indirizzo.isprintable() or any(c.isspace() or c in '\\<>"' for c in indirizzo):
        return "L'indirizzo contiene spazi o caratteri non ammessi: copialo di nuovo dalla barra del browser."
    parti = _parti(indirizzo)
    if parti is None or not _HOST.fullmatch(parti.hostname or ""):
        return "Questo non è un indirizzo del web: ne serve uno come https://www.ente.it/atto.pdf."
    if parti.scheme not in ("http", "https"):
        return "L'indirizzo deve cominciare con http:// o https://."
    if "@" in parti.netloc:
        return "L'indirizzo contiene un nome utente o una password: toglili, chi legge entrerà con le sue."
    return ""


def host_di(indirizzo: str) -> str:
    """ "www.ente.it" for "https://www.ente.it/atto.pdf"; international names as the network knows them ("xn--...")."""
    parti = _parti(indirizzo)
    host = (parti.hostname or "") if parti else ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _parti(indirizzo: str) -> SplitResult | None:
    """None for what cannot be split into an address, a port out of range included."""
    try:
        parti = urlsplit(indirizzo)
        _ = parti.port
    except ValueError:
        return None
    return parti
