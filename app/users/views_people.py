"""Pages about who works here: the list, adding, changing, shutting out and resetting."""

from flask import Response

from app.users import queries
from app.users.blueprint import bp
from app.web.guard import needs
from app.web.pages import page


@bp.get("/people")
@needs("people.read")
def index() -> Response:
    """Everybody who works here."""
    return page("users/index.html", colleagues=queries.colleagues())
