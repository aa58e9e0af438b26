"""Keep how the balance at Flip was read over time."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('balance_readings',
    sa.Column('id', BIG, nullable=False),
    sa.Column('follows', BIG, nullable=False),
    sa.Column('balance_idr', BIG, nullable=False),
    sa.Column('source', sa.String(length=16), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_balance_readings')),
    sa.UniqueConstraint('follows', name=op.f('uq_balance_readings_follows'))
    )
    op.create_index(op.f('ix_balance_readings_read_at'), 'balance_readings', ['read_at'])


def downgrade() -> None:
    op.drop_index(op.f('ix_balance_readings_read_at'), 'balance_readings')
    op.drop_table('balance_readings')
