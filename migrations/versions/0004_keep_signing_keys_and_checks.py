"""Keep signing keys, checks of the connection, what a pause is about; find a kind's newest callback."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), 'postgresql')


def upgrade() -> None:
    op.create_table('signing_keys',
    sa.Column('id', BIG, nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('public_pem', sa.Text(), nullable=False),
    sa.Column('private_pem', sa.Text(), nullable=True),
    sa.Column('made_by', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('turned_on_by', sa.Text(), nullable=True),
    sa.Column('turned_on_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('forgotten_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signing_keys')),
    sa.UniqueConstraint('fingerprint', name=op.f('uq_signing_keys_fingerprint'))
    )
    op.create_table('connection_checks',
    sa.Column('id', BIG, nullable=False),
    sa.Column('asked_by_id', BIG, nullable=True),
    sa.Column('asked_by', sa.Text(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('results', JSON, nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_connection_checks'))
    )
    with op.batch_alter_table('flip_connection') as batch:
        batch.add_column(sa.Column('cause', sa.String(length=16), nullable=True))
        batch.add_column(sa.Column('signing_key_id', BIG, nullable=True))
        batch.create_foreign_key(
            op.f('fk_flip_connection_signing_key_id'), 'signing_keys', ['signing_key_id'], ['id']
        )
    op.create_index(op.f('ix_receipts_kind_id'), 'receipts', ['kind', 'id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_receipts_kind_id'), table_name='receipts')
    with op.batch_alter_table('flip_connection') as batch:
        batch.drop_constraint(op.f('fk_flip_connection_signing_key_id'), type_='foreignkey')
        batch.drop_column('signing_key_id')
        batch.drop_column('cause')
    op.drop_table('connection_checks')
    op.drop_table('signing_keys')
