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
