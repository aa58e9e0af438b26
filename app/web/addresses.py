"""Addresses that no page has: those with a character that not every database can hold."""

from flask import Flask, abort, request

NUL = "\x00"


def init_app(app: Flask) -> None:
    """Answer 404 before anybody looks such an address up."""
    app.before_request(_refuse)


def _refuse() -> None:
    asked = [request.path, *(value for values in request.args.listvalues() for value in values)]
    if any(NUL in text for text in asked):
        abort(404)
