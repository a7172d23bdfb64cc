"""A real OpenID provider on the loopback: discovery, authorization with PKCE, tokens signed with its own key, userinfo.

What it says of the person, and what it gets wrong on purpose, are set by the test.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

CLIENT, SEGRETO = "pianoperf-di-prova", "un-segreto-che-non-si-scrive"


@dataclass
class Fornitore:
    """`storto` are claims put over the right ones; `chiave_firma` signs instead of the published key."""

    emittente: str = ""
    persona: dict[str, Any] = field(default_factory=dict)
    storto: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    emittente_dichiarato: str = ""
    chiave: RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    chiave_firma: RSAPrivateKey | None = None
    codici: dict[str, dict[str, str]] = field(default_factory=dict)
    chiesto: dict[str, str] = field(default_factory=dict)
    rifiutati: list[str] = field(default_factory=list)

    def scoperta(self) -> dict[str, Any]:
        return {
            "issuer": self.emittente_dichiarato or self.emittente,
            "authorization_endpoint": f"{self.emittente}/entra",
            "token_endpoint": f"{self.emittente}/gettone",
            "jwks_uri": f"{self.emittente}/chiavi",
            "userinfo_endpoint": f"{self.emittente}/chi-sei",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def chiavi(self) -> dict[str, Any]:
        pubblica = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.chiave.public_key()))
        return {"keys": [{**pubblica, "kid": "una", "alg": "RS256", "use": "sig"}]}

    def entra(self, chiesto: dict[str, str]) -> str:
        """Where the browser goes back to, with a code that is good once."""
        self.chiesto = chiesto
        codice = secrets.token_urlsafe(16)
        self.codici[codice] = chiesto
        return f"{chiesto['redirect_uri']}?{urlencode({'code': codice, 'state': chiesto['state']})}"

    def gettone(self, dati: dict[str, str]) -> dict[str, Any] | None:
        """None, with the reason in `rifiutati`, unless client, secret, code, address and PKCE are all right."""
        chiesto = self.codici.pop(dati.get("code", ""), None)
        if chiesto is None or (dati.get("client_id"), dati.get("client_secret")) != (CLIENT, SEGRETO):
            return self._rifiuta("codice o segreto")
        impronta = hashlib.sha256(dati.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(impronta).rstrip(b"=").decode() != chiesto.get("code_challenge"):
            return self._rifiuta("PKCE")
        if dati.get("redirect_uri") != chiesto["redirect_uri"]:
            return self._rifiuta("indirizzo")
        return {"access_token": "di-passaggio", "token_type": "Bearer", "id_token": self._identita(chiesto)}

    def _rifiuta(self, perche: str) -> None:
        self.rifiutati.append(perche)

    def _identita(self, chiesto: dict[str, str]) -> str:
        adesso = int(time.time())
        claims = {"iss": self.emittente, "aud": CLIENT, "iat": adesso, "exp": adesso + 300, "nonce": chiesto["nonce"]}
        return jwt.encode(
            {**claims, **self.persona, **self.storto}, self.chiave_firma or self.chiave, "RS256", headers={"kid": "una"}
        )


class _Risposte(BaseHTTPRequestHandler):
    fornitore: Fornitore

    def log_message(self, *_: object) -> None:
        return

    def _json(self, dati: Any) -> None:
        testo = json.dumps(dati).encode()
        self.send_response(200 if dati is not None else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(testo)))
        self.end_headers()
        self.wfile.write(testo)

    def do_GET(self) -> None:
        indirizzo, uno = urlsplit(self.path), self.fornitore
        if indirizzo.path == "/entra":
            self.send_response(302)
            self.send_header("Location", uno.entra(_soli(indirizzo.query)))
            self.end_headers()
            return
        pagine = {
            "/.well-known/openid-configuration": uno.scoperta,
            "/chiavi": uno.chiavi,
            "/chi-sei": lambda: uno.persona if uno.userinfo is None else uno.userinfo,
        }
        self._json(pagine[indirizzo.path]())

    def do_POST(self) -> None:
        corpo = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._json(self.fornitore.gettone(_soli(corpo)))


def _soli(testo: str) -> dict[str, str]:
    return {nome: valori[0] for nome, valori in parse_qs(testo).items()}


@contextmanager
def fornitore_acceso() -> Iterator[Fornitore]:
    uno = Fornitore()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Risposte", (_Risposte,), {"fornitore": uno}))
    uno.emittente = f"http://127.0.0.1:{server.server_port}"
    filo = threading.Thread(target=server.serve_forever, daemon=True)
    filo.start()
    try:
        yield uno
    finally:
        server.shutdown()
        server.server_close()
