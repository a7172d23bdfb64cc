"""The sentences that follow an action to the next page, in a cookie that only this site can set."""

from __future__ import annotations

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NelBiscotto(CookieStorage):
    cookie_name = "__Host-messages"


class AvvisiDelSito(FallbackStorage):
    """Django's own storage: the cookie, and the session for what is too long."""

    storage_classes = (NelBiscotto, SessionStorage)
