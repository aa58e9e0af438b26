"""The blueprint the people's pages stand in."""

from flask import Blueprint

bp = Blueprint("users", __name__)
