-- Manuals for those who do the work, and their versions (seeds S0-001, S0-018, S2-120 to S2-122).
create table staff_manuals (
    office_id integer not null references offices,
    id        uuid not null,
    -- Document code and name as the version in force has them, or the first draft.
    code      text not null,
    title     text not null,
    group_id  uuid,
    work_id   uuid,
    -- The standard work that it began with.
    template  text not null,
    begun_on  date not null,
    version   integer not null,
    primary key (office_id, id),
    foreign key (office_id, group_id) references groups,
    foreign key (office_id, work_id) references works
);

-- One document a version: parts, the office's own parts, steps.
create table manual_editions (
    office_id      integer not null references offices,
    id             uuid not null,
    manual_id      uuid not null,
    number         integer not null,
    state          text not null check (state in ('draft', 'in_review', 'for_approval', 'in_force', 'replaced')),
    contents       jsonb not null,
    author_id      uuid,
    reviewer_id    uuid,
    approver_id    uuid,
    -- Name and position as they were when the three signed.
    author_as      text not null,
    reviewer_as    text not null,
    approver_as    text not null,
    owner          text not null,
    why            text not null,
    returned       text not null,
    improvement_id uuid,
    begun_on       date not null,
    submitted_on   date,
    reviewed_on    date,
    in_force_on    date,
    replaced_on    date,
    primary key (office_id, id),
    foreign key (office_id, manual_id) references staff_manuals,
    foreign key (office_id, author_id) references people,
    foreign key (office_id, reviewer_id) references people,
    foreign key (office_id, approver_id) references people,
    foreign key (office_id, improvement_id) references improvements,
    constraint manual_editions_number unique (office_id, manual_id, number),
    -- One at a time is in force, once what changes together is stored: the next may be written before the one it replaces.
    constraint manual_editions_in_force exclude using btree (office_id with =, manual_id with =) where (state = 'in_force') deferrable initially deferred,
    check ((state in ('in_force', 'replaced')) = (in_force_on is not null)),
    check (reviewer_id <> author_id),
    check (approver_id <> author_id and approver_id <> reviewer_id)
);
-- One at a time is worked on.
create unique index manual_editions_under_way on manual_editions (office_id, manual_id) where state in ('draft', 'in_review', 'for_approval');

-- Of a version in force nothing changes any more but that a later one takes its place.
create function refuse_change_of_manual_in_force() returns trigger language plpgsql as $$
begin
    if old.state not in ('in_force', 'replaced') then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    if tg_op = 'DELETE' or old.state = 'replaced' or new.state <> 'replaced'
        or to_jsonb(new) - 'state' - 'replaced_on' <> to_jsonb(old) - 'state' - 'replaced_on' then
        raise exception 'Version % of the manual is in force', old.number using errcode = 'RF032';
    end if;
    return new;
end $$;
create trigger manual_editions_fixed before update or delete on manual_editions for each row execute function refuse_change_of_manual_in_force();

-- Who must know a version, and whether they have read it.
create table manual_readings (
    office_id   integer not null references offices,
    id          uuid not null,
    manual_id   uuid not null,
    edition_id  uuid not null,
    person_id   uuid not null,
    read_at     timestamptz,
    reminded_on date,
    primary key (office_id, id),
    foreign key (office_id, manual_id) references staff_manuals,
    foreign key (office_id, edition_id) references manual_editions,
    foreign key (office_id, person_id) references people,
    constraint manual_readings_once unique (office_id, edition_id, person_id)
);
create index manual_readings_of on manual_readings (office_id, manual_id);
create index manual_readings_by_person on manual_readings (office_id, person_id) where read_at is null;
