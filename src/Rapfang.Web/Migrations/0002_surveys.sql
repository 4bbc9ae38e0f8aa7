create table surveys (
    office_id        integer not null references offices,
    id               uuid not null,
    slug             text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
    title            text not null,
    template_code    text not null,
    template_version integer not null,
    questionnaire    jsonb not null,
    fiscal_year      integer not null,
    opens_on         date not null,
    closes_on        date not null check (closes_on >= opens_on),
    approved_at      timestamptz,
    approved_by      uuid,
    closed_at        timestamptz,
    reported_at      timestamptz,
    report_number    text,
    primary key (office_id, id),
    unique (office_id, slug),
    foreign key (office_id, approved_by) references people
);

create table survey_groups (
    office_id integer not null references offices,
    id        uuid not null,
    survey_id uuid not null,
    group_id  uuid not null,
    number    smallint not null,
    name      text not null,
    target    integer not null check (target >= 0),
    primary key (office_id, id),
    unique (office_id, survey_id, number),
    foreign key (office_id, survey_id) references surveys on delete cascade,
    foreign key (office_id, group_id) references stakeholder_groups
);

-- An answer is one compact row: one character a coded question in the order of the questionnaire, '-' for none.
-- Its id is the random key of the form it came in, so a form sent twice is one answer. Nothing else is kept with it:
-- no address, no user, no time of day.
create table survey_answers (
    office_id    integer not null,
    id           uuid not null,
    survey_id    uuid not null,
    group_number smallint not null,
    source       smallint not null,
    answered_on  date not null,
    codes        text not null,
    primary key (office_id, id),
    foreign key (office_id, survey_id) references surveys
);
create index survey_answers_by_survey on survey_answers (office_id, survey_id, answered_on);

create table survey_comments (
    office_id    integer not null,
    id           uuid not null,
    answer_id    uuid not null,
    survey_id    uuid not null,
    group_number smallint not null,
    answered_on  date not null,
    question     text not null,
    comment      text not null,
    primary key (office_id, id),
    foreign key (office_id, survey_id) references surveys,
    foreign key (office_id, answer_id) references survey_answers
);
create index survey_comments_by_survey on survey_comments (office_id, survey_id, answered_on, id);

-- Counts of a survey's answers by respondent group, kept in the transaction that stores the answers, so they are exact
-- at every moment. Each node of the installation adds to a row of its own and they never wait for each other.
create table survey_tallies (
    office_id    integer not null,
    survey_id    uuid not null,
    group_number smallint not null,
    node         integer not null,
    answers      bigint not null,
    counts       bigint[] not null,
    primary key (office_id, survey_id, group_number, node),
    foreign key (office_id, survey_id) references surveys
) with (fillfactor = 50);

create function add_counts(a bigint[], b bigint[]) returns bigint[] language sql immutable parallel safe
    return (select array_agg(coalesce(x, 0) + coalesce(y, 0) order by n)
            from unnest(a, b) with ordinality as t(x, y, n));
