create table if not exists account (
    address varchar(255) not null primary key
);
