"""Keep Flip's regions for agents, and when each of its lists was read."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "regions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("flip_id", sa.String(length=64), nullable=False),
        sa.Column("parent_flip_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("gone_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regions")),
        sa.UniqueConstraint("level", "flip_id", name=op.f("uq_regions_level_flip_id")),
    )
    op.create_index("ix_regions_level_parent_flip_id", "regions", ["level", "parent_flip_id"])
    op.create_table(
        "region_lists",
        sa.Column("id", BIG, nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("parent_flip_id", sa.String(length=64), nullable=False),
        sa.Column("tried_at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_lists")),
        sa.UniqueConstraint("level", "parent_flip_id", name=op.f("uq_region_lists_level_parent_flip_id")),
    )


def downgrade() -> None:
    op.drop_table("region_lists")
    op.drop_table("regions")
