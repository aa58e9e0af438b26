"""Keep agents, the sealed pictures of their papers, and by whom a payout is sent."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
STANDS = sa.text("status <> 'WITHDRAWN'")


def upgrade() -> None:
    _agents()
    _pictures()
    _handoffs()
    with op.batch_alter_table("disbursements") as table:
        table.add_column(sa.Column("agent_id", BIG, nullable=True))
        table.create_foreign_key(op.f("fk_disbursements_agent_id"), "agents", ["agent_id"], ["id"])
        table.create_index(op.f("ix_disbursements_agent_id"), ["agent_id"])


def _agents() -> None:
    op.create_table(
        "agents",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("submission", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("flip_id", sa.String(length=64), nullable=True),
        sa.Column("flip_status", sa.String(length=64), nullable=True),
        sa.Column("standing", sa.String(length=32), nullable=True),
        sa.Column("attention", sa.String(length=16), nullable=True),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("sent_version", BIG, nullable=False),
        *(sa.Column(name, kind, nullable=True) for name, kind in _identity()),
        *(sa.Column(name, sa.String(length=16), nullable=True) for name in _regions("")),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("use_identity_address", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String(length=16), nullable=True) for name in _regions("residence_")),
        sa.Column("residence_address", sa.Text(), nullable=True),
        sa.Column("rejection_code", sa.String(length=16), nullable=True),
        sa.Column("rejection_text", sa.Text(), nullable=True),
        sa.Column("documents_only", sa.Boolean(), nullable=False),
        sa.Column("refusal", JSON, nullable=True),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("may_have_passed", sa.Boolean(), nullable=False),
        sa.Column("waiting_for", sa.Text(), nullable=True),
        *(sa.Column(name, MOMENT, nullable=True) for name in _MOMENTS),
        sa.Column("suspended_by", sa.Text(), nullable=True),
        sa.Column("suspended_reason", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("maker_id", BIG, nullable=True),
        sa.Column("maker_name", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agents")),
        sa.UniqueConstraint("public_id", name=op.f("uq_agents_public_id")),
        sa.UniqueConstraint("submission", name=op.f("uq_agents_submission")),
        sa.UniqueConstraint("flip_id", name=op.f("uq_agents_flip_id")),
    )
    op.create_index(op.f("ix_agents_status_id"), "agents", ["status", "id"])
    for name, column in (("uq_agents_identity", "identity_print"), ("uq_agents_phone", "phone_print")):
        op.create_index(name, "agents", [column], unique=True, sqlite_where=STANDS, postgresql_where=STANDS)


_MOMENTS = (
    "submit_asked_at",
    "submitted_at",
    "verified_at",
    "asked_at",
    "followed_at",
    "suspended_at",
)


def _identity() -> list[tuple[str, sa.types.TypeEngine[object]]]:
    return [
        ("name", sa.Text()),
        ("identity_type", sa.String(length=16)),
        ("identity_number", sa.Text()),
        ("identity_print", sa.String(length=64)),
        ("identity_ends", sa.String(length=4)),
        ("birth_date", sa.Date()),
        ("birth_place", sa.Text()),
        ("gender", sa.String(length=16)),
        ("occupation", sa.String(length=32)),
        ("email", sa.Text()),
        ("phone_number", sa.Text()),
        ("phone_print", sa.String(length=64)),
        ("phone_ends", sa.String(length=4)),
        ("phone_verified_by_id", BIG),
        ("phone_verified_by", sa.Text()),
        ("phone_verified_at", MOMENT),
    ]


def _regions(prefix: str) -> list[str]:
    return [f"{prefix}{name}_id" for name in ("country", "province", "city", "district")]


def _pictures() -> None:
    op.create_table(
        "agent_pictures",
        sa.Column("id", BIG, nullable=False),
        sa.Column("agent_id", BIG, nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("media_type", sa.String(length=32), nullable=False),
        sa.Column("width", BIG, nullable=False),
        sa.Column("height", BIG, nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("via", sa.String(length=16), nullable=False),
        sa.Column("taken_by_id", BIG, nullable=True),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("handed_at", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("refusal", JSON, nullable=True),
        sa.Column("waiting_for", sa.Text(), nullable=True),
        sa.Column("replaced_at", MOMENT, nullable=True),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_agent_pictures_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_pictures")),
    )
    op.create_index(op.f("ix_agent_pictures_agent_id_part"), "agent_pictures", ["agent_id", "part"])
    op.create_index(
        op.f("ix_agent_pictures_deleted_at_taken_at"), "agent_pictures", ["deleted_at", "taken_at"]
    )


def _handoffs() -> None:
    op.create_table(
        "agent_handoffs",
        sa.Column("id", BIG, nullable=False),
        sa.Column("agent_id", BIG, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("token_print", sa.String(length=64), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("made_by_id", BIG, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_agent_handoffs_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_handoffs")),
        sa.UniqueConstraint("token_print", name=op.f("uq_agent_handoffs_token_print")),
    )
    op.create_index(op.f("ix_agent_handoffs_agent_id"), "agent_handoffs", ["agent_id"])


def downgrade() -> None:
    with op.batch_alter_table("disbursements") as table:
        table.drop_index(op.f("ix_disbursements_agent_id"))
        table.drop_constraint(op.f("fk_disbursements_agent_id"), type_="foreignkey")
        table.drop_column("agent_id")
    for table_name in ("agent_handoffs", "agent_pictures", "agents"):
        op.drop_table(table_name)
