"""The customer's pages."""

from flask import Blueprint

blueprint = Blueprint("pay", __name__, url_prefix="/pay")
