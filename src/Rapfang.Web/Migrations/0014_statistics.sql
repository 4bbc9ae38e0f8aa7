-- How satisfied the speaker was with the channel, said with the rating of the answer (seed S2-051).
alter table voices add column channel_rating text check (channel_rating in ('high', 'medium', 'low'));

-- All that the statistics count, so that they are read from the index alone; sealed cases are never counted.
drop index voices_by_day;
create index voices_counted on voices (office_id, received_on)
    include (id, kind, type_id, channel_id, speaker_group_id, channel_rating, state, satisfied, reopened, answered_on) where not is_sealed;
create index voices_by_place on voices (office_id, place, received_on) include (kind) where not is_sealed and place <> '';

-- The list of cases by each of its filters, the latest first; several filters at once meet in a bitmap.
drop index voices_open;
create index voices_open on voices (office_id, id) include (state, is_sealed, kind, channel_id, type_id) where state not in ('closed', 'withdrawn', 'transferred');
create index voices_by_state on voices (office_id, state, id);
create index voices_by_kind on voices (office_id, kind, id);
create index voices_by_channel on voices (office_id, channel_id, id);
create index voices_by_type on voices (office_id, type_id, id);

-- What is still owed, in the order of the days.
create index deadlines_owed on deadlines (office_id, rule_code, due_on, subject_id) where met_on is null;

-- What was met too late: few of many.
create index deadlines_late on deadlines (office_id, rule_code, subject_id) where met_on > due_on;
