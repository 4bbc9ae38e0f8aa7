-- Above offices: where somebody is signed in, one row a sign-in. The cookie carries the id, so that it can be ended from elsewhere.

create table sessions (
    id                  uuid primary key,
    user_id             uuid not null references users on delete cascade,
    browser             text not null,
    system              text not null,
    begun_at            timestamptz not null,
    seen_at             timestamptz not null,
    previous_sign_in_at timestamptz,
    ended_at            timestamptz
);
create index sessions_user_id on sessions (user_id);

-- The last step of time whose code was used: an app's code counts once.
alter table users add column last_code_step bigint;

-- One-time links with which somebody sets their own password. Of the word in the link only a hash is kept.
create table account_links (
    token_hash  bytea primary key,
    user_id     uuid not null references users on delete cascade,
    kind        text not null check (kind in ('invitation', 'reset')),
    made_at     timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz,
    replaced_at timestamptz
);
create index account_links_user_id on account_links (user_id);

-- Of an office: who acts for somebody absent, and in events for whom somebody acted.
create table substitutions (
    office_id     integer not null references offices,
    id            uuid not null,
    person_id     uuid not null,
    substitute_id uuid not null,
    order_number  text not null default '',
    from_date     date not null,
    until_date    date not null,
    primary key (office_id, id),
    foreign key (office_id, person_id) references people,
    foreign key (office_id, substitute_id) references people,
    check (until_date >= from_date),
    check (person_id <> substitute_id)
);
create index substitutions_by_person on substitutions (office_id, person_id);
create index substitutions_by_substitute on substitutions (office_id, substitute_id);

alter table events add column acting_for uuid;

-- Passkeys, as ASP.NET Core Identity keeps them.
create table user_passkeys (
    credential_id bytea primary key,
    user_id       uuid not null references users on delete cascade,
    data          jsonb not null
);
create index user_passkeys_user_id on user_passkeys (user_id);
