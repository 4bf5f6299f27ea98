package dev.durable.sample.orders.api;

import dev.durable.sample.orders.stock.StockView;
import dev.durable.sample.orders.stock.Warehouse;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue over HTTP. */
@RestController
class StockController {

    private final Warehouse warehouse;

    StockController(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    @GetMapping("/stock")
    List<StockView> stock() {
        return warehouse.articles();
    }
}
