"""The blueprint the pages of the settings stand in."""

from flask import Blueprint

blueprint = Blueprint("settings", __name__, url_prefix="/settings")
