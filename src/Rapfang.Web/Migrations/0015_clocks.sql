-- Rules can be set apart for a kind, a channel or a type; every case has more than one clock; who is told before and after.

alter table deadline_rules
    add column scope text not null default '' check (length(scope) <= 100),
    drop constraint deadline_rules_office_id_code_from_date_key,
    add constraint deadline_rules_version unique (office_id, code, scope, from_date);
alter table deadline_rules alter column scope drop default;

alter table deadlines
    -- What the record was when the rule was chosen, the closest word first.
    add column scopes text[] not null default '{}',
    add column paused_on date,
    add column paused_days integer not null default 0 check (paused_days >= 0),
    add column pause_reason text not null default '',
    add check (paused_on is null or met_on is null);

update deadlines d set scopes = (
    select array_remove(array['type:' || v.type_id, 'channel:' || c.way, 'kind:' || v.kind], null)
    from voices v join channels c on (c.office_id, c.id) = (v.office_id, v.channel_id)
    where v.office_id = d.office_id and v.id = d.subject_id)
where d.subject_kind = 'voice' and exists (select from voices v where v.office_id = d.office_id and v.id = d.subject_id);

-- Who got number and code when they spoke knows since then that it came in.
alter table voices add column acknowledged_on date;
update voices v set acknowledged_on = v.received_on
from channels c where (c.office_id, c.id) = (v.office_id, v.channel_id) and c.way in ('web', 'counter', 'telephone', 'field_visit', 'line', 'machine');

-- Whom a deadline is pointed out to, days after (or, below zero, before) it is due.
create table escalation_steps (
    office_id integer not null references offices,
    id        uuid not null,
    rule_code text not null,
    days      integer not null check (days between -365 and 365),
    role      text not null check (role in ('officer', 'group_head', 'director')),
    primary key (office_id, id),
    unique (office_id, rule_code, days, role)
);

-- What was pointed out: one row for what is due on a day and a step, whichever node comes first.
create table reminders (
    office_id  integer not null references offices,
    id         uuid not null,
    voice_id   uuid not null,
    -- The deadline, or the group's order to report; of a sealed case the case itself.
    subject_id uuid not null,
    rule_code  text not null,
    due_on     date not null,
    days       integer not null,
    role       text not null check (role in ('officer', 'group_head', 'director')),
    at         timestamptz not null,
    told       integer not null check (told >= 0),
    primary key (office_id, id),
    constraint reminders_once unique (office_id, subject_id, rule_code, due_on, days, role),
    foreign key (office_id, voice_id) references voices
);
create index reminders_by_voice on reminders (office_id, voice_id);

-- From today on: what began before keeps the rule it began under.
insert into deadline_rules (office_id, id, code, scope, title, amount, unit, moves_off_holiday, from_date, note)
select o.id, gen_random_uuid(), r.code, r.scope, r.title, r.amount, r.unit, false, current_date, 'ค่าตั้งต้นของระบบ ไม่ได้มาจากกฎหมาย สำนักงานกำหนดเองได้'
from offices o cross join (values
    ('complaint-answer', 'kind:compliment', 'ขอบคุณผู้ให้คำชมเชย นับจากวันรับเรื่อง', 30, 'calendar_days'),
    ('complaint-answer', 'kind:opinion', 'ขอบคุณผู้ให้ข้อคิดเห็น นับจากวันรับเรื่อง', 30, 'calendar_days'),
    ('voice-screen', '', 'กลั่นกรองเรื่อง นับจากวันรับเรื่อง', 3, 'working_days'),
    ('voice-close', '', 'ปิดเรื่อง นับจากวันรับเรื่อง หรือวันที่ผู้แจ้งบอกว่ายังไม่แก้ไข', 60, 'calendar_days'),
    ('monitoring-record', '', 'บันทึกผลการติดตามคุณภาพการให้บริการ นับจากวันสุดท้ายของรอบ', 5, 'working_days')) r (code, scope, title, amount, unit);

insert into events (office_id, id, at, kind, subject_kind, subject_id, reason)
select office_id, gen_random_uuid(), now(), 'deadline-rule.added', 'deadline-rule', id, '' from deadline_rules
where scope <> '' or code in ('voice-screen', 'voice-close', 'monitoring-record');

insert into escalation_steps (office_id, id, rule_code, days, role)
select o.id, gen_random_uuid(), s.rule, s.days, s.role
from offices o cross join (values
    ('complaint-acknowledge', 1, 'officer'), ('complaint-acknowledge', 2, 'group_head'),
    ('voice-screen', 1, 'officer'), ('voice-screen', 3, 'group_head'),
    ('complaint-answer', -3, 'officer'), ('complaint-answer', 1, 'group_head'), ('complaint-answer', 3, 'director'),
    ('voice-report', -1, 'officer'), ('voice-report', 1, 'officer'), ('voice-report', 3, 'group_head'), ('voice-report', 7, 'director'),
    ('voice-close', 1, 'officer'), ('voice-close', 7, 'group_head'), ('voice-close', 14, 'director')) s (rule, days, role);

insert into events (office_id, id, at, kind, subject_kind, subject_id, reason)
select office_id, gen_random_uuid(), now(), 'escalation-step.added', 'escalation-step', id, '' from escalation_steps;

-- Monitoring of service quality (seed S2-044, S2-045): the head's policy, the plan of methods, its tasks and what they found.
create table monitoring_plans (
    office_id     integer not null references offices,
    id            uuid not null,
    year          integer not null,
    policy        text not null,
    indicators    text not null,
    policy_set_by uuid,
    policy_set_on date,
    primary key (office_id, id),
    unique (office_id, year),
    foreign key (office_id, policy_set_by) references people
);

create table monitoring_methods (
    office_id  integer not null references offices,
    id         uuid not null,
    plan_id    uuid not null,
    number     integer not null,
    name       text not null check (length(name) between 1 and 200),
    frequency  text not null check (frequency in ('yearly', 'every_two_months', 'monthly', 'daily', 'every_working_day')),
    group_id   uuid,
    until_date date,
    primary key (office_id, id),
    unique (office_id, plan_id, number),
    foreign key (office_id, plan_id) references monitoring_plans,
    foreign key (office_id, group_id) references groups
);

create table monitoring_tasks (
    office_id   integer not null references offices,
    id          uuid not null,
    method_id   uuid not null,
    title       text not null,
    first_day   date not null,
    last_day    date not null check (last_day >= first_day),
    done_on     date,
    recorded_by uuid,
    findings    text not null,
    proposal    text not null,
    primary key (office_id, id),
    unique (office_id, method_id, first_day),
    foreign key (office_id, method_id) references monitoring_methods,
    foreign key (office_id, recorded_by) references people,
    check (done_on is null or findings <> '')
);
