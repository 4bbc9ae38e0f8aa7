-- Projects in which people take part: ten parts, a cycle of ten steps with gates, four criteria at the end (seeds S1-020 to S1-025, S2-074 to S2-079).
create table projects (
    office_id           integer not null references offices,
    id                  uuid not null,
    number              text not null,
    -- Of the day it was begun, B.E.
    fiscal_year         integer not null,
    name                text not null,
    -- The policy, strategy or plan it comes from.
    origin              text not null,
    rationale           text not null,
    objectives          text not null,
    outcome             text not null,
    targets             text not null,
    method              text not null,
    management          text not null,
    group_id            uuid,
    responsible         text not null,
    -- Baht.
    budget              numeric check (budget >= 0),
    budget_source       text not null,
    spent               numeric check (spent >= 0),
    survey_id           uuid,
    satisfaction_target integer not null check (satisfaction_target between 0 and 100),
    -- Why satisfaction was not measured by a survey.
    not_measured        text not null,
    lessons             text not null,
    step                text not null,
    state               text not null,
    begun_on            date not null,
    version             integer not null,
    primary key (office_id, id),
    foreign key (office_id, group_id) references groups,
    foreign key (office_id, survey_id) references surveys,
    constraint projects_number unique (office_id, number)
);
create index projects_by_year on projects (office_id, fiscal_year desc, id desc);

create table project_activities (
    office_id   integer not null references offices,
    id          uuid not null,
    project_id  uuid not null,
    number      integer not null,
    title       text not null,
    from_date   date not null,
    until_date  date not null,
    with_people boolean not null,
    done_on     date,
    primary key (office_id, id),
    foreign key (office_id, project_id) references projects on delete cascade,
    check (from_date <= until_date)
);
create index project_activities_of on project_activities (office_id, project_id);

create table project_risks (
    office_id  integer not null references offices,
    id         uuid not null,
    project_id uuid not null,
    number     integer not null,
    risk       text not null,
    remedy     text not null,
    primary key (office_id, id),
    foreign key (office_id, project_id) references projects on delete cascade
);
create index project_risks_of on project_risks (office_id, project_id);

create table project_indicators (
    office_id  integer not null references offices,
    id         uuid not null,
    project_id uuid not null,
    number     integer not null,
    title      text not null,
    target     text not null,
    actual     text not null,
    reached    boolean,
    primary key (office_id, id),
    foreign key (office_id, project_id) references projects on delete cascade
);
create index project_indicators_of on project_indicators (office_id, project_id);

-- The way through the cycle: who took which step, and what was said at a gate.
create table project_moves (
    office_id  integer not null references offices,
    id         uuid not null,
    project_id uuid not null,
    number     integer not null,
    step       text not null,
    outcome    text not null,
    words      text not null,
    moved_on   date not null,
    moved_by   uuid,
    primary key (office_id, id),
    foreign key (office_id, project_id) references projects on delete cascade,
    foreign key (office_id, moved_by) references people,
    constraint project_moves_number unique (office_id, project_id, number)
);
