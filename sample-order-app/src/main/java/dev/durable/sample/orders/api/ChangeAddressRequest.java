package dev.durable.sample.orders.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Where an order is to go instead.
 *
 * @param address the new address
 */
record ChangeAddressRequest(
        @NotBlank
        @Size(max = 200)
        @Pattern(regexp = PlaceOrderRequest.PRINTABLE, message = PlaceOrderRequest.PRINTABLE_MESSAGE)
        String address) {}
