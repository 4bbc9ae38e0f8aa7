-- Participation of the people (seeds S2-070 to S2-082): core processes of a fiscal year, what each step allows, and when people took part.
create table participation_processes (
    office_id    integer not null references offices,
    id           uuid not null,
    -- Fiscal year, B.E.
    year         integer not null check (year between 2401 and 2999),
    -- The same process in other years.
    origin       uuid not null,
    number       integer not null check (number > 0),
    name         text not null,
    -- One a line.
    mechanism    text not null,
    legal_base   text not null,
    note         text not null,
    target_level text check (target_level in ('inform', 'consult', 'involve', 'collaborate', 'empower')),
    version      integer not null,
    primary key (office_id, id),
    constraint participation_processes_once unique (office_id, year, origin)
);

create table participation_steps (
    office_id     integer not null references offices,
    id            uuid not null,
    process_id    uuid not null,
    stage         text not null check (stage in ('before', 'during', 'after')),
    -- Within its stage, from 1.
    number        integer not null check (number > 0),
    task          text not null,
    -- Null: nobody has looked at it yet.
    can_take_part boolean,
    legal_limit   text not null check (legal_limit in ('none', 'limited', 'not_disclosable')),
    law           text not null,
    reason        text not null,
    tool          text,
    level         text,
    form          text not null,
    primary key (office_id, id),
    foreign key (office_id, process_id) references participation_processes,
    check (coalesce(can_take_part, false) = (tool is not null)),
    check (coalesce(can_take_part, false) = (level is not null)),
    check (legal_limit <> 'not_disclosable' or can_take_part is not true)
);
create index participation_steps_of on participation_steps (office_id, process_id);

-- A time at which people took part: a committee, a forum, a hearing, a meeting. Of people only how many, never who.
create table involvements (
    office_id    integer not null references offices,
    id           uuid not null,
    number       integer not null check (number > 0),
    kind         text not null,
    title        text not null,
    process_id   uuid,
    tool         text not null,
    level        text not null,
    day          date not null,
    until_day    date,
    place        text not null,
    -- Of the order that appoints a committee.
    order_number text not null,
    said         text not null,
    result       text not null,
    version      integer not null,
    primary key (office_id, id),
    constraint involvements_number unique (office_id, number),
    foreign key (office_id, process_id) references participation_processes,
    check (until_day >= day)
);
create index involvements_by_day on involvements (office_id, day);
create index involvements_of on involvements (office_id, process_id);

create table involvement_people (
    office_id      integer not null references offices,
    id             uuid not null,
    involvement_id uuid not null,
    -- Members of a committee by sector, or who came by group of recipients and stakeholders; of no group when both are empty.
    sector         text,
    group_id       uuid,
    people         integer not null check (people between 1 and 1000000),
    primary key (office_id, id),
    constraint involvement_people_once unique nulls not distinct (office_id, involvement_id, sector, group_id),
    foreign key (office_id, involvement_id) references involvements,
    foreign key (office_id, group_id) references stakeholder_groups,
    check (sector is null or group_id is null)
);

-- What was voted on (seed S2-076).
create table involvement_options (
    office_id      integer not null references offices,
    id             uuid not null,
    involvement_id uuid not null,
    number         integer not null check (number > 0),
    text           text not null,
    votes          integer not null check (votes between 0 and 1000000),
    primary key (office_id, id),
    foreign key (office_id, involvement_id) references involvements
);
create index involvement_options_of on involvement_options (office_id, involvement_id);

create table involvement_suggestions (
    office_id      integer not null references offices,
    id             uuid not null,
    involvement_id uuid not null,
    number         integer not null check (number > 0),
    text           text not null,
    primary key (office_id, id),
    foreign key (office_id, involvement_id) references involvements
);
create index involvement_suggestions_of on involvement_suggestions (office_id, involvement_id);
