-- A file of an office: its name and kind. The bytes lie once in the file store under their SHA-256, however often they come.
create table files (
    office_id    integer not null references offices,
    id           uuid not null,
    name         text not null check (length(name) between 1 and 200),
    content_type text not null,
    size         bigint not null check (size > 0),
    sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    kept_at      timestamptz not null,
    kept_by      uuid,
    primary key (office_id, id)
);
create index files_by_content on files (sha256);

-- Long work: somebody asks, a node takes it, its progress is seen, its result is fetched.
create table jobs (
    office_id       integer not null references offices,
    id              uuid not null,
    kind            text not null,
    title           text not null,
    state           text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
    path            text not null default '',
    input           jsonb not null default '{}',
    input_file_id   uuid,
    result_file_id  uuid,
    result_path     text not null default '',
    message         text not null default '',
    message_en      text not null default '',
    done            bigint not null default 0,
    total           bigint,
    attempts        integer not null default 0,
    cancel_asked    boolean not null default false,
    requested_by    uuid,
    requested_at    timestamptz not null,
    started_at      timestamptz,
    heartbeat_at    timestamptz,
    ended_at        timestamptz,
    primary key (office_id, id),
    foreign key (office_id, input_file_id) references files,
    foreign key (office_id, result_file_id) references files
);
create index jobs_by_time on jobs (office_id, requested_at desc);
create index jobs_to_do on jobs (requested_at) where state in ('waiting', 'running');

-- A file on its way into a register: what its columns mean, what its check found.
create table imports (
    office_id   integer not null references offices,
    id          uuid not null,
    register    text not null,
    subject_id  uuid,
    file_id     uuid not null,
    plan        jsonb not null default '{}',
    report      jsonb,
    imported_at timestamptz,
    created_by  uuid,
    created_at  timestamptz not null,
    primary key (office_id, id),
    foreign key (office_id, file_id) references files
);

-- What an officer said a column or a value means; proposed the next time.
create table import_choices (
    office_id integer not null references offices,
    id        uuid not null,
    register  text not null,
    field     text not null,
    -- Empty: the heading of the field's column. Else a value's words, and what they stand for.
    meaning   text not null,
    words     text not null,
    primary key (office_id, id),
    unique (office_id, register, field, words, meaning)
);
