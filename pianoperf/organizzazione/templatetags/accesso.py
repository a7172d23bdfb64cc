"""What the pages of the way in give to their script."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def opzioni(valore: Any) -> str:
    """The options of a security key as text of an attribute: the page may hold no script."""
    return json.dumps(valore, cls=DjangoJSONEncoder)
