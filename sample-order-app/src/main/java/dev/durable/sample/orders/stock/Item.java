package dev.durable.sample.orders.stock;

/**
 * A number of pieces of one article.
 *
 * @param sku the article
 * @param quantity how many
 */
public record Item(String sku, int quantity) {}
