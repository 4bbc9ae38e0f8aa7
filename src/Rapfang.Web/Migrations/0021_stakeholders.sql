-- Stakeholders (seed S2-010 to S2-014): missions of province and agency by fiscal year, how they are linked, whom they
-- serve, what those need; and how each group is reached.
alter table stakeholder_groups
    add column segment text not null default '' check (length(segment) <= 200),
    add column place   text not null default '' check (length(place) <= 500),
    add column reach   text not null default '' check (length(reach) <= 500);
alter table stakeholder_groups alter column segment drop default, alter column place drop default, alter column reach drop default;

-- The channels that serve a group.
create table group_channels (
    office_id  integer not null references offices,
    id         uuid not null,
    group_id   uuid not null,
    channel_id uuid not null,
    primary key (office_id, id),
    unique (office_id, group_id, channel_id),
    foreign key (office_id, group_id) references stakeholder_groups,
    foreign key (office_id, channel_id) references channels
);

-- One version of a fiscal year's analysis.
create table mission_analyses (
    office_id    integer not null references offices,
    id           uuid not null,
    year         integer not null check (year between 2401 and 2999),
    version      integer not null check (version > 0),
    state        text not null check (state in ('draft', 'submitted', 'approved')),
    submitted_at timestamptz,
    submitted_by uuid,
    returned_at  timestamptz,
    return_words text not null,
    approved_at  timestamptz,
    approved_by  uuid,
    -- The names of the groups on the day of approval: a later name does not change what was approved.
    names_then   jsonb,
    primary key (office_id, id),
    unique (office_id, year, version),
    foreign key (office_id, submitted_by) references people,
    foreign key (office_id, approved_by) references people,
    check ((state = 'approved') = (approved_at is not null and names_then is not null))
);

create table missions (
    office_id   integer not null references offices,
    id          uuid not null,
    analysis_id uuid not null,
    -- The same line in other versions and years.
    origin      uuid not null,
    level       text not null check (level in ('province', 'agency')),
    number      integer not null check (number > 0),
    text        text not null check (length(text) between 1 and 1000),
    why_not     text not null check (length(why_not) <= 500),
    primary key (office_id, id),
    unique (office_id, analysis_id, id),
    foreign key (office_id, analysis_id) references mission_analyses
);

create table mission_strategies (
    office_id   integer not null references offices,
    id          uuid not null,
    analysis_id uuid not null,
    mission_id  uuid not null,
    origin      uuid not null,
    number      integer not null check (number > 0),
    text        text not null check (length(text) between 1 and 1000),
    primary key (office_id, id),
    unique (office_id, analysis_id, id),
    foreign key (office_id, analysis_id, mission_id) references missions (office_id, analysis_id, id)
);

create table mission_linkages (
    office_id   integer not null references offices,
    id          uuid not null,
    analysis_id uuid not null,
    origin      uuid not null,
    province_mission_id uuid not null,
    strategy_id         uuid,
    agency_mission_id   uuid not null,
    drive       text not null check (drive in ('directly', 'indirectly')),
    primary key (office_id, id),
    unique (office_id, analysis_id, id),
    foreign key (office_id, analysis_id) references mission_analyses,
    foreign key (office_id, analysis_id, province_mission_id) references missions (office_id, analysis_id, id),
    foreign key (office_id, analysis_id, agency_mission_id) references missions (office_id, analysis_id, id),
    foreign key (office_id, analysis_id, strategy_id) references mission_strategies (office_id, analysis_id, id)
);

create table linkage_groups (
    office_id   integer not null references offices,
    id          uuid not null,
    analysis_id uuid not null,
    linkage_id  uuid not null,
    group_id    uuid not null,
    part        text not null check (part in ('recipient', 'stakeholder')),
    primary key (office_id, id),
    unique (office_id, linkage_id, group_id, part),
    foreign key (office_id, analysis_id, linkage_id) references mission_linkages (office_id, analysis_id, id),
    foreign key (office_id, group_id) references stakeholder_groups
);

create table stakeholder_needs (
    office_id   integer not null references offices,
    id          uuid not null,
    analysis_id uuid not null,
    origin      uuid not null,
    mission_id  uuid not null,
    group_id    uuid not null,
    kind        text not null check (kind in ('need', 'expectation')),
    priority    text not null check (priority in ('high', 'medium', 'low')),
    text        text not null check (length(text) between 1 and 1000),
    -- Where the office learnt of it; a record of the system, or words where it has none.
    source      text not null check (source in ('voice', 'survey', 'meeting', 'insight', 'other')),
    source_id   uuid,
    reference   text not null check (length(reference) <= 300),
    primary key (office_id, id),
    foreign key (office_id, analysis_id, mission_id) references missions (office_id, analysis_id, id),
    foreign key (office_id, group_id) references stakeholder_groups
);
create index stakeholder_needs_by_analysis on stakeholder_needs (office_id, analysis_id);

-- What the director has before them or has approved stays as it is, also against a change that is on its way while they decide.
create function refuse_part_of_fixed_analysis() returns trigger language plpgsql as $$
declare
    part record;
    standing text;
begin
    part := case when tg_op = 'DELETE' then old else new end;
    select state into standing from mission_analyses where office_id = part.office_id and id = part.analysis_id for share;
    if standing <> 'draft' then
        raise exception 'The analysis is %', standing using errcode = 'RF021';
    end if;
    return part;
end $$;
create trigger missions_fixed before insert or update or delete on missions for each row execute function refuse_part_of_fixed_analysis();
create trigger mission_strategies_fixed before insert or update or delete on mission_strategies for each row execute function refuse_part_of_fixed_analysis();
create trigger mission_linkages_fixed before insert or update or delete on mission_linkages for each row execute function refuse_part_of_fixed_analysis();
create trigger linkage_groups_fixed before insert or update or delete on linkage_groups for each row execute function refuse_part_of_fixed_analysis();
create trigger stakeholder_needs_fixed before insert or update or delete on stakeholder_needs for each row execute function refuse_part_of_fixed_analysis();

create function refuse_change_of_approved() returns trigger language plpgsql as $$
begin
    if old.state = 'approved' then
        raise exception 'The analysis is approved' using errcode = 'RF021';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger mission_analyses_fixed before update or delete on mission_analyses for each row execute function refuse_change_of_approved();
