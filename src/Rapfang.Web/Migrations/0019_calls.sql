-- Calls to other systems on their way out, written in the transaction of the change they tell of (as mail in outbox).
create table outgoing_calls (
    office_id   integer not null references offices,
    id          uuid not null,
    -- Which route it takes: webhook, line-reply, line-push, sms.
    what        text not null,
    -- The webhook or account that it goes through.
    target_id   uuid not null,
    -- For the list at the desk; nobody's data.
    title       text not null,
    -- Sealed; empty once it is over, unless it may be sent again.
    body        text,
    written_at  timestamptz not null,
    due_at      timestamptz not null,
    attempts    integer not null default 0,
    taken_at    timestamptz,
    sent_at     timestamptz,
    given_up_at timestamptz,
    trouble     text,
    last_error  text not null default '',
    primary key (office_id, id),
    check (sent_at is null or given_up_at is null)
);
create index outgoing_calls_due on outgoing_calls (due_at) where sent_at is null and given_up_at is null;
create index outgoing_calls_by_target on outgoing_calls (office_id, target_id, id);

-- Where a client wants to hear of cases.
create table webhooks (
    office_id     integer not null references offices,
    id            uuid not null,
    client_id     uuid not null,
    address       text not null,
    -- Sealed; shown once.
    secret        text not null,
    kinds         text[] not null,
    -- Attempts that failed one after the other, and since when.
    failures      integer not null default 0,
    failing_since timestamptz,
    paused_at     timestamptz,
    primary key (office_id, id),
    unique (office_id, client_id),
    foreign key (office_id, client_id) references api_clients
);

-- The office's LINE Official Account; both secrets sealed.
create table line_accounts (
    office_id      integer not null references offices,
    id             uuid not null,
    channel_secret text not null,
    access_token   text not null,
    monthly_limit  integer not null check (monthly_limit >= 0),
    quota_month    date,
    quota_used     integer not null default 0,
    quota_told_for date,
    primary key (office_id, id),
    unique (office_id)
);

-- What LINE told already: it may tell it again.
create table line_events (
    office_id integer not null references offices,
    event_id  text not null,
    at        timestamptz not null,
    primary key (office_id, event_id)
);

-- What somebody wrote in the chat and has not sent yet; words sealed, the user by a keyed hash.
create table line_chats (
    office_id integer not null references offices,
    id        uuid not null,
    user_hash text not null,
    words     text,
    at        timestamptz not null,
    primary key (office_id, id),
    unique (office_id, user_hash)
);

-- How short messages are sent; the key sealed.
create table sms_gateways (
    office_id   integer not null references offices,
    id          uuid not null,
    address     text not null,
    header_name text not null,
    key         text,
    is_form     boolean not null,
    template    text not null,
    primary key (office_id, id),
    unique (office_id)
);

-- How the speaker is told that there is news, beside mail; LINE's id of the user sealed.
alter table voice_speakers
    add column line_user text,
    add column wants_line boolean not null default false,
    add column wants_sms boolean not null default false;
