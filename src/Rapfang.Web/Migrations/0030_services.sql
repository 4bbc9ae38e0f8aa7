-- The service catalogue and its editions (seeds S0-015, S2-110 to S2-118).
create table services (
    office_id         integer not null references offices,
    id                uuid not null,
    number            integer not null,
    -- The last part of its public address.
    slug              text not null,
    -- Name and owner as the edition in force has them, or the first draft.
    name              text not null,
    group_id          uuid not null,
    -- The edition that everybody reads; null before the first.
    in_force          integer,
    -- What the public's search looks through: words of the edition in force, normalised.
    words             text not null,
    begun_on          date not null,
    withdrawn_on      date,
    withdrawn_why     text not null,
    version           integer not null,
    primary key (office_id, id),
    constraint services_number unique (office_id, number),
    constraint services_slug unique (office_id, slug),
    foreign key (office_id, group_id) references groups
);

-- A whole description of the service. What is published never changes; correcting makes the next one.
create table service_editions (
    office_id       integer not null references offices,
    id              uuid not null,
    service_id      uuid not null,
    number          integer not null,
    state           text not null check (state in ('draft', 'submitted', 'published')),
    name            text not null,
    group_id        uuid not null,
    about           text not null,
    who_may_ask     text not null,
    conditions      text not null,
    law             text not null,
    under_act       boolean not null,
    ways            text[] not null,
    place           text not null,
    online          text not null,
    fee             text not null,
    no_documents    boolean not null,
    declared_amount numeric,
    declared_unit   text not null,
    cautions        text not null,
    notes           text not null,
    complaints      text not null,
    steps           jsonb not null,
    documents       jsonb not null,
    officers        jsonb not null,
    -- Why this edition was made, and what its head said when sending it back.
    why             text not null,
    returned        text not null,
    drafted_on      date not null,
    drafted_by      uuid,
    submitted_on    date,
    published_on    date,
    published_by    uuid,
    version         integer not null,
    primary key (office_id, id),
    foreign key (office_id, service_id) references services,
    foreign key (office_id, group_id) references groups,
    foreign key (office_id, drafted_by) references people,
    foreign key (office_id, published_by) references people,
    constraint service_editions_number unique (office_id, service_id, number),
    check (declared_amount > 0),
    check ((state = 'published') = (published_on is not null))
);
-- One at a time is worked on.
create unique index service_editions_one_draft on service_editions (office_id, service_id) where state <> 'published';

create function refuse_change_of_published_edition() returns trigger language plpgsql as $$
begin
    if old.state = 'published' then
        raise exception 'Edition % is published', old.number using errcode = 'RF030';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger service_editions_fixed before update or delete on service_editions for each row execute function refuse_change_of_published_edition();

-- Was this page clear? Nothing is kept of who said it.
create table service_opinions (
    office_id  integer not null references offices,
    id         uuid not null,
    service_id uuid not null,
    edition    integer not null,
    said_on    date not null,
    is_clear   boolean not null,
    why        text not null,
    primary key (office_id, id),
    foreign key (office_id, service_id) references services
);
create index service_opinions_of on service_opinions (office_id, service_id, said_on);
