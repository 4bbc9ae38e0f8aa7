-- When the office is open: it shows this to people, and reminds its own people of work only then.
alter table offices add column opens_at time not null default '08:30', add column closes_at time not null default '16:30',
    add constraint offices_hours check (opens_at < closes_at);
