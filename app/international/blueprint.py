"""The one address under which all pages of money sent abroad stand."""

from flask import Blueprint

blueprint = Blueprint("international", __name__, url_prefix="/international")
