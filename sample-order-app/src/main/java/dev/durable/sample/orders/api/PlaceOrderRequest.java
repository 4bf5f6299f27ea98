package dev.durable.sample.orders.api;

import dev.durable.sample.orders.order.NewOrder;
import dev.durable.sample.orders.stock.Item;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as a customer sends it.
 *
 * @param id id chosen by the client, so that it can safely repeat the request; one is made if it is missing
 * @param customer who orders
 * @param address where it goes
 * @param items what is ordered
 * @param cardToken stands for the card to be charged; {@code tok_declined…} will be declined
 */
record PlaceOrderRequest(
        @Nullable @Pattern(regexp = OrderIdPath.PATTERN, message = OrderIdPath.MESSAGE)
        String id,

        @NotBlank @Size(max = 100) @Pattern(regexp = PRINTABLE, message = PRINTABLE_MESSAGE)
        String customer,

        @NotBlank @Size(max = 200) @Pattern(regexp = PRINTABLE, message = PRINTABLE_MESSAGE)
        String address,

        @NotEmpty @Size(max = 20) List<@NotNull @Valid ItemRequest> items,

        @NotBlank @Pattern(regexp = "tok_[A-Za-z0-9_]{1,60}", message = "must look like tok_visa")
        String cardToken) {

    /** Databases refuse some control characters (NUL), and logs suffer from others (line breaks). */
    static final String PRINTABLE = "\\P{Cntrl}*";

    static final String PRINTABLE_MESSAGE = "must not contain control characters";

    NewOrder toNewOrder() {
        return new NewOrder(
                id != null ? id : UUID.randomUUID().toString(),
                customer,
                address,
                items.stream().map(ItemRequest::toItem).toList(),
                cardToken);
    }

    /**
     * One item.
     *
     * @param sku the article
     * @param quantity how many
     */
    record ItemRequest(
            @NotNull @Pattern(regexp = "[A-Za-z0-9-]{1,40}", message = "must be 1 to 40 letters, digits and hyphens")
            String sku,

            @NotNull @Min(1) @Max(100) Integer quantity) {

        Item toItem() {
            return new Item(sku, quantity);
        }
    }
}
