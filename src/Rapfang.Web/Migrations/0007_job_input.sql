-- A job finds the files it needs through its input; nothing ever used this column.
alter table jobs drop column input_file_id;
