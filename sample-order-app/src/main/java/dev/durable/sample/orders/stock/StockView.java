package dev.durable.sample.orders.stock;

import java.math.BigDecimal;

/**
 * An article and what is left of it.
 *
 * @param sku the article
 * @param price price of one piece
 * @param available pieces that are not reserved
 */
public record StockView(String sku, BigDecimal price, int available) {}
