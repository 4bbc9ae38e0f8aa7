-- What comes with a case and goes out of it: files, visits, letters; numbers of others; merging, linking, transfer.

-- The public may bring files with a form before it is sent; those of forms never sent go after a day.
alter table files drop constraint files_purpose_check;
alter table files add constraint files_purpose_check check (purpose in ('working', 'office', 'brought'));
create index files_brought on files (kept_at) where purpose = 'brought';

create table voice_files (
    office_id  integer not null references offices,
    id         uuid not null,
    voice_id   uuid not null,
    file_id    uuid not null,
    -- The kinds of evidence of the seven example steps (seed S2-048); brought: by the speaker.
    kind       text not null check (kind in ('brought', 'talk', 'record', 'site', 'to_head', 'to_speaker', 'follow_up', 'filing')),
    -- As it was called; the file itself bears a name that tells nothing.
    name       text not null,
    -- Whether the speaker may fetch it too.
    is_public  boolean not null,
    at         timestamptz not null,
    added_by   uuid,
    primary key (office_id, id),
    unique (office_id, voice_id, file_id),
    foreign key (office_id, voice_id) references voices,
    foreign key (office_id, file_id) references files,
    foreign key (office_id, added_by) references people
);

create table voice_visits (
    office_id  integer not null references offices,
    id         uuid not null,
    voice_id   uuid not null,
    visited_on date not null,
    place      text not null,
    visitors   text not null,
    findings   text not null,
    at         timestamptz not null,
    written_by uuid,
    primary key (office_id, id),
    foreign key (office_id, voice_id) references voices,
    foreign key (office_id, written_by) references people
);
create index voice_visits_by_voice on voice_visits (office_id, voice_id);

create table voice_letters (
    office_id  integer not null references offices,
    id         uuid not null,
    voice_id   uuid not null,
    kind       text not null check (kind in ('acknowledge', 'ask_facts', 'forward', 'chase', 'answer', 'ask_agency_to_tell', 'report_governor', 'report_ministry', 'working_group', 'to_head')),
    -- Empty until it is issued.
    number     text not null,
    dated      date not null,
    receiver   text,
    subject    text not null,
    body       text not null,
    signer     text not null,
    issued_at  timestamptz,
    written_by uuid,
    version    integer not null,
    primary key (office_id, id),
    foreign key (office_id, voice_id) references voices,
    foreign key (office_id, written_by) references people
);
create index voice_letters_by_voice on voice_letters (office_id, voice_id);

-- A case may carry numbers of other systems, such as 1111, 1567 or a ministry's, each with its own day (domain 3.6).
create table voice_references (
    office_id   integer not null references offices,
    id          uuid not null,
    voice_id    uuid not null,
    system      text not null,
    number      text not null,
    due_on      date,
    reported_on date,
    primary key (office_id, id),
    foreign key (office_id, voice_id) references voices,
    constraint voice_references_number unique (office_id, system, number, voice_id)
);

create table voice_links (
    office_id integer not null references offices,
    id        uuid not null,
    voice_id  uuid not null,
    other_id  uuid not null,
    primary key (office_id, id),
    unique (office_id, voice_id, other_id),
    check (voice_id <> other_id),
    foreign key (office_id, voice_id) references voices,
    foreign key (office_id, other_id) references voices
);

create table voice_transfers (
    office_id    integer not null references offices,
    id           uuid not null,
    voice_id     uuid not null,
    -- An office of this installation; null: one outside, known by name.
    to_office_id integer references offices,
    to_name      text not null,
    to_number    text not null,
    at           timestamptz not null,
    primary key (office_id, id),
    foreign key (office_id, voice_id) references voices
);

create table reply_templates (
    office_id  integer not null references offices,
    id         uuid not null,
    name       text not null,
    text       text not null,
    from_date  date not null,
    until_date date,
    primary key (office_id, id)
);

alter table voices
    add column merged_into_id uuid,
    -- The offices that it passed through before, the first one first.
    add column passed integer[] not null default '{}',
    add foreign key (office_id, merged_into_id) references voices,
    drop constraint voices_state_check,
    add constraint voices_state_check check (state in ('received', 'returned', 'screened', 'proposed', 'decided', 'assigned', 'reported', 'answered', 'closed', 'withdrawn', 'merged', 'transferred'));
create index voices_merged on voices (office_id, merged_into_id) where merged_into_id is not null;
alter table voice_steps drop constraint voice_steps_kind_check;
alter table voice_steps add constraint voice_steps_kind_check check (kind in
    ('received', 'accepted', 'not_taken', 'facts_asked', 'facts_given', 'in_work', 'message', 'reply', 'answered', 'closed', 'withdrawn', 'rated', 'reopened', 'visited', 'merged', 'transferred', 'files_added'));

-- Whoever gave an address may want to be told by e-mail that something happened.
alter table voice_speakers add column wants_mail boolean not null default false;

insert into number_series (office_id, id, code, title, pattern, restarts)
select id, gen_random_uuid(), 'letter', 'ทะเบียนหนังสือภายนอก', '{prefix}/{number}', 'calendar_year' from offices;
insert into number_series (office_id, id, code, title, pattern, restarts)
select id, gen_random_uuid(), 'order', 'ทะเบียนคำสั่ง', '{number}/{year}', 'calendar_year' from offices;
insert into events (office_id, id, at, kind, subject_kind, subject_id, reason)
select office_id, gen_random_uuid(), now(), 'number-series.added', 'number_series', id, '' from number_series where code in ('letter', 'order');
