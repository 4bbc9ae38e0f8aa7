-- Rules as data. What a person of the office has compared with its source bears who did so and when; nothing else counts as verified.

create table holidays (
    office_id   integer not null references offices,
    id          uuid not null,
    day         date not null,
    name        text not null check (length(name) between 1 and 200),
    scope       text not null check (scope in ('nation', 'province')),
    source      text not null default '',
    verified_by uuid,
    verified_on date,
    primary key (office_id, id),
    unique (office_id, day),
    foreign key (office_id, verified_by) references people,
    check ((verified_by is null) = (verified_on is null))
);

create table number_series (
    office_id integer not null references offices,
    id        uuid not null,
    code      text not null,
    title     text not null check (length(title) between 1 and 200),
    pattern   text not null check (pattern like '%{number}%'),
    restarts  text not null check (restarts in ('calendar_year', 'fiscal_year')),
    primary key (office_id, id),
    unique (office_id, code)
);

create table legal_references (
    office_id       integer not null references offices,
    id              uuid not null,
    short_name      text not null check (length(short_name) between 1 and 100),
    full_title      text not null,
    section         text not null default '',
    link            text not null default '',
    effective_from  date,
    effective_until date,
    note            text not null default '',
    verified_by     uuid,
    verified_on     date,
    primary key (office_id, id),
    unique (office_id, short_name),
    foreign key (office_id, verified_by) references people,
    check (effective_until is null or effective_from is null or effective_until >= effective_from),
    check ((verified_by is null) = (verified_on is null))
);

-- A row is a version; a later one begins the day after the one before ends.
create table deadline_rules (
    office_id          integer not null references offices,
    id                 uuid not null,
    code               text not null,
    title              text not null check (length(title) between 1 and 200),
    amount             integer not null check (amount between 0 and 3650),
    unit               text not null check (unit in ('working_days', 'calendar_days')),
    moves_off_holiday  boolean not null default false,
    from_date          date not null,
    until_date         date,
    legal_reference_id uuid,
    note               text not null default '',
    verified_by        uuid,
    verified_on        date,
    primary key (office_id, id),
    unique (office_id, code, from_date),
    foreign key (office_id, legal_reference_id) references legal_references,
    foreign key (office_id, verified_by) references people,
    check (until_date is null or until_date >= from_date),
    check ((verified_by is null) = (verified_on is null))
);

-- What is due, of every module, in one place.
create table deadlines (
    office_id    integer not null references offices,
    id           uuid not null,
    subject_kind text not null,
    subject_id   uuid not null,
    title        text not null,
    path         text not null,
    rule_code    text not null,
    started_on   date not null,
    due_on       date not null check (due_on >= started_on),
    met_on       date,
    primary key (office_id, id)
);
-- One open deadline of a subject by one rule.
create unique index deadlines_open on deadlines (office_id, subject_id, rule_code) where met_on is null;
create index deadlines_due on deadlines (office_id, due_on) where met_on is null;
create index deadlines_by_subject on deadlines (office_id, subject_id);
