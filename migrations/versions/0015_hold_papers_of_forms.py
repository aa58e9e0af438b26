"""Hold the paper of a form that could not be taken yet, so that nobody has to choose it again."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "held_papers",
        sa.Column("id", BIG, nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("extension", sa.String(length=8), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("held_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_papers")),
        sa.UniqueConstraint("token", name=op.f("uq_held_papers_token")),
    )
    op.create_index(op.f("ix_held_papers_held_at"), "held_papers", ["held_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_held_papers_held_at"), table_name="held_papers")
    op.drop_table("held_papers")
