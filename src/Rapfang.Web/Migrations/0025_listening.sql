-- The register of listening channels in full, figures from outside the system, reviews, what was learnt, and words that mean the same (seeds S2-020 to S2-023, S2-050 to S2-052).
alter table channels drop constraint channels_way_check;
alter table channels
    add constraint channels_way_check check (way in ('web', 'counter', 'telephone', 'letter', 'box', 'field_visit', 'unit', 'agency', 'email', 'line', 'machine', 'survey', 'meeting', 'expert')),
    add column is_formal       boolean not null default true,
    add column frequency       text not null default '',
    add column open_hours      text not null default '',
    add column link            text not null default '',
    -- Baht a year.
    add column yearly_cost     numeric(12, 2) check (yearly_cost >= 0),
    add column owner_group_id  uuid,
    add column owner_person_id uuid,
    -- The office finds that it is not fully used.
    add column is_under_used   boolean not null default false,
    -- What is counted of it beside cases; each thing belongs to one channel only, or it would be counted twice.
    add column also_counts     text check (also_counts in ('survey_answers', 'monitoring', 'network_meetings')),
    add column version         integer not null default 0,
    add foreign key (office_id, owner_group_id) references groups,
    add foreign key (office_id, owner_person_id) references people,
    add check (owner_group_id is null or owner_person_id is null);
create unique index channels_counted_once on channels (office_id, also_counts) where until_date is null;

create table channel_changes (
    office_id  integer not null references offices,
    id         uuid not null,
    channel_id uuid not null,
    day        date not null,
    before     text not null,
    after      text not null,
    reason     text not null,
    primary key (office_id, id),
    foreign key (office_id, channel_id) references channels
);
create index channel_changes_of on channel_changes (office_id, channel_id, day);

-- What came by a channel in a fiscal year (B.E.) without the system.
create table manual_counts (
    office_id  integer not null references offices,
    id         uuid not null,
    channel_id uuid not null,
    year       integer not null,
    count      integer not null check (count >= 0),
    note       text not null,
    entered_by uuid,
    entered_on date not null,
    primary key (office_id, id),
    constraint manual_counts_once unique (office_id, channel_id, year),
    foreign key (office_id, channel_id) references channels,
    foreign key (office_id, entered_by) references people
);

-- Satisfaction measured outside, in per cent as it was typed, even where it does not sum to 100; null is no data, 0 is none.
create table typed_satisfactions (
    office_id  integer not null references offices,
    id         uuid not null,
    channel_id uuid not null,
    year       integer not null,
    high       numeric(6, 2) check (high between 0 and 1000),
    medium     numeric(6, 2) check (medium between 0 and 1000),
    low        numeric(6, 2) check (low between 0 and 1000),
    -- Decimals that were typed, so that it is shown alike and rounding is told from a mistake.
    decimals   integer not null check (decimals between 0 and 2),
    people     integer check (people > 0),
    note       text not null,
    entered_by uuid,
    entered_on date not null,
    primary key (office_id, id),
    constraint typed_satisfactions_once unique (office_id, channel_id, year),
    foreign key (office_id, channel_id) references channels,
    foreign key (office_id, entered_by) references people
);

create table channel_reviews (
    office_id   integer not null references offices,
    id          uuid not null,
    channel_id  uuid not null,
    year        integer not null,
    verdict     text not null,
    finding     text not null,
    action      text not null,
    reviewed_by uuid,
    reviewed_on date not null,
    primary key (office_id, id),
    constraint channel_reviews_once unique (office_id, channel_id, year),
    foreign key (office_id, channel_id) references channels,
    foreign key (office_id, reviewed_by) references people
);

create table insights (
    office_id  integer not null references offices,
    id         uuid not null,
    number     integer not null,
    what       text not null,
    channel_id uuid,
    group_id   uuid,
    learnt_on  date not null,
    note       text not null,
    action     text not null,
    version    integer not null,
    primary key (office_id, id),
    constraint insights_number unique (office_id, number),
    foreign key (office_id, channel_id) references channels,
    foreign key (office_id, group_id) references stakeholder_groups
);
create index insights_by_day on insights (office_id, learnt_on);

create table insight_sources (
    office_id    integer not null references offices,
    id           uuid not null,
    insight_id   uuid not null,
    kind         text not null,
    title        text not null,
    -- How many say so: cases, comments, people at a meeting.
    count        integer not null check (count > 0),
    reference_id uuid,
    path         text not null,
    primary key (office_id, id),
    foreign key (office_id, insight_id) references insights
);
create index insight_sources_of on insight_sources (office_id, insight_id);

-- Words that the office takes for one theme.
create table theme_words (
    office_id integer not null references offices,
    id        uuid not null,
    word      text not null,
    theme     text not null,
    primary key (office_id, id),
    constraint theme_words_once unique (office_id, word),
    check (word <> theme)
);
