#!/usr/bin/env python
"""Django's command line, with the embedded PostgreSQL and Redis when no other is configured."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pianoperf.settings")
    from django.core.management import execute_from_command_line

    from pianoperf import incorporati

    incorporati.prepara()
    try:
        execute_from_command_line(sys.argv)
    except BrokenPipeError:
        # `manage.py ... | head`: the reader has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
