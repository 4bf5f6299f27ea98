package dev.durable.sample.orders.api;

import dev.durable.client.WorkflowStatus;
import dev.durable.sample.orders.order.NewOrder;
import dev.durable.sample.orders.order.OrderDesk;
import dev.durable.sample.orders.order.OrderPage;
import dev.durable.sample.orders.order.OrderPlacement;
import dev.durable.sample.orders.order.OrderView;
import dev.durable.sample.orders.payment.BookingView;
import dev.durable.sample.orders.payment.PaymentLedger;
import dev.durable.sample.orders.shipping.Carrier;
import dev.durable.sample.orders.shipping.ParcelView;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Orders over HTTP. Requests that would take time are accepted (202) and go on in the order's workflow. */
@RestController
@RequestMapping("/orders")
class OrderController {

    private final OrderPlacement placement;
    private final OrderDesk desk;
    private final PaymentLedger ledger;
    private final Carrier carrier;
    private final HistoryDescriber historyDescriber;

    OrderController(
            OrderPlacement placement,
            OrderDesk desk,
            PaymentLedger ledger,
            Carrier carrier,
            HistoryDescriber historyDescriber) {
        this.placement = placement;
        this.desk = desk;
        this.ledger = ledger;
        this.carrier = carrier;
        this.historyDescriber = historyDescriber;
    }

    @PostMapping
    ResponseEntity<AcceptedResponse> place(@Valid @RequestBody PlaceOrderRequest request) {
        NewOrder order = request.toNewOrder();
        placement.place(order);
        URI location = ServletUriComponentsBuilder.fromCurrentRequestUri()
                .path("/{id}")
                .build(order.id());
        return ResponseEntity.accepted().location(location).body(new AcceptedResponse(order.id()));
    }

    @GetMapping
    OrderPage list(
            @RequestParam(required = false) @Nullable WorkflowStatus status,
            @RequestParam(required = false)
                    @Nullable
                    @Size(max = 500)
                    @Pattern(regexp = PlaceOrderRequest.PRINTABLE, message = PlaceOrderRequest.PRINTABLE_MESSAGE)
                    String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return desk.list(status, cursor, size);
    }

    @GetMapping("/{id}")
    OrderResponse show(@PathVariable @OrderIdPath String id) {
        OrderView order = desk.order(id);
        return OrderResponse.of(order, desk.progress(id));
    }

    @GetMapping("/{id}/history")
    List<EventResponse> history(@PathVariable @OrderIdPath String id) {
        desk.order(id);
        return historyDescriber.describe(desk.history(id));
    }

    @GetMapping("/{id}/bookings")
    List<BookingView> bookings(@PathVariable @OrderIdPath String id) {
        desk.order(id);
        return ledger.bookings(id);
    }

    @GetMapping("/{id}/parcels")
    List<ParcelView> parcels(@PathVariable @OrderIdPath String id) {
        desk.order(id);
        return carrier.parcels(id);
    }

    /** Answers when the change is made: an update, unlike a signal, has a result. */
    @PutMapping("/{id}/address")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeAddress(@PathVariable @OrderIdPath String id, @Valid @RequestBody ChangeAddressRequest request) {
        desk.order(id);
        desk.changeAddress(id, request.address());
    }

    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    AcceptedResponse cancel(@PathVariable @OrderIdPath String id, @Valid @RequestBody CancelOrderRequest request) {
        desk.order(id);
        desk.cancel(id, request.reason());
        return new AcceptedResponse(id);
    }
}
