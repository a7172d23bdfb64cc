"""OpenID Connect, stricter than allauth: signature always checked, nonce, the issuer of the settings, one subject."""

from __future__ import annotations

from typing import Any

import requests
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from pianoperf.identita import Fornitore


class AdattatoreOidc(OpenIDConnectOAuth2Adapter):
    """`nonce` is the one that left with the person; set before the code is exchanged."""

    nonce = ""

    @property
    def fornitore(self) -> Fornitore:
        trovato: Fornitore = settings.FORNITORI[self.provider_id]
        return trovato

    @property
    def openid_config(self) -> dict[str, Any]:
        """Raises OAuth2Error when the document found there is of another issuer (OpenID Connect Discovery 4.3)."""
        try:
            trovata: dict[str, Any] = super().openid_config
        except (requests.RequestException, ValueError) as errore:
            raise OAuth2Error("the provider does not answer") from errore
        if str(trovata.get("issuer", "")).rstrip("/") != self.fornitore.emittente.rstrip("/"):
            raise OAuth2Error("the discovery document is of another issuer")
        return trovata

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """The person as the provider describes it. Only issuer and subject are kept: the other claims are not ours."""
        gettone = kwargs["response"].get("id_token")
        if not gettone:
            raise OAuth2Error("no id_token")
        identita = self._decode_id_token(app, gettone)
        if not self.nonce or not constant_time_compare(str(identita.get("nonce", "")), self.nonce):
            raise OAuth2Error("the id_token was made for another request")
        claims = {**self._di_lui(token.token, identita), **identita}
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.account.extra_data = {"iss": identita["iss"], "sub": identita["sub"]}
        login.claims = claims
        return login

    def _di_lui(self, gettone: str, identita: dict[str, Any]) -> dict[str, Any]:
        """What userinfo adds, if there is one; it must speak of the same subject (OpenID Connect Core 5.3.2)."""
        if not self.openid_config.get("userinfo_endpoint"):
            return {}
        trovati: dict[str, Any] = self._fetch_user_info(gettone)
        if trovati.get("sub") != identita["sub"]:
            raise OAuth2Error("userinfo is of another subject")
        return trovati

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        trovato: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return trovato


class Ritorno(OAuth2CallbackView):
    """allauth's return from the provider; the nonce comes from the session, with the state."""

    adapter: AdattatoreOidc

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        stato, risposta = super()._get_state(request, provider)
        self.adapter.nonce = (stato or {}).get("nonce", "")
        return stato, risposta
