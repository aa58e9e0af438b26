"""The door for gunicorn and for `flask --app wsgi`."""

from app import cli
from app.factory import create_app
from app.watch import watch

app = create_app()
watch(app)
cli.init_app(app)
