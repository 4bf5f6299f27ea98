create table customer (name varchar(100) primary key);
