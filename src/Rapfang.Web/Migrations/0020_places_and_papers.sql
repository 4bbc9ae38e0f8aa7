-- The district a case is about, words read back to who spoke them, the number of the monitoring report.

create table districts (
    office_id  integer not null references offices,
    id         uuid not null,
    number     integer not null,
    name       text not null,
    from_date  date not null,
    until_date date,
    primary key (office_id, id),
    constraint districts_number unique (office_id, number)
);

alter table voices
    add column district_id uuid,
    add foreign key (office_id, district_id) references districts;
-- For the list of cases, and counted from the index alone.
create index voices_by_district on voices (office_id, district_id, id) include (received_on, kind) where district_id is not null and not is_sealed;

create table voice_read_backs (
    office_id integer not null references offices,
    id        uuid not null,
    voice_id  uuid not null,
    way       text not null check (way in ('signed', 'telephone')),
    read_on   date not null,
    read_by   uuid,
    at        timestamptz not null,
    primary key (office_id, id),
    constraint voice_read_backs_once unique (office_id, voice_id),
    foreign key (office_id, voice_id) references voices,
    foreign key (office_id, read_by) references people
);

alter table monitoring_plans
    add column report_number text,
    add column reported_at timestamptz;
