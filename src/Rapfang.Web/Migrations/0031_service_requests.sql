-- Requests for services as they were served: when asked, begun and done, against the standard of the edition in force (seed S0-015).
create table service_requests (
    office_id       integer not null references offices,
    id              uuid not null,
    service_id      uuid not null,
    edition         integer not null,
    -- The group that owned the service then.
    group_id        uuid not null,
    -- The queue number of the day, from 1.
    number          integer not null,
    asked_on        date not null,
    source          text not null check (source in ('counter', 'public')),
    -- A name or whatever the person is called by, sealed; it goes when the request is over.
    who             text,
    standard_amount numeric not null check (standard_amount > 0),
    standard_unit   text not null,
    under_act       boolean not null,
    asked_at        timestamptz not null,
    started_at      timestamptz,
    due_at          timestamptz,
    -- When each step was done, in their order.
    marks           timestamptz[] not null,
    finished_at     timestamptz,
    finished_on     date,
    given_up_at     timestamptz,
    -- Minutes, or days where the standard is in days.
    taken           integer,
    is_late         boolean not null,
    -- The last day to explain it, where the act asks for that.
    explain_by      date,
    explanation     text not null,
    explained_on    date,
    explained_by    uuid,
    version         integer not null,
    primary key (office_id, id),
    foreign key (office_id, service_id) references services,
    foreign key (office_id, group_id) references groups,
    foreign key (office_id, explained_by) references people,
    constraint service_requests_number unique (office_id, asked_on, number),
    check ((finished_at is null) = (taken is null)),
    check ((finished_at is null) = (finished_on is null)),
    check (finished_at is null or started_at is not null),
    check (finished_at is null or given_up_at is null)
);
create index service_requests_open on service_requests (office_id, asked_at) where finished_at is null and given_up_at is null;
create index service_requests_finished on service_requests (office_id, finished_on) where finished_on is not null;
create index service_requests_of on service_requests (office_id, service_id, finished_on) where finished_on is not null;
create index service_requests_unexplained on service_requests (office_id, explain_by) where is_late and explain_by is not null and explained_on is null;
