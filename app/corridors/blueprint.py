"""The address under which the pages of the rates abroad stand; it is the transfers' too."""

from flask import Blueprint

blueprint = Blueprint("corridors", __name__, url_prefix="/international")
