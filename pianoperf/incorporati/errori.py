"""What stops an embedded service from starting, as one sentence for the person at the terminal."""


class ServizioNonAvviabile(Exception):
    """`str(errore)` is the whole Italian sentence, ready for standard error."""
