"""Who may do what: roles, and the table of permissions one can read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.lib.labels import Labelled
from app.lib.labels import mark as _


class Role(Labelled):
    """What a person is here for."""

    STAFF = "staff", _("Staff"), "muted", "user"
    SUPPORT = "support", _("Support"), "muted", "headset"
    MANAGER = "manager", _("Manager"), "progress", "user-check"
    ADMIN = "admin", _("Admin"), "attention", "user-shield"


@dataclass(frozen=True)
class Permission:
    """A sentence that completes “may …”, and the roles that hold it."""

    sentence: str
    roles: frozenset[Role]


STAFF, SUPPORT, MANAGER, ADMIN = Role.STAFF, Role.SUPPORT, Role.MANAGER, Role.ADMIN


def _held(sentence: str, *roles: Role) -> Permission:
    return Permission(sentence, frozenset(roles))


PERMISSIONS: Mapping[str, Permission] = MappingProxyType(
    {
        "overview.read": _held(_("see the overview"), STAFF, SUPPORT, MANAGER, ADMIN),
        "bills.read": _held(_("see bills and their links"), STAFF, SUPPORT, MANAGER, ADMIN),
        "bills.write": _held(_("create, edit, close and reopen bills"), STAFF, MANAGER, ADMIN),
        "payments.read": _held(_("see what customers paid"), STAFF, SUPPORT, MANAGER, ADMIN),
        "payments.confirm": _held(_("tell Flip that a customer has paid"), STAFF, MANAGER, ADMIN),
        "payments.settle_conflict": _held(_("decide when Flip said two different things"), MANAGER, ADMIN),
        "accounts.reveal": _held(_("see whole account numbers"), STAFF, MANAGER, ADMIN),
        "transactions.read": _held(_("see all money movements in one list"), STAFF, SUPPORT, MANAGER, ADMIN),
        "transactions.note": _held(_("write notes on a transaction"), STAFF, SUPPORT, MANAGER, ADMIN),
        "disbursements.read": _held(_("see payouts"), STAFF, SUPPORT, MANAGER, ADMIN),
        "disbursements.write": _held(
            _("prepare payouts, and change and withdraw their own"), STAFF, MANAGER, ADMIN
        ),
        "international.read": _held(_("see rates and transfers abroad"), STAFF, SUPPORT, MANAGER, ADMIN),
        "international.write": _held(
            _("prepare transfers abroad, and change and withdraw their own"), STAFF, MANAGER, ADMIN
        ),
        "beneficiaries.read": _held(
            _("see the people one pays again and who sends abroad"), STAFF, SUPPORT, MANAGER, ADMIN
        ),
        "beneficiaries.write": _held(
            _("add, change and remove beneficiaries and senders"), STAFF, MANAGER, ADMIN
        ),
        "payouts.approve": _held(_("approve or reject payouts of others"), MANAGER, ADMIN),
        "payouts.settle_conflict": _held(
            _("decide what is true when Flip said two different things about a payout"), MANAGER, ADMIN
        ),
        "balances.read": _held(
            _("see the balance at Flip and what is reserved of it"), STAFF, MANAGER, ADMIN
        ),
        "banks.read": _held(_("see banks with their queues and states"), STAFF, SUPPORT, MANAGER, ADMIN),
        "inquiries.read": _held(_("see who holds an account, as banks say"), STAFF, SUPPORT, MANAGER, ADMIN),
        "inquiries.ask": _held(_("ask a bank who holds an account"), STAFF, SUPPORT, MANAGER, ADMIN),
        "agents.read": _held(_("see agents and their verification"), STAFF, SUPPORT, MANAGER, ADMIN),
        "agents.write": _held(
            _("register agents, take their pictures and submit them"), STAFF, MANAGER, ADMIN
        ),
        "agents.reveal": _held(_("see whole identity and phone numbers of agents"), STAFF, MANAGER, ADMIN),
        "agents.pictures": _held(_("look at pictures of agents' papers"), STAFF, MANAGER, ADMIN),
        "agents.suspend": _held(_("suspend agents and let them send again"), MANAGER, ADMIN),
        "callbacks.read": _held(_("read callbacks from Flip"), SUPPORT, MANAGER, ADMIN),
        "callbacks.replay": _held(_("have a callback worked again"), SUPPORT, MANAGER, ADMIN),
        "work.read": _held(_("see work that was set aside"), MANAGER, ADMIN),
        "work.retry": _held(_("have work that was set aside tried again"), MANAGER, ADMIN),
        "settings.read": _held(_("see settings and the state of the connection"), MANAGER, ADMIN),
        "settings.write": _held(_("change settings, such as how requests are signed"), ADMIN),
        "policy.write": _held(
            _("change who has to approve payouts, what is sent at most, and how long pictures are kept"),
            ADMIN,
        ),
        "people.read": _held(_("see who works here"), MANAGER, ADMIN),
        "people.write": _held(_("add people, change their roles and reset their access"), ADMIN),
        "audit.read": _held(_("read the audit log"), MANAGER, ADMIN),
    }
)

NEED_SECOND_FACTOR = frozenset({MANAGER, ADMIN})


def may(role: str, permission: str) -> bool:
    """True when the role holds the permission; nobody holds one that is not in the table."""
    entry = PERMISSIONS.get(permission)
    return entry is not None and role in entry.roles


def holders(permission: str) -> list[str]:
    """Labels (English) of the roles that hold a permission."""
    return [role.label for role in Role if may(role, permission)]


def sentence(permission: str) -> str:
    """What somebody with the permission may do, completing “may …” (English)."""
    return PERMISSIONS[permission].sentence


def held_by(role: str) -> frozenset[str]:
    """Every permission of a role."""
    return frozenset(name for name in PERMISSIONS if may(role, name))


def sentences(role: Role) -> tuple[list[Role], list[str]]:
    """What a role may do: roles all of whose permissions it holds, and sentences (English) for the rest."""
    lesser = [other for other in Role if held_by(other) < held_by(role)]
    nearest = [other for other in lesser if not any(held_by(other) < held_by(more) for more in lesser)]
    covered = frozenset[str]().union(*map(held_by, nearest))
    rest = [entry.sentence for name, entry in PERMISSIONS.items() if name in held_by(role) - covered]
    return nearest, rest


def may_grant(giver: str, role: str) -> bool:
    """True when the giver's role holds all that `role` holds: nobody grants what they lack (P31)."""
    return held_by(role) <= held_by(giver)
