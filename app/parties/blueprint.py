"""The address under which both books stand; it is the transfers' too."""

from flask import Blueprint

blueprint = Blueprint("parties", __name__, url_prefix="/international")
