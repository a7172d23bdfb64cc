#!/usr/bin/env python
"""Django's command line, with the embedded PostgreSQL and Redis when no other is configured."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pianoperf.settings")
    from django.core.management import execute_from_command_line

    from pianoperf import incorporati

    incorporati.prepara()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
