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
