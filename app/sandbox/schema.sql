-- Everything the sandbox holds. Times are seconds since 1970 (REAL), money is whole rupiah.

CREATE TABLE IF NOT EXISTS bills (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    link_id INTEGER NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    link_url TEXT NOT NULL,
    title TEXT NOT NULL,
    type TEXT NOT NULL,
    amount INTEGER NOT NULL,            -- 0: the customer enters it
    redirect_url TEXT NOT NULL,
    expired_at REAL,
    created_from TEXT NOT NULL,
    status TEXT NOT NULL,
    is_address_required INTEGER NOT NULL,
    is_phone_number_required INTEGER NOT NULL,
    step INTEGER NOT NULL,
    step_word TEXT NOT NULL DEFAULT '', -- as sent to v3, to be shown there again
    customer_name TEXT,
    customer_email TEXT,
    customer_address TEXT,
    customer_phone TEXT,
    sender_bank TEXT,
    sender_bank_type TEXT,
    reference_id TEXT,
    created_at REAL NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,    -- a SINGLE bill that was paid
    swept INTEGER NOT NULL DEFAULT 0    -- its expiry was seen to, or it was loaded with an old date
);
CREATE INDEX IF NOT EXISTS bills_by_link ON bills (link_url);
CREATE INDEX IF NOT EXISTS bills_to_expire ON bills (expired_at) WHERE swept = 0 AND expired_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS payments (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    token TEXT NOT NULL UNIQUE,         -- opens the instruction page
    bill_id INTEGER NOT NULL,
    payment_url TEXT NOT NULL,
    amount INTEGER NOT NULL,
    unique_code INTEGER NOT NULL DEFAULT 0,
    fee INTEGER NOT NULL,
    state TEXT NOT NULL,                -- the six words of bill_payment.status
    settlement TEXT NOT NULL DEFAULT 'Pending',
    sender_name TEXT NOT NULL,
    sender_email TEXT NOT NULL,
    sender_bank TEXT NOT NULL,
    sender_bank_type TEXT NOT NULL,
    account_number TEXT,
    account_holder TEXT NOT NULL DEFAULT '',
    qr_code_data TEXT,
    user_address TEXT,
    user_phone TEXT,
    reference_id TEXT,
    created_at REAL NOT NULL,           -- as shown; opened_at is when the sandbox came to hold it
    opened_at REAL NOT NULL,
    expires_at REAL,
    confirmed_at REAL,
    completed_at REAL,                  -- as shown; paid_at is when the sandbox came to know it
    paid_at REAL,
    settled_at REAL
);
CREATE INDEX IF NOT EXISTS payments_of_bill ON payments (bill_id, created_at, seq);
CREATE INDEX IF NOT EXISTS payments_by_time ON payments (created_at, seq);
CREATE INDEX IF NOT EXISTS payments_by_reference ON payments (reference_id) WHERE reference_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS payments_to_expire ON payments (expires_at) WHERE state IN ('NOT_CONFIRMED', 'PENDING');
CREATE INDEX IF NOT EXISTS payments_to_pay ON payments (opened_at) WHERE state IN ('NOT_CONFIRMED', 'PENDING');
CREATE INDEX IF NOT EXISTS payments_to_settle ON payments (paid_at) WHERE state = 'DONE' AND settlement = 'Pending';

CREATE TABLE IF NOT EXISTS movements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    kind TEXT NOT NULL,                 -- opening, top_up, settlement, transfer, refund, loaded, or
                                        -- international, international_refund, international_loaded
    subject TEXT NOT NULL,
    amount INTEGER NOT NULL,
    balance INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS settled_once ON movements (subject) WHERE kind = 'settlement';

-- Columns that came later are added by store.py.
CREATE TABLE IF NOT EXISTS banks (code TEXT PRIMARY KEY, status TEXT, queue INTEGER, fee INTEGER);
CREATE TABLE IF NOT EXISTS switches (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS faults (id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL, times_left INTEGER);

CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    url TEXT,
    data TEXT NOT NULL,
    made_at REAL NOT NULL,
    state TEXT NOT NULL,                -- waiting, delivered, given_up, skipped
    tries_left INTEGER NOT NULL,
    since REAL NOT NULL,                -- due at since + wait / speed, in the machine's own time
    wait REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS deliveries_waiting ON deliveries (id) WHERE state = 'waiting';
CREATE INDEX IF NOT EXISTS deliveries_by_subject ON deliveries (subject);

CREATE TABLE IF NOT EXISTS tries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery_id INTEGER NOT NULL,
    at REAL NOT NULL,
    by_hand INTEGER NOT NULL,
    status INTEGER,
    error TEXT,
    seconds REAL NOT NULL,
    answer TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS tries_of_delivery ON tries (delivery_id);

CREATE TABLE IF NOT EXISTS transfers (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id INTEGER NOT NULL UNIQUE,
    token TEXT NOT NULL UNIQUE,         -- opens the receipt
    kind TEXT NOT NULL,                 -- common, special, agent
    version INTEGER NOT NULL,           -- of the API that created it
    user_id INTEGER NOT NULL,
    company_id INTEGER NOT NULL,
    bundle_id INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    timestamp TEXT NOT NULL,            -- as shown
    bank_code TEXT NOT NULL,
    account_number TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    sender_bank TEXT NOT NULL,
    remark TEXT NOT NULL,
    receipt TEXT NOT NULL DEFAULT '',
    time_served TEXT NOT NULL,          -- as shown
    recipient_city INTEGER NOT NULL,
    created_from TEXT NOT NULL,
    direction TEXT NOT NULL,
    sender TEXT,                        -- JSON with unprefixed keys
    beneficiary_email TEXT,
    idempotency_key TEXT,               -- as sent; transfer_keys says whether it still counts
    held INTEGER NOT NULL DEFAULT 0,    -- waits for the customer's word: same account, bank and amount
    ahead_first INTEGER NOT NULL,       -- other people's transfers before it when it came, and now
    ahead INTEGER NOT NULL,
    opened_at REAL NOT NULL,            -- when the sandbox came to hold it
    ready_at REAL NOT NULL,             -- from when on the bank works at it
    agent_id INTEGER                    -- whose transfer, of kind agent
);
CREATE INDEX IF NOT EXISTS transfers_to_account ON transfers (account_number, bank_code);
CREATE INDEX IF NOT EXISTS transfers_by_time ON transfers (timestamp, seq);
CREATE INDEX IF NOT EXISTS transfers_waiting ON transfers (bank_code, seq) WHERE status = 'PENDING';

CREATE TABLE IF NOT EXISTS transfer_keys (
    key TEXT PRIMARY KEY,
    transfer_id INTEGER NOT NULL,
    answer TEXT NOT NULL                -- the first answer, byte for byte
);
CREATE INDEX IF NOT EXISTS keys_of_transfer ON transfer_keys (transfer_id);

CREATE TABLE IF NOT EXISTS inquiries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    bank_code TEXT NOT NULL,
    account_number TEXT NOT NULL,
    inquiry_key TEXT NOT NULL,          -- '': none was sent
    status TEXT NOT NULL,
    account_holder TEXT NOT NULL DEFAULT '',
    opened_at REAL NOT NULL,
    answered_at REAL
);
CREATE UNIQUE INDEX IF NOT EXISTS inquiries_open ON inquiries (account_number, bank_code, inquiry_key)
    WHERE status = 'PENDING';

CREATE TABLE IF NOT EXISTS accounts (   -- what inquiries found out; PENDING: to be asked again
    bank_code TEXT NOT NULL,
    account_number TEXT NOT NULL,
    status TEXT NOT NULL,
    account_holder TEXT NOT NULL,
    PRIMARY KEY (account_number, bank_code)
);

CREATE TABLE IF NOT EXISTS places (     -- what the panel changed in the lists; '' takes a place away
    kind TEXT NOT NULL,                 -- city, country
    code INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, code)
);

CREATE TABLE IF NOT EXISTS agents (     -- the number goes on after a reset: none ever means somebody else
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    identity_type TEXT NOT NULL,        -- ktp, passport
    identity_number TEXT NOT NULL,
    birth_date TEXT NOT NULL,           -- as sent, DD-MM-YYYY
    birth_place TEXT NOT NULL,
    gender TEXT NOT NULL,
    country_id INTEGER NOT NULL,
    province_id INTEGER NOT NULL,
    city_id INTEGER NOT NULL,
    district_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    residence_country_id INTEGER,
    residence_province_id INTEGER,
    residence_city_id INTEGER,
    residence_district_id INTEGER,
    residence_address TEXT NOT NULL DEFAULT '',
    occupation TEXT NOT NULL,           -- lower case
    phone_number TEXT NOT NULL,         -- international
    email TEXT NOT NULL DEFAULT '',
    kyc_status TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'ACTIVE',
    rejected_reason_code INTEGER,
    rejected_reason TEXT NOT NULL DEFAULT '',
    mended INTEGER NOT NULL DEFAULT 0,  -- something fitting was sent after a rejection
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    moved_at REAL NOT NULL,             -- when it came into its KYC status
    submitted_at REAL,
    verified_at REAL
);
CREATE INDEX IF NOT EXISTS agents_by_identity ON agents (identity_number);
CREATE INDEX IF NOT EXISTS agents_by_phone ON agents (phone_number);
CREATE INDEX IF NOT EXISTS agents_waiting ON agents (kyc_status, moved_at);

CREATE TABLE IF NOT EXISTS agent_pictures ( -- never a picture, only what it was
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    agent_id INTEGER NOT NULL,
    kind TEXT NOT NULL,                 -- identity, selfie, repairPhoto, repairSelfie, or the kind of document
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS pictures_of_agent ON agent_pictures (agent_id);

CREATE TABLE IF NOT EXISTS agent_repairs (
    agent_id INTEGER NOT NULL,
    kind TEXT NOT NULL,                 -- repair, repairPhoto, repairSelfie
    at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS repairs_of_agent ON agent_repairs (agent_id);

CREATE TABLE IF NOT EXISTS international ( -- transfers abroad
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id INTEGER NOT NULL UNIQUE,
    token TEXT NOT NULL UNIQUE,         -- opens the receipt
    user_id INTEGER NOT NULL,
    company_id INTEGER NOT NULL,
    exchange_rate TEXT NOT NULL,        -- decimal, rupiah per unit
    fee INTEGER NOT NULL,
    amount INTEGER NOT NULL,            -- rupiah
    source_country TEXT NOT NULL,
    destination_country TEXT NOT NULL,
    beneficiary_amount TEXT NOT NULL,   -- decimal, in its currency
    beneficiary_currency_code TEXT NOT NULL,
    status TEXT NOT NULL,               -- as shown: a success has two words
    timestamp TEXT NOT NULL,
    time_served TEXT NOT NULL,
    created_from TEXT NOT NULL,
    receipt TEXT NOT NULL DEFAULT '',
    transaction_type TEXT NOT NULL,     -- C2C, C2B, B2C, B2B
    idempotency_key TEXT,               -- as sent; international_keys says whether it still counts
    beneficiary TEXT NOT NULL,          -- JSON as shown
    sender TEXT,                        -- the same; null for a company's
    reason TEXT NOT NULL DEFAULT '',
    attachment_sha256 TEXT,             -- never the file, only what it was
    attachment_size INTEGER,
    opened_at REAL NOT NULL             -- when the sandbox came to hold it
);
CREATE INDEX IF NOT EXISTS international_waiting ON international (opened_at) WHERE status = 'PENDING';

CREATE TABLE IF NOT EXISTS international_keys (
    key TEXT PRIMARY KEY,
    transfer_id INTEGER NOT NULL,
    answer TEXT NOT NULL                -- the first answer, byte for byte
);
CREATE INDEX IF NOT EXISTS international_keys_of_transfer ON international_keys (transfer_id);

CREATE TABLE IF NOT EXISTS corridors (  -- what the panel changed
    country TEXT PRIMARY KEY,
    rate TEXT,                          -- decimal
    fee INTEGER,
    active INTEGER
);
