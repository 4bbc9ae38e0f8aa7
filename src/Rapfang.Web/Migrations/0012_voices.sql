-- What people say to the office, from the first word to the confirmed answer.
create table voices (
    office_id        integer not null references offices,
    id               uuid not null,
    number           text not null,
    kind             text not null check (kind in ('complaint', 'suggestion', 'opinion', 'compliment', 'question')),
    channel          text not null check (channel in ('web', 'counter', 'telephone', 'letter', 'box', 'field_visit', 'agency')),
    -- Tells of corruption; every list and search leaves it out but those of the few who may know.
    is_sealed        boolean not null,
    state            text not null check (state in ('received', 'returned', 'screened', 'proposed', 'decided', 'assigned', 'reported', 'answered', 'closed', 'withdrawn')),
    screening        text check (screening in ('accepted', 'accepted_with_evidence', 'more_facts', 'other_agency', 'in_court', 'already_decided', 'too_little', 'duplicate')),
    branch           text check (branch in ('urgent', 'general', 'several')),
    speaker_group_id uuid,
    subject          text not null,
    what             text not null,
    place            text not null,
    happened         text not null,
    wish             text not null,
    received_on      date not null,
    answered_on      date,
    last_answered_on date,
    closed_on        date,
    satisfied        boolean,
    reopened         integer not null,
    version          integer not null,
    -- Keyed hashes; what they were made of is kept nowhere.
    code_hash        text not null,
    form_hash        text not null,
    primary key (office_id, id),
    constraint voices_number unique (office_id, number),
    constraint voices_code unique (office_id, code_hash),
    constraint voices_form unique (office_id, form_hash),
    foreign key (office_id, speaker_group_id) references stakeholder_groups
);
create index voices_open on voices (office_id, state, id) where state not in ('closed', 'withdrawn');
create index voices_by_day on voices (office_id, received_on);

-- Who spoke, sealed (docs/adr/0011).
create table voice_speakers (
    office_id integer not null references offices,
    id        uuid not null,
    voice_id  uuid not null,
    name      text,
    phone     text,
    email     text,
    primary key (office_id, id),
    unique (office_id, voice_id),
    foreign key (office_id, voice_id) references voices
);

-- What the speaker may read.
create table voice_steps (
    office_id integer not null references offices,
    id        uuid not null,
    voice_id  uuid not null,
    kind      text not null check (kind in ('received', 'accepted', 'not_taken', 'facts_asked', 'facts_given', 'in_work', 'message', 'reply', 'answered', 'closed', 'withdrawn', 'rated', 'reopened')),
    text      text not null,
    at        timestamptz not null,
    primary key (office_id, id),
    foreign key (office_id, voice_id) references voices
);
create index voice_steps_by_voice on voice_steps (office_id, voice_id);

-- What only the office may read; no public page reads this table.
create table voice_notes (
    office_id  integer not null references offices,
    id         uuid not null,
    voice_id   uuid not null,
    kind       text not null check (kind in ('note', 'screening', 'proposal', 'sent_back', 'order', 'findings', 'summary', 'closing')),
    text       text not null,
    written_by uuid,
    group_id   uuid,
    at         timestamptz not null,
    primary key (office_id, id),
    foreign key (office_id, voice_id) references voices,
    foreign key (office_id, written_by) references people,
    foreign key (office_id, group_id) references groups
);
create index voice_notes_by_voice on voice_notes (office_id, voice_id);

create table voice_assignments (
    office_id   integer not null references offices,
    id          uuid not null,
    voice_id    uuid not null,
    group_id    uuid not null,
    assigned_on date not null,
    due_on      date not null,
    reported_on date,
    primary key (office_id, id),
    unique (office_id, voice_id, group_id),
    foreign key (office_id, voice_id) references voices,
    foreign key (office_id, group_id) references groups
);
create index voice_assignments_open on voice_assignments (office_id, group_id) where reported_on is null;
