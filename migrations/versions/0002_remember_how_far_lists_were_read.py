"""remember how far lists were read"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "list_readings",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("complete_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_list_readings")),
    )


def downgrade() -> None:
    op.drop_table("list_readings")
