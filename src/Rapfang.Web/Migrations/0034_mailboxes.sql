-- The office's mailbox, out of which letters become cases; the password sealed.
create table mailboxes (
    office_id     integer not null references offices,
    id            uuid not null,
    host          text not null,
    port          integer not null check (port between 1 and 65535),
    user_name     text not null,
    password      text not null,
    -- What became a case is deleted on the server.
    deletes       boolean not null,
    is_on         boolean not null,
    -- What lay in it before it was set up is known; it stays where it is.
    is_begun      boolean not null default false,
    -- A node is reading it.
    busy_until    timestamptz,
    -- When it was last read to its end.
    read_at       timestamptz,
    trouble       text,
    trouble_words text not null default '',
    trouble_at    timestamptz,
    -- The day on which the administrators were told.
    told_on       date,
    primary key (office_id, id),
    unique (office_id)
);

-- The letters that were in it, and what became of each; nobody's data but a mask.
create table mailbox_letters (
    office_id    integer not null references offices,
    id           uuid not null,
    -- Of the mailbox and the letter's id in it.
    uid_hash     text not null,
    -- Keyed hashes of the Message-ID and the sender's address; empty where it was not read or has none.
    message_hash text not null,
    sender_hash  text not null,
    sender       text not null,
    at           timestamptz not null,
    outcome      text not null,
    refusal      text,
    voice_id     uuid,
    -- Nothing of it was refused, so it may be deleted on the server.
    is_whole     boolean not null,
    primary key (office_id, id),
    foreign key (office_id, voice_id) references voices,
    constraint mailbox_letters_once unique (office_id, uid_hash),
    check ((outcome in ('case', 'message')) = (voice_id is not null)),
    check ((outcome in ('not_taken', 'put_off')) = (refusal is not null))
);
-- A letter that comes twice is taken once.
create unique index mailbox_letters_taken_once on mailbox_letters (office_id, message_hash) where voice_id is not null and message_hash <> '';
create index mailbox_letters_by_day on mailbox_letters (office_id, at);
create index mailbox_letters_by_voice on mailbox_letters (office_id, voice_id);
