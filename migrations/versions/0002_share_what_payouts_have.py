"""Move what every kind of payout has out of disbursements, so that other kinds can have it too."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), 'postgresql')
MOVED = "fingerprint, maker_name, attempts, may_have_passed, looked_at, waiting_for, refusal, bank_state, reason"


def upgrade() -> None:
    op.create_table('policy_days',
    sa.Column('id', BIG, nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_policy_days')),
    sa.UniqueConstraint('day', name=op.f('uq_policy_days_day'))
    )
    op.create_table('payouts',
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=True),
    sa.Column('maker_name', sa.Text(), nullable=True),
    sa.Column('approvals_needed', BIG, nullable=False),
    sa.Column('submitted_on', sa.Date(), nullable=True),
    sa.Column('expected_fee_idr', BIG, nullable=False),
    sa.Column('alike_reason', sa.Text(), nullable=True),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=True),
    sa.Column('wait_for_bank', sa.Boolean(), nullable=False),
    sa.Column('held_for', sa.String(length=16), nullable=True),
    sa.Column('attempts', BIG, nullable=False),
    sa.Column('may_have_passed', sa.Boolean(), nullable=False),
    sa.Column('looked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('waiting_for', sa.Text(), nullable=True),
    sa.Column('refusal', JSON, nullable=True),
    sa.Column('bank_state', sa.String(length=32), nullable=True),
    sa.Column('reason', sa.String(length=64), nullable=True),
    sa.CheckConstraint('expected_fee_idr >= 0', name=op.f('ck_payouts_expected_fee_not_negative')),
    sa.ForeignKeyConstraint(['id'], ['transactions.id'], name=op.f('fk_payouts_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payouts'))
    )
    op.create_index(op.f('ix_payouts_submitted_on'), 'payouts', ['submitted_on'])
    op.create_index('uq_approvals_one_each', 'approvals', ['payout_id', 'person_id', 'fingerprint', 'decision'], unique=True)
    # Column by column: a table that others point to cannot be made anew on SQLite while it has rows.
    op.add_column('transactions', sa.Column('account_number', sa.String(length=64), nullable=True))
    op.add_column('transactions', sa.Column('earlier_id', BIG, nullable=True))
    op.add_column('transactions', sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f('ix_transactions_account_number_amount_idr'), 'transactions', ['account_number', 'amount_idr'])
    op.create_index(op.f('ix_transactions_bank_code_status_sent_at'), 'transactions', ['bank_code', 'status', 'sent_at'])
    op.create_index(op.f('ix_transactions_earlier_id'), 'transactions', ['earlier_id'])
    op.execute(
        f"INSERT INTO payouts (id, {MOVED}, approvals_needed, expected_fee_idr, wait_for_bank) "
        f"SELECT id, {MOVED}, 1, 0, false FROM disbursements"
    )
    op.execute(
        "UPDATE transactions SET "
        "account_number = (SELECT d.account_number FROM disbursements d WHERE d.id = transactions.id), "
        "sent_at = (SELECT d.begun_at FROM disbursements d WHERE d.id = transactions.id) "
        "WHERE id IN (SELECT id FROM disbursements)"
    )
    with op.batch_alter_table('disbursements') as batch_op:
        batch_op.add_column(sa.Column('transfer_kind', sa.String(length=16), nullable=False, server_default='common'))
        batch_op.add_column(sa.Column('recipient_city', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('beneficiary_emails', sa.Text(), nullable=True))
        for name in (*MOVED.split(', '), 'account_number', 'begun_at'):
            batch_op.drop_column(name)
    with op.batch_alter_table('disbursements') as batch_op:
        batch_op.alter_column('transfer_kind', existing_type=sa.String(length=16), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('disbursements') as batch_op:
        batch_op.drop_column('transfer_kind')
        batch_op.drop_column('recipient_city')
        batch_op.drop_column('beneficiary_emails')
        batch_op.add_column(sa.Column('fingerprint', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('account_number', sa.String(length=64), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('maker_name', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('attempts', BIG, nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('may_have_passed', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('looked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('waiting_for', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('refusal', JSON, nullable=True))
        batch_op.add_column(sa.Column('bank_state', sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column('reason', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True))
    for name in MOVED.split(', '):
        op.execute(f"UPDATE disbursements SET {name} = (SELECT p.{name} FROM payouts p WHERE p.id = disbursements.id)")
    op.execute(
        "UPDATE disbursements SET "
        "account_number = coalesce((SELECT t.account_number FROM transactions t WHERE t.id = disbursements.id), ''), "
        "begun_at = (SELECT t.sent_at FROM transactions t WHERE t.id = disbursements.id)"
    )
    with op.batch_alter_table('disbursements') as batch_op:
        for name, kind in (('account_number', sa.String(length=64)), ('attempts', BIG), ('may_have_passed', sa.Boolean())):
            batch_op.alter_column(name, existing_type=kind, server_default=None)
    op.drop_index(op.f('ix_transactions_earlier_id'), 'transactions')
    op.drop_index(op.f('ix_transactions_bank_code_status_sent_at'), 'transactions')
    op.drop_index(op.f('ix_transactions_account_number_amount_idr'), 'transactions')
    for name in ('sent_at', 'earlier_id', 'account_number'):
        op.execute(f"ALTER TABLE transactions DROP COLUMN {name}")
    op.drop_index('uq_approvals_one_each', 'approvals')
    op.drop_index(op.f('ix_payouts_submitted_on'), 'payouts')
    op.drop_table('payouts')
    op.drop_table('policy_days')
