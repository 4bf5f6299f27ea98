package dev.durable.sample.orders.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Why an order is to be cancelled.
 *
 * @param reason the reason, in the customer's words
 */
record CancelOrderRequest(
        @NotBlank
        @Size(max = 200)
        @Pattern(regexp = PlaceOrderRequest.PRINTABLE, message = PlaceOrderRequest.PRINTABLE_MESSAGE)
        String reason) {}
