"""Keep Flip's cities and countries."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table('places',
    sa.Column('id', BIG, nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('code', sa.String(length=64), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('listed_at', MOMENT, nullable=False),
    sa.Column('heard_at', MOMENT, nullable=False),
    sa.Column('gone_at', MOMENT, nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_places')),
    sa.UniqueConstraint('kind', 'code', name=op.f('uq_places_kind_code'))
    )


def downgrade() -> None:
    op.drop_table('places')
