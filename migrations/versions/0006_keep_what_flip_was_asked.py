"""Keep what Flip answered when it was asked for a payout, and how far its lists have been read."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('lookups',
    sa.Column('id', BIG, nullable=False),
    sa.Column('payout_id', BIG, nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('how', sa.String(length=8), nullable=True),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('word', sa.Text(), nullable=True),
    sa.Column('after_event', BIG, nullable=False),
    sa.Column('person_name', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lookups'))
    )
    op.create_index(op.f('ix_lookups_payout_id_id'), 'lookups', ['payout_id', 'id'])
    # Column by column: a table that others point to cannot be made anew on SQLite while it has rows.
    op.add_column('payouts', sa.Column('followed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('payouts', sa.Column('times_missed', BIG, nullable=False, server_default='0'))
    op.add_column('list_readings', sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('list_readings', sa.Column('next_page', BIG, nullable=False, server_default='1'))


def downgrade() -> None:
    op.drop_column('list_readings', 'next_page')
    op.drop_column('list_readings', 'begun_at')
    op.drop_column('payouts', 'times_missed')
    op.drop_column('payouts', 'followed_at')
    op.drop_index(op.f('ix_lookups_payout_id_id'), 'lookups')
    op.drop_table('lookups')
