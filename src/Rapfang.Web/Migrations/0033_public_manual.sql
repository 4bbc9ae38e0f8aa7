-- How the chart of a service is laid out, where somebody chose; null for what its steps ask for.
alter table service_editions add column chart text check (chart in ('vertical', 'snake', 'phases', 'lanes'));

-- Editions of the public manual of the office: prose, and once published the facts that stood in it (seeds S2-110 to S2-118).
create table public_manual_editions (
    office_id    integer not null references offices,
    id           uuid not null,
    -- From 1; the edition that is printed.
    number       integer not null,
    state        text not null check (state in ('draft', 'submitted', 'published')),
    layout       text not null check (layout in ('guideline', 'act')),
    words        jsonb not null,
    -- Office, people and services as they were when it was published.
    facts        jsonb,
    why          text not null,
    returned     text not null,
    drafted_on   date not null,
    drafted_by   uuid,
    published_on date,
    published_by uuid,
    version      integer not null,
    primary key (office_id, id),
    foreign key (office_id, drafted_by) references people,
    foreign key (office_id, published_by) references people,
    constraint public_manual_editions_number unique (office_id, number),
    check ((state = 'published') = (published_on is not null)),
    check ((state = 'published') = (facts is not null))
);
-- One at a time is worked on.
create unique index public_manual_editions_one_draft on public_manual_editions (office_id) where state <> 'published';

create trigger public_manual_editions_fixed before update or delete on public_manual_editions for each row execute function refuse_change_of_published_edition();
