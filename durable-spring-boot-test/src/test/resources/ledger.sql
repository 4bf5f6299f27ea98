create table entry (text varchar(100));
