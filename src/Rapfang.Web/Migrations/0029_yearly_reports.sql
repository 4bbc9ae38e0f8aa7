-- The yearly report to the governor on opinions, suggestions, complaints and what was done (seed S2-072).
create table yearly_reports (
    office_id    integer not null references offices,
    id           uuid not null,
    -- B.E.
    fiscal_year  integer not null,
    opening      text not null,
    opinions     text not null,
    suggestions  text not null,
    complaints   text not null,
    done         text not null,
    ahead        text not null,
    state        text not null,
    -- Why it came back.
    return_words text not null,
    submitted_by uuid,
    approved_on  date,
    -- What was counted, as it stood on the day of approval.
    figures      jsonb,
    number       text not null,
    sent_on      date,
    published_at timestamptz,
    version      integer not null,
    primary key (office_id, id),
    foreign key (office_id, submitted_by) references people,
    constraint yearly_reports_year unique (office_id, fiscal_year),
    check ((figures is not null) = (approved_on is not null))
);

insert into deadline_rules (office_id, id, code, scope, title, amount, unit, moves_off_holiday, from_date, note)
select id, gen_random_uuid(), 'governor-report', '', 'รายงานสรุปต่อผู้ว่าราชการจังหวัดปีละ 1 ครั้ง นับจากวันสิ้นปีงบประมาณ', 60, 'calendar_days', false, current_date,
    'ค่าตั้งต้นของระบบ คู่มือกำหนดเพียงปีละ 1 ครั้ง สำนักงานกำหนดเองได้'
from offices;

insert into events (office_id, id, at, kind, subject_kind, subject_id, reason)
select office_id, gen_random_uuid(), now(), 'deadline-rule.added', 'deadline-rule', id, '' from deadline_rules where code = 'governor-report';
