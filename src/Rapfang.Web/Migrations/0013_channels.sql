-- Every case comes by a channel of the office's own list (seed S2-020) and, once screened, has a type of its list (S2-042).

create table channels (
    office_id  integer not null references offices,
    id         uuid not null,
    number     integer not null,
    name       text not null,
    -- How it comes in, whatever the office calls it.
    way        text not null check (way in ('web', 'counter', 'telephone', 'letter', 'box', 'field_visit', 'unit', 'agency', 'email', 'line', 'machine')),
    from_date  date not null,
    until_date date,
    primary key (office_id, id),
    constraint channels_number unique (office_id, number)
);

create table voice_types (
    office_id  integer not null references offices,
    id         uuid not null,
    number     integer not null,
    name       text not null,
    from_date  date not null,
    until_date date,
    primary key (office_id, id),
    constraint voice_types_number unique (office_id, number)
);

insert into channels (office_id, id, number, name, way, from_date)
select o.id, gen_random_uuid(), c.number, c.name, c.way, least(o.created_at::date, coalesce((select min(received_on) from voices v where v.office_id = o.id), current_date))
from offices o cross join (values
    (1, 'เว็บไซต์ของสำนักงาน', 'web'), (2, 'มาติดต่อด้วยตนเองที่สำนักงาน', 'counter'), (3, 'โทรศัพท์', 'telephone'), (4, 'จดหมายหรือหนังสือ', 'letter'),
    (5, 'ตู้รับฟังความคิดเห็น', 'box'), (6, 'หน่วยพบประชาชนในศูนย์การค้า', 'field_visit'), (7, 'หน่วยอำเภอเคลื่อนที่', 'field_visit'),
    (8, 'ผ่านหน่วยงานในสังกัด', 'unit'), (9, 'กระทรวง ทบวง กรม หรือหน่วยงานอื่น', 'agency')) c (number, name, way);

insert into voice_types (office_id, id, number, name, from_date)
select o.id, gen_random_uuid(), t.number, t.name, least(o.created_at::date, current_date)
from offices o cross join (values
    (1, 'การให้บริการของเจ้าหน้าที่'), (2, 'ขั้นตอนและระยะเวลาการให้บริการ'), (3, 'ข้อมูลข่าวสารและการประชาสัมพันธ์'), (4, 'อาคาร สถานที่ และสิ่งอำนวยความสะดวก'),
    (5, 'การบริหารงานบุคคล'), (6, 'การเงิน งบประมาณ และพัสดุ'), (7, 'การจัดการศึกษาและสถานศึกษา'), (8, 'เรื่องอื่น')) t (number, name);

insert into events (office_id, id, at, kind, subject_kind, subject_id, reason)
select office_id, gen_random_uuid(), now(), 'channel.added', 'channel', id, '' from channels
union all select office_id, gen_random_uuid(), now(), 'voice-type.added', 'voice_type', id, '' from voice_types;

alter table voices add column channel_id uuid, add column type_id uuid, add column rate_until date;
update voices v set channel_id = (select id from channels c where c.office_id = v.office_id and c.way = v.channel order by number limit 1), rate_until = last_answered_on + 30;
alter table voices
    alter column channel_id set not null,
    add foreign key (office_id, channel_id) references channels,
    add foreign key (office_id, type_id) references voice_types,
    drop column channel,
    drop column last_answered_on;

-- Numbers that stood in the program.
insert into deadline_rules (office_id, id, code, title, amount, unit, moves_off_holiday, from_date, note)
select o.id, gen_random_uuid(), r.code, r.title, r.amount, 'calendar_days', false, date '2025-01-01', 'ค่าตั้งต้นของระบบ สำนักงานกำหนดเองได้'
from offices o cross join (values
    ('voice-report', 'กลุ่มงานรายงานผลการตรวจสอบเรื่องร้องเรียน นับจากวันมอบหมาย', 7),
    ('voice-rating', 'ผู้แจ้งบอกได้ว่าคำตอบช่วยได้หรือไม่ นับจากวันตอบ', 30)) r (code, title, amount);

insert into events (office_id, id, at, kind, subject_kind, subject_id, reason)
select office_id, gen_random_uuid(), now(), 'deadline-rule.added', 'deadline_rule', id, '' from deadline_rules where code in ('voice-report', 'voice-rating');
