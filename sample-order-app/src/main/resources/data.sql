-- The catalogue. Restarts leave the stock as it is.

insert into stock_item (sku, price, available)
select 'BOOK', 39.90, 5000 where not exists (select 1 from stock_item where sku = 'BOOK');

insert into stock_item (sku, price, available)
select 'MUG', 12.50, 2000 where not exists (select 1 from stock_item where sku = 'MUG');

insert into stock_item (sku, price, available)
select 'LAMP', 89.00, 20 where not exists (select 1 from stock_item where sku = 'LAMP');

insert into stock_item (sku, price, available)
select 'UNICORN', 999.00, 0 where not exists (select 1 from stock_item where sku = 'UNICORN');
