"""The lists of money movements that are looked at: a name, its endpoint, who goes there, and where."""

from app.users.permissions import Role

STAFF, SUPPORT, MANAGER = Role.STAFF, Role.SUPPORT, Role.MANAGER
ALL = "transactions.index"
LISTS = (
    ("payments", "payments.index", STAFF, "/payments/"),
    ("payments-nothing", "payments.index", STAFF, "/payments/?q=nosuchthing"),
    ("transactions", ALL, STAFF, "/transactions/"),
    ("transactions-support", ALL, SUPPORT, "/transactions/?tab=disbursement&least=1&origin=here"),
    ("transactions-wrong", ALL, STAFF, "/transactions/?since=soon&least=-5&status=x"),
    ("transactions-nothing-fits", ALL, MANAGER, "/transactions/?q=nosuchthing&look=1"),
)
