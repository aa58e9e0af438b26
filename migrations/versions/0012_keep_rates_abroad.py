"""Keep the rates abroad, how each moved, and what each country asks for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "exchange_rates",
        sa.Column("id", BIG, nullable=False),
        sa.Column("transaction_type", sa.String(length=8), nullable=False),
        sa.Column("country_iso_code", sa.Text(), nullable=False),
        sa.Column("currency_code", sa.Text(), nullable=False),
        sa.Column("country_name", sa.Text(), nullable=False),
        sa.Column("rate", sa.Text(), nullable=False),
        sa.Column("fee_idr", BIG, nullable=False),
        sa.Column("minimum_amount", sa.Text(), nullable=True),
        sa.Column("maximum_amount", sa.Text(), nullable=True),
        sa.Column("payment_speed", sa.Text(), nullable=False),
        sa.Column("arrival_message", JSON, nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("cutoff_at", MOMENT, nullable=True),
        sa.Column("arrival_at", MOMENT, nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("gone_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rates")),
        sa.UniqueConstraint(
            "transaction_type", "country_iso_code", "currency_code", name=op.f("uq_exchange_rates_corridor")
        ),
    )
    op.create_table(
        "exchange_rate_readings",
        sa.Column("id", BIG, nullable=False),
        sa.Column("exchange_rate_id", BIG, nullable=False),
        sa.Column("rate", sa.Text(), nullable=False),
        sa.Column("fee_idr", BIG, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rate_readings")),
    )
    op.create_index(
        "ix_exchange_rate_readings_line", "exchange_rate_readings", ["exchange_rate_id", "read_at"]
    )
    op.create_table(
        "rate_lists",
        sa.Column("id", BIG, nullable=False),
        sa.Column("transaction_type", sa.String(length=8), nullable=False),
        sa.Column("tried_at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_lists")),
        sa.UniqueConstraint("transaction_type", name=op.f("uq_rate_lists_transaction_type")),
    )
    op.create_table(
        "country_forms",
        sa.Column("id", BIG, nullable=False),
        sa.Column("transaction_type", sa.String(length=8), nullable=False),
        sa.Column("country_iso_code", sa.Text(), nullable=False),
        sa.Column("content", JSON, nullable=True),
        sa.Column("tried_at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_country_forms")),
        sa.UniqueConstraint(
            "transaction_type",
            "country_iso_code",
            name=op.f("uq_country_forms_transaction_type_country_iso_code"),
        ),
    )


def downgrade() -> None:
    op.drop_table("country_forms")
    op.drop_table("rate_lists")
    op.drop_index("ix_exchange_rate_readings_line", "exchange_rate_readings")
    op.drop_table("exchange_rate_readings")
    op.drop_table("exchange_rates")
