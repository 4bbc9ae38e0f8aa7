-- Personal data are sealed (docs/adr/0011). What lay in plain is sealed by the program in the same transaction, which then
-- drops the plain columns.

-- Which keys sealed something here, so that a start without one of them is refused. A fingerprint tells nothing of its key.
create table personal_keys (
    fingerprint text primary key,
    since       timestamptz not null
);

alter table people rename column phone to phone_plain;
alter table people rename column email to email_plain;
alter table people add column phone text, add column email text;
