-- Networks of recipients and stakeholders, their members, meetings and activities (seeds S2-060 to S2-063).
create table networks (
    office_id     integer not null references offices,
    id            uuid not null,
    number        integer not null,
    name          text not null,
    -- The group of recipients or stakeholders that it joins.
    group_id      uuid not null,
    form          text not null,
    structure     text not null,
    committee     text not null,
    is_formal     boolean not null,
    communication text not null,
    -- By what it is formed: work, place, occupation and so on.
    bases         text[] not null,
    from_date     date not null,
    until_date    date,
    end_reason    text not null,
    version       integer not null,
    primary key (office_id, id),
    constraint networks_number unique (office_id, number),
    foreign key (office_id, group_id) references stakeholder_groups,
    check (until_date >= from_date)
);

-- Who belongs to it; name, telephone and e-mail lie sealed and go when consent is taken back.
create table network_members (
    office_id    integer not null references offices,
    id           uuid not null,
    network_id   uuid not null,
    name         text,
    -- A keyed hash, to find a name that is typed without opening the others.
    name_hash    text,
    phone        text,
    email        text,
    duty         text not null,
    on_committee boolean not null,
    consented_on date,
    consent_way  text,
    from_date    date not null,
    until_date   date,
    primary key (office_id, id),
    foreign key (office_id, network_id) references networks,
    check ((consented_on is null) = (consent_way is null)),
    check (until_date >= from_date)
);
create index network_members_of on network_members (office_id, network_id);

create table network_meetings (
    office_id  integer not null references offices,
    id         uuid not null,
    network_id uuid not null,
    kind       text not null,
    title      text not null,
    day        date not null,
    from_time  time not null,
    until_time time,
    place      text not null,
    agenda     text not null,
    minutes    text not null,
    state      text not null,
    version    integer not null,
    primary key (office_id, id),
    foreign key (office_id, network_id) references networks,
    check (until_time > from_time)
);
create index network_meetings_by_day on network_meetings (office_id, day);
create index network_meetings_of on network_meetings (office_id, network_id, day);

-- Who came; each member once.
create table network_attendances (
    office_id  integer not null references offices,
    id         uuid not null,
    meeting_id uuid not null,
    member_id  uuid not null,
    way        text not null,
    at         timestamptz not null,
    primary key (office_id, id),
    constraint network_attendances_once unique (office_id, meeting_id, member_id),
    foreign key (office_id, meeting_id) references network_meetings,
    foreign key (office_id, member_id) references network_members
);

create table network_activities (
    office_id    integer not null references offices,
    id           uuid not null,
    network_id   uuid not null,
    topic        text not null,
    -- One a line.
    steps        text not null,
    day          date not null,
    until_day    date,
    place        text not null,
    participants integer,
    result       text not null,
    version      integer not null,
    primary key (office_id, id),
    foreign key (office_id, network_id) references networks,
    check (until_day >= day),
    check (participants >= 0)
);
create index network_activities_by_day on network_activities (office_id, day);
create index network_activities_of on network_activities (office_id, network_id, day);

-- The secret address of the calendar is made from the number and the key of the installation; a new number makes a new address.
create table network_feeds (
    office_id integer not null references offices,
    id        uuid not null,
    number    integer not null,
    primary key (office_id, id),
    constraint network_feeds_one unique (office_id)
);
