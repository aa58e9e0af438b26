"""Keep who sends special transfers, and the people one pays again."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table('senders',
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('direction', sa.String(length=48), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('country', sa.String(length=16), nullable=False),
    sa.Column('job', sa.String(length=32), nullable=False),
    sa.Column('place_of_birth', sa.String(length=16), nullable=True),
    sa.Column('date_of_birth', sa.Date(), nullable=True),
    sa.Column('identity_type', sa.String(length=16), nullable=True),
    sa.Column('identity_number', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['disbursements.id'], name=op.f('fk_senders_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_senders'))
    )
    op.create_table('beneficiaries',
    sa.Column('id', BIG, nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('bank_code', sa.String(length=64), nullable=False),
    sa.Column('account_number', sa.String(length=64), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('recipient_city', sa.String(length=16), nullable=True),
    sa.Column('emails', sa.Text(), nullable=True),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('maker_id', BIG, nullable=True),
    sa.Column('maker_name', sa.Text(), nullable=False),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.Column('updated_at', MOMENT, nullable=False),
    sa.Column('last_used_at', MOMENT, nullable=True),
    sa.Column('removed_at', MOMENT, nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_beneficiaries')),
    sa.UniqueConstraint('public_id', name=op.f('uq_beneficiaries_public_id'))
    )
    op.create_index('uq_beneficiaries_account', 'beneficiaries', ['bank_code', 'account_number'],
    unique=True, sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))


def downgrade() -> None:
    op.drop_index('uq_beneficiaries_account', table_name='beneficiaries')
    op.drop_table('beneficiaries')
    op.drop_table('senders')
