"""The registry as spreadsheets, for the admin: bodies, strutture and people by their natural keys, all or nothing."""

from __future__ import annotations

from typing import Any

import tablib
from import_export import fields, resources, widgets
from import_export.results import Result

from pianoperf.organizzazione.models import Ente, Persona, Struttura


class RisorsaTuttaONiente(resources.ModelResource):
    """A row that is not valid undoes the whole file: the library's default would keep the valid ones."""

    def import_data(self, dataset: tablib.Dataset, *args: Any, **kwargs: Any) -> Result:
        kwargs["rollback_on_validation_errors"] = True
        kwargs["use_transactions"] = True
        return super().import_data(dataset, *args, **kwargs)


class StrutturaDellEnte(widgets.ForeignKeyWidget):
    """A struttura by its name, among those of the row's body."""

    def get_queryset(self, value: str, row: dict[str, str], *args: Any, **kwargs: Any) -> Any:
        return Struttura.objects.filter(ente__codice=row["Ente"])


class AliasWidget(widgets.Widget):
    """The aliases of a person in one cell, joined by semicolons."""

    def clean(self, value: str | None, row: Any = None, **kwargs: Any) -> list[str]:
        return [alias.strip() for alias in (value or "").split(";") if alias.strip()]

    def render(self, value: list[str] | None, obj: Any = None, **kwargs: Any) -> str:
        return "; ".join(value or [])


def _colonna_ente() -> fields.Field:
    return fields.Field("ente", "Ente", widgets.ForeignKeyWidget(Ente, "codice"))


class EnteResource(RisorsaTuttaONiente):
    codice = fields.Field("codice", "Codice")
    nome = fields.Field("nome", "Nome")
    nome_breve = fields.Field("nome_breve", "Nome breve")
    tipo = fields.Field("tipo", "Tipo")

    class Meta:
        model = Ente
        fields = ("codice", "nome", "nome_breve", "tipo")
        import_id_fields = ("codice",)
        clean_model_instances = True
        skip_unchanged = True


class StrutturaResource(RisorsaTuttaONiente):
    ente = _colonna_ente()
    nome = fields.Field("nome", "Nome")
    genitore = fields.Field("genitore", "Genitore", StrutturaDellEnte(Struttura, "nome"))
    gruppo = fields.Field("gruppo", "Gruppo", widgets.BooleanWidget())

    class Meta:
        model = Struttura
        fields = ("ente", "nome", "genitore", "gruppo")
        import_id_fields = ("ente", "nome")
        clean_model_instances = True
        skip_unchanged = True


class PersonaResource(RisorsaTuttaONiente):
    ente = _colonna_ente()
    cognome = fields.Field("cognome", "Cognome")
    nome = fields.Field("nome", "Nome")
    alias = fields.Field("alias", "Alias", AliasWidget())
    email = fields.Field("email", "E-mail")
    struttura = fields.Field("struttura", "Struttura", StrutturaDellEnte(Struttura, "nome"))

    class Meta:
        model = Persona
        fields = ("ente", "cognome", "nome", "alias", "email", "struttura")
        import_id_fields = ("ente", "cognome", "nome")
        clean_model_instances = True
        skip_unchanged = True
