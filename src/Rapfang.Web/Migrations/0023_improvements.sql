-- Improvements of the service: what people said, what was changed in the process, what came of it (seeds S2-024 to S2-030, S2-093).
create table improvements (
    office_id         integer not null references offices,
    id                uuid not null,
    number            text not null,
    -- Of the day it was proposed, B.E.
    fiscal_year       integer not null,
    title             text not null,
    service           text not null,
    state             text not null,
    -- What people said, in the office's words; shown to everybody once it is published.
    said              text not null,
    -- Why this and not something that more people are dissatisfied with.
    out_of_order      text not null,
    cause             text not null,
    action            text not null,
    group_id          uuid,
    due_on            date,
    working_group     text not null,
    order_number      text not null,
    unit              text not null,
    decided_on        date,
    decision          text not null,
    began_on          date,
    announced         text not null,
    manual_updated_on date,
    did               text not null,
    published_at      timestamptz,
    proposed_on       date not null,
    proposed_by       uuid,
    version           integer not null,
    primary key (office_id, id),
    foreign key (office_id, group_id) references groups,
    foreign key (office_id, proposed_by) references people,
    constraint improvements_number unique (office_id, number)
);
create index improvements_by_year on improvements (office_id, fiscal_year desc, id desc);
create index improvements_published on improvements (office_id, published_at desc) where published_at is not null;

-- What it comes from.
create table improvement_sources (
    office_id      integer not null references offices,
    id             uuid not null,
    improvement_id uuid not null,
    kind           text not null,
    title          text not null,
    -- The record of another module; null where none is kept here.
    reference_id   uuid,
    -- The item of the survey.
    item           text not null,
    path           text not null,
    primary key (office_id, id),
    foreign key (office_id, improvement_id) references improvements on delete cascade
);
create unique index improvement_sources_once on improvement_sources (office_id, improvement_id, kind, reference_id, item) where reference_id is not null;
create index improvement_sources_by_reference on improvement_sources (office_id, reference_id) where reference_id is not null;

-- The process before and after, side by side; a time is null where the step is not there.
create table improvement_steps (
    office_id      integer not null references offices,
    id             uuid not null,
    improvement_id uuid not null,
    number         integer not null,
    before         text not null,
    before_time    numeric,
    after          text not null,
    after_time     numeric,
    primary key (office_id, id),
    foreign key (office_id, improvement_id) references improvements on delete cascade,
    constraint improvement_steps_number unique (office_id, improvement_id, number),
    check (before_time >= 0 and after_time >= 0)
);

-- What was measured again. Counts for survey items and cases, single times for times.
create table improvement_effects (
    office_id      integer not null references offices,
    id             uuid not null,
    improvement_id uuid not null,
    kind           text not null,
    title          text not null,
    before_from    text not null,
    after_from     text not null,
    before_count   bigint not null,
    before_of      bigint not null,
    after_count    bigint not null,
    after_of       bigint not null,
    before_times   numeric[] not null,
    after_times    numeric[] not null,
    measured_on    date not null,
    primary key (office_id, id),
    foreign key (office_id, improvement_id) references improvements on delete cascade
);
create index improvement_effects_of on improvement_effects (office_id, improvement_id);
