package dev.durable.docs.events;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

// region publisher
@Service
public class Purchases {

    private final JdbcTemplate jdbc;
    private final ApplicationEventPublisher events;

    Purchases(JdbcTemplate jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Transactional
    public void place(String orderId, int total) {
        jdbc.update("insert into purchase (id) values (?)", orderId);
        events.publishEvent(
                new OrderPlaced(orderId, total)); // row and workflow are both there after the commit, or neither
    }
}
// endregion
