-- Other systems that bring cases or read them, each with a key of its own.
create table api_clients (
    office_id  integer not null references offices,
    id         uuid not null,
    name       text not null,
    -- SHA-256 of the key; the key itself was shown once.
    key_hash   text not null,
    scopes     text[] not null,
    from_date  date not null,
    until_date date,
    primary key (office_id, id),
    constraint api_clients_key unique (office_id, key_hash)
);

alter table voices add column client_id uuid, add foreign key (office_id, client_id) references api_clients;
create index voices_by_client on voices (office_id, client_id, id) where client_id is not null;
-- What changed since a moment.
create index voice_steps_by_time on voice_steps (office_id, at);
