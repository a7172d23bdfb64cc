"""`python -m pianoperf.incorporati`: stop the embedded servers of this checkout (`make stop`)."""

from pianoperf import ambiente
from pianoperf.incorporati import ferma

if ambiente.cartella_dati().exists():
    ferma(ambiente.cartella_dati())
