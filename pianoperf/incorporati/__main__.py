"""`python -m pianoperf.incorporati`: stop every `make run` and the embedded servers of this checkout (`make stop`)."""

from pianoperf.ambiente import cartella_dati
from pianoperf.incorporati import ferma

if cartella_dati().exists():
    ferma(cartella_dati())
