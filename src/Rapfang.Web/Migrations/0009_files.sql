-- The bytes that lie in the file store, whoever refers to them. A row is there before its bytes and goes with them:
-- whoever takes bytes away holds their row, so that no node keeps the same bytes again meanwhile.
create table file_contents (
    sha256    text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    placed_at timestamptz not null
);
insert into file_contents (sha256, placed_at) select sha256, max(kept_at) from files group by sha256;

-- Files of jobs and imports are seen by those who work with them; those of the office by all its staff.
alter table files
    add foreign key (sha256) references file_contents,
    add column purpose text not null default 'working' check (purpose in ('working', 'office')),
    add column title text not null default '',
    add column note text not null default '';
create index files_of_office on files (office_id, id) where purpose = 'office';

create function refuse_other_bytes() returns trigger language plpgsql as $$
begin
    raise exception 'the bytes of a kept file do not change';
end $$;
create trigger files_keep_their_bytes before update on files for each row
    when ((old.sha256, old.size, old.content_type) is distinct from (new.sha256, new.size, new.content_type))
    execute function refuse_other_bytes();

-- Where a file is used: as long as a row is here, the file can not be deleted.
create table file_uses (
    office_id   integer not null references offices,
    id          uuid not null,
    file_id     uuid not null,
    kind        text not null check (kind <> ''),
    subject_id  uuid not null,
    -- As people know what it is used for, and its page below the office's desk.
    title       text not null,
    path        text not null,
    attached_at timestamptz not null,
    attached_by uuid,
    primary key (office_id, id),
    unique (office_id, kind, subject_id, file_id),
    foreign key (office_id, file_id) references files
);
create index file_uses_by_file on file_uses (office_id, file_id);

-- Files on their way in over a bad line, part by part.
create table uploads (
    office_id integer not null references offices,
    id        uuid not null,
    user_id   uuid not null references users on delete cascade,
    name      text not null,
    size      bigint not null check (size > 0),
    began_at  timestamptz not null,
    primary key (office_id, id)
);
create index uploads_by_user on uploads (office_id, user_id);

create table upload_parts (
    office_id integer not null references offices,
    upload_id uuid not null,
    start     bigint not null check (start >= 0),
    bytes     bytea not null,
    primary key (office_id, upload_id, start),
    foreign key (office_id, upload_id) references uploads on delete cascade
);
alter table upload_parts alter column bytes set storage external;
