-- How satisfied the speaker was with the channel, said with the rating of the answer (seed S2-051).
alter table voices add column channel_rating text check (channel_rating in ('high', 'medium', 'low'));
