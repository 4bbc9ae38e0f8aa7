-- Mail on its way out, written in the transaction of the change it tells of, so that neither comes without the other.
create table outbox (
    office_id   integer not null references offices,
    id          uuid not null,
    -- What it is about, for those who count; the words are in subject and body.
    what        text not null,
    address     text not null,
    subject     text not null,
    body        text not null,
    written_at  timestamptz not null,
    due_at      timestamptz not null,
    attempts    integer not null default 0,
    -- A node is sending it now, or died doing so; due_at is then when another one may take it.
    taken_at    timestamptz,
    sent_at     timestamptz,
    given_up_at timestamptz,
    trouble     text,
    last_error  text not null default '',
    primary key (office_id, id),
    check (sent_at is null or given_up_at is null)
);
create index outbox_due on outbox (due_at) where sent_at is null and given_up_at is null;
create index outbox_not_sent on outbox (office_id, id) where sent_at is null;
create index outbox_sent on outbox (office_id, sent_at) where sent_at is not null;

-- What the desk tells somebody: one row for one person.
create table notices (
    office_id integer not null references offices,
    id        uuid not null,
    user_id   uuid not null references users,
    text      text not null,
    text_en   text not null,
    path      text not null,
    at        timestamptz not null,
    read_at   timestamptz,
    primary key (office_id, id)
);
create index notices_by_user on notices (office_id, user_id, id);
create index notices_unread on notices (office_id, user_id) where read_at is null;

-- Who wants notices by e-mail as well.
create table notice_wishes (
    office_id integer not null references offices,
    id        uuid not null,
    user_id   uuid not null references users,
    by_mail   boolean not null,
    primary key (office_id, id),
    unique (office_id, user_id)
);

-- Above offices: which run of which schedule was taken. The node that gets its row in does the work.
create table schedule_runs (
    name     text not null,
    due_at   timestamptz not null,
    taken_at timestamptz not null,
    ended_at timestamptz,
    primary key (name, due_at)
);
