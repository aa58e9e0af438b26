"""Keep transfers abroad, the invoices that belong to them, and amounts in the money abroad."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("transactions") as table:
        table.add_column(sa.Column("currency_code", sa.String(length=3), nullable=True))
        table.add_column(sa.Column("foreign_amount", sa.Text(), nullable=True))
    op.create_table(
        "international_transfers",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("transaction_type", sa.String(length=8), nullable=False),
        sa.Column("destination_country", sa.String(length=3), nullable=False),
        sa.Column("bank_name", sa.Text(), nullable=True),
        sa.Column("quoted_rate", sa.Text(), nullable=True),
        sa.Column("quoted_at", MOMENT, nullable=True),
        sa.Column("exchange_rate", sa.Text(), nullable=True),
        sa.Column("receipt_url", sa.Text(), nullable=True),
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["transactions.id"], name=op.f("fk_international_transfers_id_transactions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_international_transfers")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", BIG, nullable=False),
        sa.Column("transfer_id", BIG, nullable=False),
        sa.Column("extension", sa.String(length=8), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transfer_id"],
            ["international_transfers.id"],
            name=op.f("fk_attachments_transfer_id_international_transfers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("transfer_id", name=op.f("uq_attachments_transfer_id")),
    )


def downgrade() -> None:
    op.drop_table("attachments")
    op.drop_table("international_transfers")
    with op.batch_alter_table("transactions") as table:
        table.drop_column("foreign_amount")
        table.drop_column("currency_code")
