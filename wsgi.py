"""The door for gunicorn and for `flask --app wsgi`."""

import click
from flask import Flask

from app import cli
from app.config import BadSettings
from app.factory import create_app
from app.watch import watch


def _open() -> Flask:
    try:
        made = create_app()
    except BadSettings as error:
        # A command says it in one line; gunicorn shows the same words at the end of its trace and gives up.
        raise click.ClickException(str(error)) from error
    watch(made)
    cli.init_app(made)
    return made


app = _open()
