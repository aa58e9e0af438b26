"""The steps of an agent's walk that are looked at: a name, who goes there, whose step and which."""

from app.users.permissions import Role

STAFF, SUPPORT = Role.STAFF, Role.SUPPORT
WALK = (
    ("identity", STAFF, "draft", "/identity"),
    ("address", STAFF, "draft", "/address"),
    ("shut", SUPPORT, "draft", "/card"),
    ("card", STAFF, "card", "/card"),
    ("selfie-early", STAFF, "card", "/selfie"),
    ("review", STAFF, "submit", "/review"),
    ("waiting", STAFF, "pending", "/result"),
    ("rejected", STAFF, "rejected", "/card"),
    ("documents", SUPPORT, "rejected", "/documents"),
    ("approved", SUPPORT, "approved", "/result"),
)
