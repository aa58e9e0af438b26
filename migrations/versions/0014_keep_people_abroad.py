"""Keep the people one pays abroad again, and those who send abroad again."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
STANDING = sa.text("removed_at IS NULL")
ACCOUNT = ["transaction_type", "country_iso_code", "bank_id", "account_number"]


def upgrade() -> None:
    op.create_table(
        "foreign_beneficiaries",
        sa.Column("transaction_type", sa.String(length=8), nullable=False),
        sa.Column("country_iso_code", sa.String(length=3), nullable=False),
        sa.Column("bank_id", sa.String(length=64), nullable=False),
        sa.Column("bank_name", sa.Text(), nullable=False),
        sa.Column("account_number", sa.String(length=64), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foreign_beneficiaries")),
        sa.UniqueConstraint("public_id", name=op.f("uq_foreign_beneficiaries_public_id")),
    )
    op.create_index(
        "uq_foreign_beneficiaries_account",
        "foreign_beneficiaries",
        ACCOUNT,
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_table(
        "foreign_senders",
        sa.Column("identity_print", sa.String(length=64), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foreign_senders")),
        sa.UniqueConstraint("public_id", name=op.f("uq_foreign_senders_public_id")),
    )
    op.create_index(
        "uq_foreign_senders_identity",
        "foreign_senders",
        ["identity_print"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def _kept() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("maker_id", BIG, nullable=True),
        sa.Column("maker_name", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=True),
        sa.Column("removed_at", MOMENT, nullable=True),
    )


def downgrade() -> None:
    op.drop_index("uq_foreign_senders_identity", table_name="foreign_senders")
    op.drop_table("foreign_senders")
    op.drop_index("uq_foreign_beneficiaries_account", table_name="foreign_beneficiaries")
    op.drop_table("foreign_beneficiaries")
