-- What staff find by searching: one row a record, of all modules, written in the transaction of the record's change.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create table search_rows (
    office_id  integer not null references offices,
    -- The record's own.
    id         uuid not null,
    kind       text not null,
    -- Who does not hold it now does not find the row.
    permission text not null,
    title      text not null,
    -- Below /{office}/desk.
    path       text not null check (path like '/%'),
    -- Title and, on the next line, all else: in the form of ThaiText.Normalise, as it is searched and never shown whole.
    text       text not null,
    day        date not null,
    until_day  date,
    primary key (office_id, id)
);
-- The latest rows of a kind that somebody may see: frequent words are found among them at once.
create index search_rows_latest on search_rows (office_id, kind, permission, day desc, id desc);
-- Rare words, in one office's rows. Without a list of pending entries, which every search would have to read through.
create index search_rows_text on search_rows using gin (office_id, text gin_trgm_ops) with (fastupdate = off);

-- Records that are here already come into the index by long work of each office.
with asked as (
    insert into jobs (office_id, id, kind, title, path, state, requested_at)
    select id, gen_random_uuid(), 'search.rebuild', 'จัดทำดัชนีค้นหา', '/' || slug || '/desk/office/search-index', 'waiting', now() from offices
    returning office_id, id, requested_at)
insert into events (office_id, id, at, kind, subject_kind, subject_id, reason)
select office_id, gen_random_uuid(), requested_at, 'job.asked', 'job', id, '' from asked;
