"""The one address under which all pages of agents stand."""

from flask import Blueprint

blueprint = Blueprint("agents", __name__, url_prefix="/agents")
