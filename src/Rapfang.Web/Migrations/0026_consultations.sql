-- Consultations: what the office puts before the public, what people answer, and what changed because of it (seeds S2-071 to S2-076).
create table consultations (
    office_id       integer not null references offices,
    id              uuid not null,
    slug            text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
    fiscal_year     integer not null,
    title           text not null,
    asks            text not null,
    why             text not null,
    level           text not null,
    opens_on        date not null,
    closes_on       date not null check (closes_on >= opens_on),
    -- Comments are read by the office before others see them.
    moderates_first boolean not null,
    approved_at     timestamptz,
    approved_by     uuid,
    closed_at       timestamptz,
    -- What came out, and what changed because of it; for everybody once it is published.
    summary         text not null,
    changed         text not null,
    published_at    timestamptz,
    version         integer not null,
    primary key (office_id, id),
    constraint consultations_slug unique (office_id, slug),
    foreign key (office_id, approved_by) references people
);
create index consultations_by_day on consultations (office_id, closes_on desc);

-- Whom it addresses; the name is that of the day it was written.
create table consultation_groups (
    office_id       integer not null references offices,
    id              uuid not null,
    consultation_id uuid not null,
    group_id        uuid not null,
    name            text not null,
    primary key (office_id, id),
    constraint consultation_groups_once unique (office_id, consultation_id, group_id),
    foreign key (office_id, consultation_id) references consultations on delete cascade,
    foreign key (office_id, group_id) references stakeholder_groups
);

-- Without options it is answered in words.
create table consultation_questions (
    office_id       integer not null references offices,
    id              uuid not null,
    consultation_id uuid not null,
    number          integer not null,
    text            text not null,
    options         text[] not null,
    primary key (office_id, id),
    constraint consultation_questions_number unique (office_id, consultation_id, number),
    foreign key (office_id, consultation_id) references consultations on delete cascade
);

-- One sending of the public form. Its id is the random key of the form, so a form sent twice is one. Nothing is kept of
-- who sent it: no address, no account, no time of day. A burst is a random number that several sendings of one source
-- within minutes have in common; it says nothing of the source.
create table consultation_sheets (
    office_id       integer not null references offices,
    id              uuid not null,
    consultation_id uuid not null,
    sent_on         date not null,
    burst           uuid,
    primary key (office_id, id),
    foreign key (office_id, consultation_id) references consultations
);
create index consultation_sheets_of on consultation_sheets (office_id, consultation_id);

create table consultation_answers (
    office_id   integer not null references offices,
    sheet_id    uuid not null,
    question_id uuid not null,
    -- From 1; null where it is answered in words.
    option      smallint,
    words       text,
    primary key (office_id, sheet_id, question_id),
    foreign key (office_id, sheet_id) references consultation_sheets,
    foreign key (office_id, question_id) references consultation_questions,
    check ((option is null) <> (words is null))
);
create index consultation_answers_of on consultation_answers (office_id, question_id, option);

-- What somebody said before everybody. Nothing ties it to the sheet it came with.
create table consultation_comments (
    office_id       integer not null references offices,
    id              uuid not null,
    consultation_id uuid not null,
    number          integer not null,
    sent_on         date not null,
    text            text not null,
    -- As the writer wishes to be called; empty for most.
    signed_as       text not null,
    state           text not null,
    refusal         text,
    burst           uuid,
    reply           text not null,
    replied_on      date,
    primary key (office_id, id),
    constraint consultation_comments_number unique (office_id, consultation_id, number),
    foreign key (office_id, consultation_id) references consultations,
    check ((state = 'refused') = (refusal is not null))
);
create index consultation_comments_waiting on consultation_comments (office_id, consultation_id) where state = 'waiting';

-- Somebody agrees with a comment. The hash is of a random number that only their browser keeps and of this comment, so two
-- rows of one browser have nothing in common.
create table consultation_supports (
    office_id  integer not null references offices,
    comment_id uuid not null,
    browser    text not null,
    primary key (office_id, comment_id, browser),
    foreign key (office_id, comment_id) references consultation_comments
);

-- How many sendings were put off because one source sent too many at once.
create table consultation_floods (
    office_id       integer not null references offices,
    consultation_id uuid not null,
    day             date not null,
    put_off         integer not null,
    primary key (office_id, consultation_id, day),
    foreign key (office_id, consultation_id) references consultations
);
