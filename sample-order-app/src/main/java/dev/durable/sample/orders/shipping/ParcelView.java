package dev.durable.sample.orders.shipping;

import java.time.Instant;

/**
 * A parcel that is on its way.
 *
 * @param number which parcel of the order, from 1
 * @param address where it goes
 * @param trackingNumber the carrier's number for it
 * @param shippedAt when it was handed over
 */
public record ParcelView(int number, String address, String trackingNumber, Instant shippedAt) {}
