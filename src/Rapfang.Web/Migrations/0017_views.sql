-- A list as somebody often looks at it.
create table saved_views (
    office_id integer not null references offices,
    id        uuid not null,
    user_id   uuid not null references users on delete cascade,
    -- The list's path below the desk, and its filters as they stand in the address.
    path      text not null check (path like '/%'),
    name      text not null,
    query     text not null,
    primary key (office_id, id),
    unique (office_id, user_id, path, name)
);
